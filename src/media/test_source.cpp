#include "media/test_source.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/wait.h"
#include "media/capture.h"
#include "media/colour.h"
#include "media/limits.h"

namespace ow::media {
namespace {

constexpr int kBars = 8;
constexpr double kBarLevel = 0.75 * 255;

struct Pattern {
  Size size{640, 360};
  double frames_per_second = 30;
  std::int64_t frames = 0;  ///< 0: endless
  bool live = false;
  bool motion = true;
  ColourMatrix matrix = ColourMatrix::kBt601;
  ColourRange range = ColourRange::kLimited;
};

template <typename T>
bool parse_number(std::string_view text, T lowest, T highest, T& out) {
  T value{};
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || !(value >= lowest && value <= highest)) return false;
  out = value;
  return true;
}

template <typename T>
bool parse_choice(std::string_view text, std::string_view first, T first_value, std::string_view second, T second_value,
                  T& out) {
  if (text != first && text != second) return false;
  out = text == first ? first_value : second_value;
  return true;
}

bool parse_size(std::string_view text, Size& out) {
  const auto size = parse_dimensions(text);
  if (!size || std::int64_t{size->width} * size->height > kTestPixelsMax) return false;
  out = {size->width, size->height};
  return true;
}

struct Option {
  std::string_view name;
  bool (*parse)(std::string_view, Pattern&);
  std::string_view allowed;
};
constexpr std::array kOptions = {
    Option{"size", [](std::string_view t, Pattern& p) { return parse_size(t, p.size); },
           "WIDTHxHEIGHT, 1 to 16384 a side and 33554432 pixels (8K) in all"},
    Option{"fps", [](std::string_view t, Pattern& p) { return parse_number(t, 0.1, 1000.0, p.frames_per_second); },
           "0.1 to 1000"},
    Option{"frames",
           [](std::string_view t, Pattern& p) { return parse_number<std::int64_t>(t, 0, 1'000'000'000, p.frames); },
           "0 (endless) to 1000000000"},
    Option{"live", [](std::string_view t, Pattern& p) { return parse_choice(t, "0", false, "1", true, p.live); },
           "0 or 1"},
    Option{"motion", [](std::string_view t, Pattern& p) { return parse_choice(t, "0", false, "1", true, p.motion); },
           "0 or 1"},
    Option{"matrix",
           [](std::string_view t, Pattern& p) {
             return parse_choice(t, "601", ColourMatrix::kBt601, "709", ColourMatrix::kBt709, p.matrix);
           },
           "601 or 709"},
    Option{"range",
           [](std::string_view t, Pattern& p) {
             return parse_choice(t, "limited", ColourRange::kLimited, "full", ColourRange::kFull, p.range);
           },
           "limited or full"},
};

Result<Pattern> parse_pattern(const Uri& uri) {
  const std::vector<std::string> patterns = {"test://pattern", "test://bars"};  // two names of the same
  if (uri.text != "test://" && std::ranges::find(patterns, uri.text) == patterns.end()) {
    return fail(ErrorCode::kInvalidArgument, "{}: no such pattern; there is {}{}", uri.name, patterns.front(),
                did_you_mean(uri.text, patterns));
  }
  Pattern pattern;
  for (const auto& [key, value] : uri.query) {
    const auto* option = std::ranges::find(kOptions, std::string_view(key), &Option::name);
    if (option == kOptions.end()) {
      std::vector<std::string> names;
      for (const Option& known : kOptions) names.emplace_back(known.name);
      return fail(ErrorCode::kInvalidArgument, "{}: unknown option '{}'; known are {}{}", uri.name, key, join(names),
                  did_you_mean(key, names));
    }
    if (!option->parse(value, pattern)) {
      return fail(ErrorCode::kInvalidArgument, "{}: {}={} is not {}", uri.name, key, value, option->allowed);
    }
  }
  return pattern;
}

class TestSource final : public Source {
 public:
  TestSource(Pattern pattern, const Clock& clock) : pattern_(pattern), clock_(clock), start_(clock.now()) {
    info_.size = pattern.size;
    info_.frames_per_second = pattern.frames_per_second;
    if (pattern.frames > 0) info_.frame_count = pattern.frames;
    info_.live = pattern.live;
    info_.seekable = !pattern.live;
    info_.codec = "test pattern";
    info_.decoder = "test pattern (software)";
    for (int bar = 0; bar < kBars; ++bar) {
      bars_[static_cast<std::size_t>(bar)] = to_bytes(to_yuv(bar_colour(bar), pattern.matrix, pattern.range));
    }
  }

  [[nodiscard]] const SourceInfo& info() const override { return info_; }
  Result<ReadResult> read(std::stop_token stop) override;
  Status rewind() override;

 private:
  [[nodiscard]] std::chrono::nanoseconds time_of(std::int64_t index) const {
    return std::chrono::nanoseconds(std::llround(static_cast<double>(index) * 1e9 / pattern_.frames_per_second));
  }
  void wait_for_due(const std::stop_token& stop);
  void draw(FrameBuffer& out, std::int64_t index) const;
  void draw_plane(FrameBuffer& out, std::size_t plane, std::int64_t index) const;

  Pattern pattern_;
  const Clock& clock_;
  TimePoint start_;
  SourceInfo info_;
  std::array<std::array<std::uint8_t, 3>, kBars> bars_{};
  std::int64_t next_ = 0;    ///< within one run of the pattern
  std::int64_t played_ = 0;  ///< by earlier runs
};

void TestSource::wait_for_due(const std::stop_token& stop) {
  const Duration elapsed = clock_.now() - start_;
  const auto due = static_cast<std::int64_t>(to_seconds(elapsed) * pattern_.frames_per_second);
  next_ = std::max(next_, due);  // what is over is gone, as with a camera
  const Duration early = time_of(next_) - elapsed;
  if (early > Duration::zero()) wait_until(stop, std::chrono::steady_clock::now() + early);
}

Result<ReadResult> TestSource::read(std::stop_token stop) {
  if (pattern_.live) wait_for_due(stop);
  if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "test pattern: stopped");
  if (pattern_.frames > 0 && next_ >= pattern_.frames) {
    if (pattern_.live) return fail(ErrorCode::kUnavailable, "test pattern: the stream ended");
    return EndOfSource{};
  }
  const Capture capture = Capture::now(clock_);
  FrameInfo info;
  const std::int64_t index = next_++;
  info.sequence = static_cast<std::uint64_t>(played_ + index);
  info.pts = std::chrono::duration_cast<std::chrono::microseconds>(time_of(played_ + index));
  info.matrix = pattern_.matrix;
  info.range = pattern_.range;
  info.capture_time = capture.time;
  info.capture_unix_us = capture.unix_us;
  FrameBuffer picture(pattern_.size);
  draw(picture, index);
  return SourceFrame{std::move(picture).freeze(info),
                     {stage::kVideoDecode, capture.time, clock_.now(), SpanKind::kWork}};
}

Status TestSource::rewind() {
  if (pattern_.live) return fail(ErrorCode::kUnsupported, "test pattern: a live one cannot be started again");
  played_ += next_;
  next_ = 0;
  return {};
}

void TestSource::draw(FrameBuffer& out, std::int64_t index) const {
  for (std::size_t plane = 0; plane < 3; ++plane) draw_plane(out, plane, index);
}

void TestSource::draw_plane(FrameBuffer& out, std::size_t plane, std::int64_t index) const {
  const int sub = plane == 0 ? 1 : 2;
  const int width = (pattern_.size.width + sub - 1) / sub;
  const int height = (pattern_.size.height + sub - 1) / sub;
  const std::int64_t shift = pattern_.motion ? index * 2 : 0;
  std::vector<std::uint8_t> row(static_cast<std::size_t>(width));
  for (int x = 0; x < width; ++x) {
    const std::int64_t at = (std::int64_t{x} * sub + shift) % pattern_.size.width;
    row[static_cast<std::size_t>(x)] = bars_[static_cast<std::size_t>(at * kBars / pattern_.size.width)][plane];
  }
  // Even in full-size pixels, so that brightness and colour of the block stay together.
  const int full_side = std::max(2, pattern_.size.height / 4 & ~1);
  const std::int64_t way = std::max(1, pattern_.size.width - full_side + 1);
  const int side = full_side / sub;
  const int block_x = static_cast<int>((shift * 2 % way) & ~1) / sub;
  const int block_y = ((pattern_.size.height - full_side) / 2 & ~1) / sub;
  const std::uint8_t grey = to_bytes(to_yuv({128, 128, 128}, pattern_.matrix, pattern_.range))[plane];
  for (int y = 0; y < height; ++y) {
    std::uint8_t* line = out.data(plane) + std::ptrdiff_t{y} * out.stride(plane);
    std::memcpy(line, row.data(), row.size());
    if (pattern_.motion && y >= block_y && y < block_y + side) {
      std::memset(line + block_x, grey, static_cast<std::size_t>(std::min(side, width - block_x)));
    }
  }
}

}  // namespace

std::array<double, 3> bar_colour(int bar) {
  // White to black by falling luma: green, red and blue are on unless their bit of the bar's number is set.
  return {(bar & 2) == 0 ? kBarLevel : 0, (bar & 4) == 0 ? kBarLevel : 0, (bar & 1) == 0 ? kBarLevel : 0};
}

Status check_test_pattern(const Uri& uri) {
  OW_CHECK(parse_pattern(uri));
  return {};
}

Result<std::unique_ptr<Source>> open_test_pattern(const Uri& uri, const Clock& clock) {
  OW_TRY(const Pattern pattern, parse_pattern(uri));
  return std::make_unique<TestSource>(pattern, clock);
}

}  // namespace ow::media
