// X-RAY drawing on full-range BT.601 I420.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/error.h"
#include "core/detection.h"
#include "core/frame.h"

namespace ow::vision {

struct Colour {
  std::uint8_t r = 0, g = 0, b = 0;
};

/// Stable, well separated, readable colour of a class (golden-angle hues).
[[nodiscard]] Colour class_colour(std::int32_t class_id);

struct DrawOptions {
  bool labels = true;
  bool scores = true;
  bool carried_over = false;  ///< boxes held from an earlier frame are drawn dashed/thinner
};

/// Keeps rendered glyphs (FreeType); belongs to one thread.
class Painter {
 public:
  /// Uses the given TrueType font, or the first usable one of the usual Debian and macOS places when empty.
  static Result<std::unique_ptr<Painter>> create(const std::string& font_path = {});
  virtual ~Painter() = default;
  /// Draws boxes (given in source pixels) and their labels onto the view; line and text size follow the view's height.
  virtual void draw(FrameBuffer& view, Size source, std::span<const Detection> detections, const Labels& labels,
                    const DrawOptions& options) = 0;
};

}  // namespace ow::vision
