// Frame: one decoded picture in planar YUV, immutable and shared.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/clock.h"

namespace ow {

/// Only these two travel between nodes; src/media turns every other decoder format into I420.
enum class PixelFormat {
  kI420,  ///< planes Y, U, V; chroma halved both ways (rounded up)
  kNv12,  ///< planes Y, UV interleaved; chroma halved both ways (rounded up)
};

enum class ColourMatrix { kBt601, kBt709, kBt2020 };
enum class ColourRange { kLimited, kFull };

struct Size {
  int width = 0;
  int height = 0;
  friend bool operator==(const Size&, const Size&) = default;
};

struct Plane {
  const std::uint8_t* data = nullptr;
  int stride = 0;  ///< bytes from one row to the next, ≥ the row's bytes
};

/// What a frame is, apart from its pixels.
struct FrameInfo {
  PixelFormat format = PixelFormat::kI420;
  Size size;                               ///< of the planes here, in pixels, ≥ 1×1
  Size source_size;  ///< of the picture as decoded and rotated, before scaling: the box coordinates' space
  ColourMatrix matrix = ColourMatrix::kBt601;
  ColourRange range = ColourRange::kLimited;
  std::uint64_t sequence = 0;  ///< 0, 1, 2 … per source, in presentation order; frames dropped by the source leave gaps
  std::chrono::microseconds pts{
      0};  ///< presentation time since the source's first frame; never decreases within a source
  TimePoint capture_time{};  ///< when the source got hold of the picture's data, before decoding it
  std::int64_t capture_unix_us = 0;  ///< the same instant as wall-clock time
};

/// Shared by reference (FramePtr), never written after construction, safe from any thread.
class Frame {
 public:
  /// Borrowing constructor: `owner` keeps the planes' memory alive.
  Frame(FrameInfo info, std::array<Plane, 3> planes, std::shared_ptr<const void> owner)
      : info_(info), planes_(planes), owner_(std::move(owner)) {}

  [[nodiscard]] const FrameInfo& info() const { return info_; }
  [[nodiscard]] PixelFormat format() const { return info_.format; }
  [[nodiscard]] Size size() const { return info_.size; }
  [[nodiscard]] const Plane& plane(std::size_t index) const { return planes_[index]; }
  [[nodiscard]] const std::shared_ptr<const void>& owner() const { return owner_; }

 private:
  FrameInfo info_;
  std::array<Plane, 3> planes_;
  std::shared_ptr<const void> owner_;
};

using FramePtr = std::shared_ptr<const Frame>;

/// A writable I420 picture with 64-byte aligned rows; becomes a Frame once it is filled.
class FrameBuffer {
 public:
  explicit FrameBuffer(Size size);

  [[nodiscard]] Size size() const { return size_; }
  [[nodiscard]] std::uint8_t* data(std::size_t plane) { return planes_[plane]; }
  [[nodiscard]] int stride(std::size_t plane) const { return plane == 0 ? luma_stride_ : chroma_stride_; }

  /// Gives the memory over to an immutable frame. `info.format` and `info.size` are set from the buffer.
  [[nodiscard]] FramePtr freeze(FrameInfo info) &&;

 private:
  Size size_;
  int luma_stride_ = 0;
  int chroma_stride_ = 0;
  std::shared_ptr<std::uint8_t> memory_;
  std::array<std::uint8_t*, 3> planes_{};
};

/// Width or height of a chroma plane: half, rounded up.
[[nodiscard]] constexpr int chroma_extent(int luma_extent) { return (luma_extent + 1) / 2; }

}  // namespace ow
