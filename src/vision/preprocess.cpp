#include "vision/preprocess.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "vision/letterbox.h"
#include "vision/preprocess_kernel.h"

namespace ow::vision {
namespace {

using kernel::ColourTransform;
using kernel::Taps;

/// One interpolated coordinate: the sample before it and the share of the one after it.
struct Tap {
  int index = 0;
  double share = 0;
};

/// `per_pixel` source pixels a tensor pixel; `subsampling` 2 for chroma. Coordinates outside are held at the border.
Tap tap_at(int position, double per_pixel, int subsampling, int extent) {
  const double coordinate =
      std::clamp((position + 0.5) * per_pixel / subsampling - 0.5, 0.0, static_cast<double>(extent - 1));
  const int index = static_cast<int>(coordinate);
  return {index, coordinate - index};
}

Taps make_taps(int count, double per_pixel, int subsampling, int extent) {
  constexpr int kVectorMax = 16;
  constexpr int kOne = 1 << kernel::kWeightBits;
  const auto padded = static_cast<std::size_t>((count + kVectorMax - 1) / kVectorMax * kVectorMax);
  Taps taps{std::vector<std::int32_t>(padded, 0), std::vector<std::int32_t>(padded, kOne), {}, {}};
  for (int x = 0; x < count; ++x) {
    const Tap tap = tap_at(x, per_pixel, subsampling, extent);
    const int right = static_cast<int>(std::lround(tap.share * kOne));
    taps.offsets[static_cast<std::size_t>(x)] = tap.index * static_cast<int>(sizeof(std::int16_t));
    taps.weights[static_cast<std::size_t>(x)] = (kOne - right) | (right << 16);
  }
  std::fill(taps.offsets.begin() + count, taps.offsets.end(), taps.offsets[static_cast<std::size_t>(count - 1)]);
  kernel::group_taps(taps);
  return taps;
}

struct MatrixWeights {
  double red = 0, blue = 0;
};

/// Kr and Kb of ITU-R BT.601, BT.709 and BT.2020.
MatrixWeights weights_of(ColourMatrix matrix) {
  switch (matrix) {
    case ColourMatrix::kBt709: return {0.2126, 0.0722};
    case ColourMatrix::kBt2020: return {0.2627, 0.0593};
    case ColourMatrix::kBt601: break;
  }
  return {0.299, 0.114};
}

ColourTransform make_transform(const FrameInfo& frame, const InputSpec& spec) {
  constexpr double kSampleUnit = 1.0 / (1 << (kernel::kLineBits + kernel::kWeightBits));
  const MatrixWeights k = weights_of(frame.matrix);
  const double green = 1 - k.red - k.blue;
  const bool limited = frame.range == ColourRange::kLimited;
  const double luma_gain = limited ? 255.0 / 219 : 1;
  const double chroma_gain = limited ? 255.0 / 224 : 1;
  const std::array<double, 3> cb = {0, -2 * (1 - k.blue) * k.blue / green, 2 * (1 - k.blue)};
  const std::array<double, 3> cr = {2 * (1 - k.red), -2 * (1 - k.red) * k.red / green, 0};

  ColourTransform transform;
  transform.luma = static_cast<float>(luma_gain * kSampleUnit);
  for (std::size_t c = 0; c < 3; ++c) {
    const std::size_t rgb = spec.order == ChannelOrder::kRgb ? c : 2 - c;
    transform.cb[c] = static_cast<float>(cb[rgb] * chroma_gain * kSampleUnit);
    transform.cr[c] = static_cast<float>(cr[rgb] * chroma_gain * kSampleUnit);
    transform.offset[c] = static_cast<float>(-(limited ? 16 * luma_gain : 0) - 128 * chroma_gain * (cb[rgb] + cr[rgb]));
    transform.scale[c] = spec.scale[c];
    transform.bias[c] = -spec.mean[c] * spec.scale[c];
  }
  return transform;
}

/// Writes whole rows, or parts of rows, of the tensor in either layout.
class TensorWriter {
 public:
  TensorWriter(const InputSpec& spec, std::span<float> out) : spec_(spec), out_(out.data()) {
    for (std::size_t c = 0; c < 3; ++c) padding_[c] = (spec.pad_value - spec.mean[c]) * spec.scale[c];
  }

  [[nodiscard]] bool planar() const { return spec_.layout == TensorLayout::kNchw; }
  [[nodiscard]] std::array<float*, 3> planes_at(int x, int y) const {
    const std::size_t plane = area(spec_.size.width, spec_.size.height);
    float* const first = out_ + area(spec_.size.width, y) + x;
    return {first, first + plane, first + 2 * plane};
  }
  [[nodiscard]] float* pixels_at(int x, int y) const {
    return out_ + 3 * (area(spec_.size.width, y) + static_cast<std::size_t>(x));
  }

  /// Pads `count` pixels from (x, y) on; may run over row ends.
  void pad(int x, int y, std::size_t count) const {
    if (planar()) {
      const auto planes = planes_at(x, y);
      for (std::size_t c = 0; c < 3; ++c) std::fill_n(planes[c], count, padding_[c]);
      return;
    }
    float* pixel = pixels_at(x, y);
    for (std::size_t i = 0; i < count; ++i, pixel += 3) std::copy_n(padding_.data(), 3, pixel);
  }

  static std::size_t area(int width, int height) {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  }

