#include "vision/draw.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "vision/canvas.h"
#include "vision/glyphs.h"

namespace ow::vision {
namespace {

constexpr std::size_t kLabelLengthMax = 48;

int even_down(int value) { return value & ~1; }
int even_up(int value) { return (value + 1) & ~1; }

/// Sizes that follow the view's height.
struct Style {
  int thickness = 2;
  int text_size = 15;
  int padding = 2;
};

Style style_for(int height) {
  return {.thickness = std::max(2, even_up(height / 360)),
          .text_size = std::clamp(height / 36, 11, 64),
          .padding = std::max(2, even_up(height / 360))};
}

/// The box on the view's even pixels; nothing when it lies outside or is not finite.
std::optional<Rect> on_view(const Box& box, Size source, Size view, int thickness) {
  const float scale_x = static_cast<float>(view.width) / static_cast<float>(std::max(source.width, 1));
  const float scale_y = static_cast<float>(view.height) / static_cast<float>(std::max(source.height, 1));
  const float x1 = box.x1 * scale_x, y1 = box.y1 * scale_y, x2 = box.x2 * scale_x, y2 = box.y2 * scale_y;
  const auto width = static_cast<float>(view.width), height = static_cast<float>(view.height);
  // Written so that NaN fails.
  if (!(x2 >= x1 && y2 >= y1 && x2 >= 0 && y2 >= 0 && x1 < width && y1 < height)) return std::nullopt;
  const auto low = [](float value, float limit) {
    return even_down(static_cast<int>(std::clamp(value, 0.F, limit - 1)));
  };
  const auto high = [](float value, float limit) {
    return even_up(static_cast<int>(std::ceil(std::clamp(value, 0.F, limit))));
  };
  Rect rect{low(x1, width), low(y1, height), high(x2, width), high(y2, height)};
  rect.right = std::max(rect.right, rect.left + thickness);
  rect.bottom = std::max(rect.bottom, rect.top + thickness);
  return rect;
}

enum class LineStyle { kSolid, kDashed };

/// Fills a horizontal or vertical bar, whole or in dashes along its longer side.
void draw_bar(FrameBuffer& view, const Rect& bar, Yuv colour, LineStyle style, int thickness) {
  if (style == LineStyle::kSolid) return fill_rect(view, bar, colour);
  const int dash = 4 * thickness;
  const int period = 2 * dash;
  if (bar.width() > bar.height()) {
    for (int x = bar.left; x < bar.right; x += period) {
      fill_rect(view, {x, bar.top, std::min(x + dash, bar.right), bar.bottom}, colour);
    }
  } else {
    for (int y = bar.top; y < bar.bottom; y += period) {
      fill_rect(view, {bar.left, y, bar.right, std::min(y + dash, bar.bottom)}, colour);
    }
  }
}

void draw_frame(FrameBuffer& view, const Rect& box, Yuv colour, LineStyle style, int thickness) {
  // A box at an odd view's border ends on the even pixel past it; its edges stay inside.
  const int right = std::min(box.right, even_up(view.size().width));
  const int bottom = std::min(box.bottom, even_up(view.size().height));
  const int inner_right = std::max(even_down(std::min(right, view.size().width)) - thickness, box.left);
  const int inner_bottom = std::max(even_down(std::min(bottom, view.size().height)) - thickness, box.top);
  draw_bar(view, {box.left, box.top, right, box.top + thickness}, colour, style, thickness);
  draw_bar(view, {box.left, inner_bottom, right, bottom}, colour, style, thickness);
  draw_bar(view, {box.left, box.top, box.left + thickness, bottom}, colour, style, thickness);
  draw_bar(view, {inner_right, box.top, right, bottom}, colour, style, thickness);
}

/// Above the box, or inside it when there is no room above; always within the view as far as it fits.
Rect place_label(const Rect& box, int width, int height, Size view, int thickness) {
  const int room_right = std::max(even_down(view.width - width), 0);
  const int room_below = std::max(even_down(view.height - height), 0);
  const int left = std::clamp(box.left, 0, room_right);
  const int above = box.top - height;
  const int top = above >= 0 ? above : std::min(box.top + thickness, room_below);
  return {left, top, left + width, top + height};
}

/// The better contrast of black and white (WCAG relative luminance 0.18 is about level 118).
std::uint8_t ink_on(Yuv background) { return background.y > 118 ? 0 : 255; }

class GlyphPainter final : public Painter {
 public:
  explicit GlyphPainter(std::unique_ptr<GlyphCache> glyphs) : glyphs_(std::move(glyphs)) {}

