#include "core/frame.h"

#include <new>
#include <utility>

namespace ow {
namespace {

constexpr std::size_t kAlignment = 64;

constexpr int aligned(int bytes) { return (bytes + 63) & ~63; }

}  // namespace

FrameBuffer::FrameBuffer(Size size)
    : size_(size), luma_stride_(aligned(size.width)), chroma_stride_(aligned(chroma_extent(size.width))) {
  const auto luma_bytes = static_cast<std::size_t>(luma_stride_) * static_cast<std::size_t>(size.height);
  const auto chroma_bytes =
      static_cast<std::size_t>(chroma_stride_) * static_cast<std::size_t>(chroma_extent(size.height));
  // One more line of slack: SIMD readers may read whole vectors past the last pixel.
  const std::size_t bytes = luma_bytes + 2 * chroma_bytes + kAlignment;
  auto* raw = static_cast<std::uint8_t*>(::operator new(bytes, std::align_val_t{kAlignment}));
  memory_ =
      std::shared_ptr<std::uint8_t>(raw, [](std::uint8_t* p) { ::operator delete(p, std::align_val_t{kAlignment}); });
  planes_ = {raw, raw + luma_bytes, raw + luma_bytes + chroma_bytes};
}

FramePtr FrameBuffer::freeze(FrameInfo info) && {
  info.format = PixelFormat::kI420;
  info.size = size_;
  if (info.source_size == Size{}) info.source_size = size_;
  const std::array<Plane, 3> planes = {Plane{planes_[0], luma_stride_}, Plane{planes_[1], chroma_stride_},
                                       Plane{planes_[2], chroma_stride_}};
  return std::make_shared<const Frame>(info, planes, std::shared_ptr<const void>(std::move(memory_)));
}

}  // namespace ow
