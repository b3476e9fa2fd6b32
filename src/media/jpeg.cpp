#include "media/jpeg.h"

#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <utility>

namespace ow::media {
namespace {

constexpr int kJpegSideMax = 65'500;     // libjpeg's own bound
constexpr int kAccurateDctQuality = 90;  // below it, quantisation hides what the fast DCT loses

struct Destroy {
  void operator()(void* handle) const { tjDestroy(handle); }
};
struct FreeJpeg {
  void operator()(unsigned char* bytes) const { tjFree(bytes); }
};

/// TurboJPEG reads luma up to the next even column and row: a copy with the edge repeated.
FrameBuffer padded_to_even(FrameBuffer& picture) {
  const auto [width, height] = picture.size();
  FrameBuffer out({(width + 1) & ~1, (height + 1) & ~1});
  for (std::size_t plane = 0; plane < 3; ++plane) {
    const int columns = plane == 0 ? width : chroma_extent(width);
    const int rows = plane == 0 ? out.size().height : chroma_extent(height);
    for (int y = 0; y < rows; ++y) {
      const int source = plane == 0 ? std::min(y, height - 1) : y;
      std::uint8_t* line = out.data(plane) + std::ptrdiff_t{y} * out.stride(plane);
      std::memcpy(line, picture.data(plane) + std::ptrdiff_t{source} * picture.stride(plane),
                  static_cast<std::size_t>(columns));
      if (plane == 0) line[out.size().width - 1] = line[width - 1];
    }
  }
  return out;
}

class TurboEncoder final : public JpegEncoder {
 public:
  explicit TurboEncoder(tjhandle handle) : handle_(handle) {}

  Result<std::vector<std::uint8_t>> encode(FrameBuffer& picture, int quality) override {
    const Size size = picture.size();
    if (quality < 1 || quality > 100)
      return fail(ErrorCode::kInvalidArgument, "JPEG quality {} is not in 1 to 100", quality);
    if (size.width < 1 || size.height < 1 || size.width > kJpegSideMax || size.height > kJpegSideMax) {
      return fail(ErrorCode::kInvalidArgument, "a JPEG of {}x{} pixels is not possible", size.width, size.height);
    }
    std::optional<FrameBuffer> padded;
    if (size.width % 2 != 0 || size.height % 2 != 0) padded = padded_to_even(picture);
    return compress(padded ? *padded : picture, size, quality);
  }

 private:
  Result<std::vector<std::uint8_t>> compress(FrameBuffer& planes, Size size, int quality) {
    if (!reserve(tjBufSize(size.width, size.height, TJSAMP_420))) {
      return fail(ErrorCode::kResourceExhausted, "no memory for a JPEG of {}x{} pixels", size.width, size.height);
    }
    std::array<const unsigned char*, 3> data = {planes.data(0), planes.data(1), planes.data(2)};
    const std::array<int, 3> strides = {planes.stride(0), planes.stride(1), planes.stride(2)};
    unsigned char* out = buffer_.get();
    unsigned long bytes = capacity_;
    const int flags = TJFLAG_NOREALLOC | (quality < kAccurateDctQuality ? TJFLAG_FASTDCT : TJFLAG_ACCURATEDCT);
    if (tjCompressFromYUVPlanes(handle_.get(), data.data(), size.width, strides.data(), size.height, TJSAMP_420, &out,
                                &bytes, quality, flags) != 0) {
      return fail(ErrorCode::kInternal, "JPEG encoding failed: {}", tjGetErrorStr2(handle_.get()));
    }
    return std::vector<std::uint8_t>(out, out + bytes);
  }

  bool reserve(unsigned long bytes) {
    if (bytes <= capacity_) return true;
    buffer_.reset(tjAlloc(static_cast<int>(bytes)));
    capacity_ = buffer_ ? bytes : 0;
    return buffer_ != nullptr;
  }

  std::unique_ptr<void, Destroy> handle_;
  std::unique_ptr<unsigned char, FreeJpeg> buffer_;
  unsigned long capacity_ = 0;
};

}  // namespace

Result<std::unique_ptr<JpegEncoder>> JpegEncoder::create() {
  const tjhandle handle = tjInitCompress();
  if (handle == nullptr) return fail(ErrorCode::kResourceExhausted, "no JPEG encoder: {}", tjGetErrorStr2(nullptr));
  return std::make_unique<TurboEncoder>(handle);
}

}  // namespace ow::media