  void draw(FrameBuffer& view, Size source, std::span<const Detection> detections, const Labels& labels,
            const DrawOptions& options) override {
    const Style style = style_for(view.size().height);
    const LineStyle line = options.carried_over ? LineStyle::kDashed : LineStyle::kSolid;
    // From the weakest to the strongest, and all texts after all boxes: what is surest stays readable.
    for (std::size_t i = detections.size(); i-- > 0;) {
      const auto box = on_view(detections[i].box, source, view.size(), style.thickness);
      if (box) draw_frame(view, *box, to_yuv(class_colour(detections[i].class_id)), line, style.thickness);
    }
    if (!options.labels && !options.scores) return;
    for (std::size_t i = detections.size(); i-- > 0;) {
      const auto box = on_view(detections[i].box, source, view.size(), style.thickness);
      if (box) draw_label(view, *box, text_of(detections[i], labels, options), detections[i].class_id, style);
    }
  }

 private:
  static std::u32string text_of(const Detection& detection, const Labels& labels, const DrawOptions& options) {
    std::u32string text;
    if (options.labels) text = decode_utf8(label_of(labels, detection.class_id), kLabelLengthMax);
    if (!options.scores) return text;
    const std::string score = fmt::format("{:.2f}", detection.score);
    return text + (text.empty() ? U"" : U" ") + decode_utf8(score, kLabelLengthMax);
  }

  void draw_label(FrameBuffer& view, const Rect& box, const std::u32string& text, std::int32_t class_id,
                  const Style& style) {
    const LineMetrics line = glyphs_->metrics(style.text_size);
    int text_width = 0;
    for (const char32_t code : text) text_width += glyphs_->glyph(code, style.text_size).advance;
    const int width = even_up(text_width + 2 * style.padding);
    const int height = even_up(line.ascent + line.descent);
    const Rect place = place_label(box, width, height, view.size(), style.thickness);
    const Yuv background = to_yuv(class_colour(class_id));
    fill_rect(view, place, background);
    mask_.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
    int pen = style.padding;
    for (const char32_t code : text) {
      const Glyph& glyph = glyphs_->glyph(code, style.text_size);
      stamp(glyph, pen + glyph.left, line.ascent - glyph.top, width, height);
      pen += glyph.advance;
    }
    blend_mask(view, place, mask_, ink_on(background));
  }

  /// Copies a glyph into the mask; what reaches over its edges is cut.
  void stamp(const Glyph& glyph, int left, int top, int width, int height) {
    for (int y = std::max(0, -top); y < std::min(glyph.height, height - top); ++y) {
      for (int x = std::max(0, -left); x < std::min(glyph.width, width - left); ++x) {
        std::uint8_t& pixel = mask_[static_cast<std::size_t>((top + y) * width + left + x)];
        pixel = std::max(pixel, glyph.coverage[static_cast<std::size_t>(y * glyph.width + x)]);
      }
    }
  }

  std::unique_ptr<GlyphCache> glyphs_;
  std::vector<std::uint8_t> mask_;  ///< kept for its memory
};

}  // namespace

Result<std::unique_ptr<Painter>> Painter::create(const std::string& font_path) {
  OW_TRY(auto glyphs, GlyphCache::create(font_path));
  return std::make_unique<GlyphPainter>(std::move(glyphs));
}

}  // namespace ow::vision
