// Rendered glyphs of one font (FreeType), kept by size. Internal to the painter; belongs to one thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace ow::vision {

struct Glyph {
  int width = 0, height = 0;
  int left = 0;     ///< from the pen to the bitmap's left edge
  int top = 0;      ///< from the baseline up to the bitmap's top edge
  int advance = 0;  ///< pen movement, pixels
  std::vector<std::uint8_t> coverage;
};

struct LineMetrics {
  int ascent = 0, descent = 0;  ///< pixels above and below the baseline, both ≥ 0
};

class GlyphCache {
 public:
  /// `font_path` empty: the first usable font of the usual places.
  static Result<std::unique_ptr<GlyphCache>> create(const std::string& font_path);
  virtual ~GlyphCache() = default;
  /// Valid until the next call. A glyph that the font lacks is the font's replacement box.
  virtual const Glyph& glyph(char32_t code, int pixel_size) = 0;
  virtual LineMetrics metrics(int pixel_size) = 0;
};

/// Code points of UTF-8 text; a malformed byte becomes U+FFFD. Longer text than `length_max` ends in an ellipsis.
[[nodiscard]] std::u32string decode_utf8(std::string_view text, std::size_t length_max);

}  // namespace ow::vision
