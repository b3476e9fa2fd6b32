#include "vision/glyphs.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <array>

namespace ow::vision {
namespace {

/// Debian (fonts-dejavu-core, fonts-liberation, fonts-noto-core), Fedora, Arch, macOS.
constexpr std::array kFontPaths = {
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
    "/System/Library/Fonts/Supplemental/Arial.ttf",
    "/System/Library/Fonts/Helvetica.ttc",
};

constexpr std::size_t kGlyphsMax = 2048;

struct FreeLibrary {
  void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct FreeFace {
  void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using Library = std::unique_ptr<FT_LibraryRec_, FreeLibrary>;
using Face = std::unique_ptr<FT_FaceRec_, FreeFace>;

Face open_face(FT_Library library, const std::string& path) {
  FT_Face face = nullptr;
  if (FT_New_Face(library, path.c_str(), 0, &face) != 0) return nullptr;
  Face owned(face);
  return FT_IS_SCALABLE(face) ? std::move(owned) : nullptr;
}

Glyph copy_of(FT_GlyphSlot slot) {
  const FT_Bitmap& bitmap = slot->bitmap;
  Glyph glyph{static_cast<int>(bitmap.width),
              static_cast<int>(bitmap.rows),
              slot->bitmap_left,
              slot->bitmap_top,
              static_cast<int>((slot->advance.x + 32) >> 6),
              {}};
  glyph.coverage.reserve(static_cast<std::size_t>(bitmap.width) * bitmap.rows);
  for (unsigned row = 0; row < bitmap.rows; ++row) {
    const unsigned char* const line = bitmap.buffer + static_cast<std::ptrdiff_t>(row) * bitmap.pitch;
    glyph.coverage.insert(glyph.coverage.end(), line, line + bitmap.width);
  }
  return glyph;
}

class FreeTypeGlyphs final : public GlyphCache {
 public:
  FreeTypeGlyphs(Library library, Face face) : library_(std::move(library)), face_(std::move(face)) {}

  const Glyph& glyph(char32_t code, int pixel_size) override {
    const auto key = std::pair(pixel_size, code);
    if (const auto found = glyphs_.find(key); found != glyphs_.end()) return found->second;
    if (glyphs_.size() >= kGlyphsMax) glyphs_.clear();
    return glyphs_.emplace(key, render(code, pixel_size)).first->second;
  }

  LineMetrics metrics(int pixel_size) override {
    select(pixel_size);
    const FT_Size_Metrics& metrics = face_->size->metrics;
    return {static_cast<int>((metrics.ascender + 63) >> 6), static_cast<int>((63 - metrics.descender) >> 6)};
  }

 private:
  void select(int pixel_size) {
    if (pixel_size == pixel_size_) return;
    FT_Set_Pixel_Sizes(face_.get(), 0, static_cast<FT_UInt>(pixel_size));
    pixel_size_ = pixel_size;
  }

  Glyph render(char32_t code, int pixel_size) {
    select(pixel_size);
    if (FT_Load_Char(face_.get(), code, FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT) != 0) return {};
    if (face_->glyph->bitmap.pixel_mode != FT_PIXEL_MODE_GRAY && face_->glyph->bitmap.rows != 0) return {};
    return copy_of(face_->glyph);
  }

  Library library_;  // outlives the face
  Face face_;
  int pixel_size_ = 0;
  std::map<std::pair<int, char32_t>, Glyph> glyphs_;
};

/// Length that a lead byte announces, 0 when it is none.
std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/// One code point from the front of `text`, which becomes shorter.
char32_t take_code(std::string_view& text) {
  constexpr char32_t kReplacement = 0xFFFD;
  constexpr std::array<unsigned char, 5> kLeadMask = {0, 0x7F, 0x1F, 0x0F, 0x07};
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = sequence_length(lead);
  if (length == 0 || length > text.size()) {
    text.remove_prefix(1);
    return kReplacement;
  }
  char32_t code = lead & kLeadMask[length];
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) != 0x80) {
      text.remove_prefix(1);
      return kReplacement;
    }
    code = (code << 6) | (byte & 0x3F);
  }
  text.remove_prefix(length);
  return code;
}

}  // namespace

Result<std::unique_ptr<GlyphCache>> GlyphCache::create(const std::string& font_path) {
  FT_Library raw = nullptr;
  if (FT_Init_FreeType(&raw) != 0) return fail(ErrorCode::kInternal, "FreeType could not be started");
  Library library(raw);
  Face face;
  if (!font_path.empty()) {
    face = open_face(library.get(), font_path);
    if (!face) return fail(ErrorCode::kNotFound, "'{}' is not a readable TrueType font", font_path);
  }
  for (std::size_t i = 0; !face && i < kFontPaths.size(); ++i) face = open_face(library.get(), kFontPaths[i]);
  if (!face) {
    return fail(
        ErrorCode::kNotFound,
        "no font for the labels was found; install the Debian package fonts-dejavu-core or name a TrueType file");
  }
  return std::make_unique<FreeTypeGlyphs>(std::move(library), std::move(face));
}

std::u32string decode_utf8(std::string_view text, std::size_t length_max) {
  constexpr char32_t kEllipsis = 0x2026;
  std::u32string codes;
  while (!text.empty()) {
    if (codes.size() == length_max) {
      if (!codes.empty()) codes.back() = kEllipsis;
      break;
    }
    const char32_t code = take_code(text);
    codes += code < 0x20 ? U' ' : code;
  }
  return codes;
}

}  // namespace ow::vision