 private:
  const InputSpec& spec_;
  float* out_;
  std::array<float, 3> padding_{};
};

void pad_bars(const TensorWriter& writer, Size size, const Region& region) {
  const int right = region.left + region.size.width;
  const int bottom = region.top + region.size.height;
  writer.pad(0, 0, TensorWriter::area(size.width, region.top));
  writer.pad(0, bottom, TensorWriter::area(size.width, size.height - bottom));
  for (int y = region.top; y < bottom; ++y) {
    if (region.left > 0) writer.pad(0, y, static_cast<std::size_t>(region.left));
    if (right < size.width) writer.pad(right, y, static_cast<std::size_t>(size.width - right));
  }
}

/// Makes the vertically interpolated lines of one tensor row after another.
class LineSource {
 public:
  LineSource(const Frame& frame, double per_row)
      : frame_(frame),
        per_row_(per_row),
        luma_width_(static_cast<std::size_t>(frame.size().width)),
        chroma_width_(static_cast<std::size_t>(chroma_extent(frame.size().width))),
        y_(luma_width_ + kernel::kLineSlack),
        u_(chroma_width_ + kernel::kLineSlack),
        v_(chroma_width_ + kernel::kLineSlack) {}

  kernel::Lines row(int index) {
    const Rows luma = rows(index, 1, frame_.size().height);
    blend(luma, 0, luma_width_, y_);
    const Rows chroma = rows(index, 2, chroma_extent(frame_.size().height));
    if (frame_.format() == PixelFormat::kNv12) {
      const Plane& plane = frame_.plane(1);
      kernel::blend_rows_nv12(at(plane, chroma.top), at(plane, chroma.bottom), chroma.weight, chroma_width_, u_.data(),
                              v_.data());
    } else {
      blend(chroma, 1, chroma_width_, u_);
      blend(chroma, 2, chroma_width_, v_);
    }
    return {y_.data(), u_.data(), v_.data()};
  }

 private:
  struct Rows {
    int top = 0, bottom = 0;
    std::int16_t weight = 0;
  };

  [[nodiscard]] Rows rows(int index, int subsampling, int extent) const {
    const Tap tap = tap_at(index, per_row_, subsampling, extent);
    const double weight = std::min(std::nearbyint(tap.share * 32768), 32767.0);
    return {tap.index, std::min(tap.index + 1, extent - 1), static_cast<std::int16_t>(weight)};
  }

  static const std::uint8_t* at(const Plane& plane, int row) {
    return plane.data + static_cast<std::ptrdiff_t>(row) * plane.stride;
  }

  void blend(const Rows& rows, std::size_t plane_index, std::size_t width, std::vector<std::int16_t>& line) const {
    const Plane& plane = frame_.plane(plane_index);
    kernel::blend_rows(at(plane, rows.top), at(plane, rows.bottom), rows.weight, width, line.data());
  }

  const Frame& frame_;
  double per_row_;
  std::size_t luma_width_, chroma_width_;
  std::vector<std::int16_t> y_, u_, v_;
};

Status check(const Frame& frame, const InputSpec& spec, std::size_t values) {
  constexpr int kExtentMax = 16'384;
  const auto usable = [](Size size) {
    return size.width >= 1 && size.height >= 1 && size.width <= kExtentMax && size.height <= kExtentMax;
  };
  if (!usable(spec.size)) {
    return fail(ErrorCode::kInvalidArgument, "the model input is {}x{} pixels; 1 to {} each way are possible",
                spec.size.width, spec.size.height, kExtentMax);
  }
  if (!usable(frame.size())) {
    return fail(ErrorCode::kInvalidArgument, "the frame is {}x{} pixels; 1 to {} each way are possible",
                frame.size().width, frame.size().height, kExtentMax);
  }
  const std::size_t needed = 3 * TensorWriter::area(spec.size.width, spec.size.height);
  if (values != needed) {
    return fail(ErrorCode::kInvalidArgument, "a tensor of {} values was given for a {}x{} model input, which needs {}",
                values, spec.size.width, spec.size.height, needed);
  }
  const std::size_t planes = frame.format() == PixelFormat::kNv12 ? 2 : 3;
  for (std::size_t i = 0; i < planes; ++i) {
    if (frame.plane(i).data == nullptr) return fail(ErrorCode::kInvalidArgument, "the frame's plane {} is missing", i);
  }
  return {};
}

}  // namespace

Status preprocess(const Frame& frame, const InputSpec& spec, std::span<float> out, Bars bars) {
  OW_CHECK(check(frame, spec, out.size()));
  const Region region = picture_region(frame.info(), spec);
  const Size size = frame.size();
  const double per_column = static_cast<double>(size.width) / region.size.width;
  const double per_row = static_cast<double>(size.height) / region.size.height;
  const Taps luma = make_taps(region.size.width, per_column, 1, size.width);
  const Taps chroma = make_taps(region.size.width, per_column, 2, chroma_extent(size.width));
  const ColourTransform transform = make_transform(frame.info(), spec);
  const TensorWriter writer(spec, out);

  if (bars == Bars::kWrite) pad_bars(writer, spec.size, region);
  LineSource source(frame, per_row);
  const auto count = static_cast<std::size_t>(region.size.width);
  for (int row = 0; row < region.size.height; ++row) {
    const kernel::Lines lines = source.row(row);
    const int y = region.top + row;
    if (writer.planar()) {
      kernel::convert_row_planar(lines, luma, chroma, transform, count, writer.planes_at(region.left, y));
    } else {
      kernel::convert_row_interleaved(lines, luma, chroma, transform, count, writer.pixels_at(region.left, y));
    }
  }
  return {};
}

}  // namespace ow::vision
