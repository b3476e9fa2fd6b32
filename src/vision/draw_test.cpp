#include "vision/draw.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>

#include "vision/canvas.h"
#include "vision/glyphs.h"

namespace ow::vision {
namespace {

constexpr std::uint8_t kBackground = 90;

/// A grey view between guard bytes: the row padding must stay as it is.
class View {
 public:
  explicit View(Size size) : buffer_(size) { fill(); }
  FrameBuffer& buffer() { return buffer_; }
  [[nodiscard]] std::uint8_t at(std::size_t plane, int x, int y) {
    return buffer_.data(plane)[y * buffer_.stride(plane) + x];
  }
  [[nodiscard]] Yuv pixel(int x, int y) { return {at(0, x, y), at(1, x / 2, y / 2), at(2, x / 2, y / 2)}; }
  [[nodiscard]] int changed_luma() {
    int count = 0;
    for (int y = 0; y < buffer_.size().height; ++y) {
      for (int x = 0; x < buffer_.size().width; ++x) count += at(0, x, y) != kBackground ? 1 : 0;
    }
    return count;
  }
  [[nodiscard]] bool padding_intact() {
    for (std::size_t plane = 0; plane < 3; ++plane) {
      const int width = plane == 0 ? buffer_.size().width : chroma_extent(buffer_.size().width);
      const int height = plane == 0 ? buffer_.size().height : chroma_extent(buffer_.size().height);
      for (int y = 0; y < height; ++y) {
        for (int x = width; x < buffer_.stride(plane); ++x) {
          if (at(plane, x, y) != kGuard) return false;
        }
      }
    }
    return true;
  }

 private:
  static constexpr std::uint8_t kGuard = 0xA5;
  void fill() {
    for (std::size_t plane = 0; plane < 3; ++plane) {
      const int width = plane == 0 ? buffer_.size().width : chroma_extent(buffer_.size().width);
      const int height = plane == 0 ? buffer_.size().height : chroma_extent(buffer_.size().height);
      for (int y = 0; y < height; ++y) {
        std::uint8_t* const row = buffer_.data(plane) + y * buffer_.stride(plane);
        std::fill_n(row, buffer_.stride(plane), kGuard);
        std::fill_n(row, width, plane == 0 ? kBackground : std::uint8_t{128});
      }
    }
  }
  FrameBuffer buffer_;
};

std::unique_ptr<Painter> painter() {
  auto created = Painter::create();
  if (!created) ADD_FAILURE() << created.error().text();
  return created ? std::move(*created) : nullptr;
}

Labels labels(std::string name) { return std::make_shared<const std::vector<std::string>>(1, std::move(name)); }

bool same(Yuv a, Yuv b) { return a.y == b.y && a.u == b.u && a.v == b.v; }

constexpr DrawOptions kBoxesOnly{.labels = false, .scores = false};

TEST(Painter, ABoxHasItsColourOnAllFourSidesInLumaAndChroma) {
  View view({320, 240});
  const Detection detection{{81, 61, 201, 161}, 0.9F, 3};
  painter()->draw(view.buffer(), {320, 240}, {&detection, 1}, nullptr, kBoxesOnly);
  const Yuv colour = to_yuv(class_colour(3));
  for (const auto& [x, y] : {std::pair{80, 100}, {81, 100}, {200, 100}, {201, 100}, {140, 60}, {140, 161}}) {
    EXPECT_TRUE(same(view.pixel(x, y), colour)) << x << ", " << y;
  }
  for (const auto& [x, y] : {std::pair{79, 100}, {82, 100}, {140, 100}, {202, 100}, {140, 59}, {140, 163}}) {
    EXPECT_TRUE(same(view.pixel(x, y), {kBackground, 128, 128})) << x << ", " << y;
  }
}

TEST(Painter, BoxesAreScaledFromSourceToView) {
  View view({320, 180});
  const Detection detection{{960, 540, 1440, 900}, 0.9F, 0};
  painter()->draw(view.buffer(), {1920, 1080}, {&detection, 1}, nullptr, kBoxesOnly);
  EXPECT_TRUE(same(view.pixel(160, 120), to_yuv(class_colour(0))));
  EXPECT_TRUE(same(view.pixel(159, 120), {kBackground, 128, 128}));
}

TEST(Painter, TheLabelStandsAboveTheBoxAndInsideWhenThereIsNoRoom) {
  View above({320, 240});
  View inside({320, 240});
  const auto paint = painter();
  const Detection low{{100, 100, 220, 200}, 0.5F, 0};
  const Detection high{{100, 2, 220, 200}, 0.5F, 0};
  paint->draw(above.buffer(), {320, 240}, {&low, 1}, labels("person"), {});
  paint->draw(inside.buffer(), {320, 240}, {&high, 1}, labels("person"), {});
  EXPECT_NE(above.at(0, 102, 95), kBackground);
  EXPECT_NE(inside.at(0, 102, 10), kBackground);
  EXPECT_EQ(inside.at(0, 102, 0), kBackground);
}

TEST(Painter, TextContrastsWithItsBackground) {
  const auto paint = painter();
  for (std::int32_t id = 0; id < 80; ++id) {
    View view({320, 240});
    const Detection detection{{100, 100, 220, 200}, 0.5F, id};
    paint->draw(view.buffer(), {320, 240}, {&detection, 1}, nullptr, {});
    const int background = to_yuv(class_colour(id)).y;
    int contrast = 0;
    for (int y = 84; y < 98; ++y) {
      for (int x = 100; x < 150; ++x) contrast = std::max(contrast, std::abs(view.at(0, x, y) - background));
    }
    EXPECT_GT(contrast, 90) << "class " << id;
  }
}

TEST(Painter, NothingIsWrittenOutsideTheView) {
  const float infinite = std::numeric_limits<float>::infinity();
  const std::vector<Detection> detections = {{{-50, -50, 400, 400}, 0.9F, 0}, {{300, 220, 321, 241}, 0.8F, 1},
                                             {{0, 0, 1, 1}, 0.7F, 2},         {{318, 0, 330, 20}, 0.6F, 3},
                                             {{0, 239, 319, 300}, 0.5F, 4},   {{NAN, 0, 10, 10}, 0.5F, 5},
                                             {{0, 0, infinite, 10}, 0.5F, 6}, {{400, 400, 500, 500}, 0.5F, 7},
                                             {{20, 20, 10, 10}, 0.5F, 8},     {{1e30F, 1e30F, 2e30F, 2e30F}, 0.5F, 9},
                                             {{50, 50, 50, 50}, 0.5F, -7}};
  const auto paint = painter();
  for (const Size size :
       {Size{319, 239}, Size{320, 240}, Size{33, 17}, Size{3, 3}, Size{2, 2}, Size{1, 1}, Size{5, 400}}) {
    for (const bool dashed : {false, true}) {
      View view(size);
      paint->draw(view.buffer(), {320, 240}, detections, labels("a rather long label for a small view"),
                  {.carried_over = dashed});
      EXPECT_TRUE(view.padding_intact()) << size.width << "x" << size.height;
      EXPECT_GT(view.changed_luma(), 0) << size.width << "x" << size.height;
    }
  }
}

TEST(Painter, ABoxAtTheBorderOfAnOddViewShowsItsFarEdges) {
  View view({319, 239});
  const Detection detection{{100, 100, 319, 239}, 0.9F, 0};
  painter()->draw(view.buffer(), {319, 239}, {&detection, 1}, nullptr, kBoxesOnly);
  EXPECT_TRUE(same(view.pixel(318, 150), to_yuv(class_colour(0))));
  EXPECT_TRUE(same(view.pixel(200, 238), to_yuv(class_colour(0))));
}

TEST(Painter, CarriedOverBoxesAreDashed) {
  View solid({320, 240});
  View dashed({320, 240});
  const Detection detection{{40, 40, 280, 200}, 0.9F, 0};
  const auto paint = painter();
  paint->draw(solid.buffer(), {320, 240}, {&detection, 1}, nullptr, kBoxesOnly);
  paint->draw(dashed.buffer(), {320, 240}, {&detection, 1}, nullptr,
              {.labels = false, .scores = false, .carried_over = true});
  EXPECT_LT(dashed.changed_luma(), solid.changed_luma() * 2 / 3);
  EXPECT_GT(dashed.changed_luma(), solid.changed_luma() / 3);
}

TEST(Painter, AnUnusableFontIsAClearError) {
  const auto missing = Painter::create("/nowhere/font.ttf");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_NE(missing.error().message.find("/nowhere/font.ttf"), std::string::npos);
}

TEST(ClassColour, NeighbouringClassesAreFarApartAndStable) {
  const auto distance = [](Colour a, Colour b) {
    return std::abs(a.r - b.r) + std::abs(a.g - b.g) + std::abs(a.b - b.b);
  };
  for (std::int32_t a = 0; a < 12; ++a) {
    EXPECT_EQ(distance(class_colour(a), class_colour(a)), 0);
    for (std::int32_t b = a + 1; b < 12; ++b)
      EXPECT_GT(distance(class_colour(a), class_colour(b)), 40) << a << ", " << b;
  }
  (void)class_colour(-1);
  (void)class_colour(std::numeric_limits<std::int32_t>::max());
}

TEST(ToYuv, IsFullRangeBt601) {
  EXPECT_TRUE(same(to_yuv({255, 255, 255}), {255, 128, 128}));
  EXPECT_TRUE(same(to_yuv({0, 0, 0}), {0, 128, 128}));
  EXPECT_TRUE(same(to_yuv({255, 0, 0}), {76, 85, 255}));
  EXPECT_TRUE(same(to_yuv({0, 0, 255}), {29, 255, 107}));
}

TEST(DecodeUtf8, TakesTextApartAndSurvivesMalformedBytes) {
  EXPECT_EQ(decode_utf8("Bär 猫", 20), U"Bär 猫");
  EXPECT_EQ(decode_utf8("a\xFF\xC3", 20), U"a\xFFFD\xFFFD");
  EXPECT_EQ(decode_utf8("\xE7\x8Cx", 20), U"\xFFFD\xFFFDx");
  EXPECT_EQ(decode_utf8("a\nb", 20), U"a b");
  EXPECT_EQ(decode_utf8("abcdef", 3), U"ab…");
}

}  // namespace
}  // namespace ow::vision
