#include "media/orientation.h"

extern "C" {
#include <libavutil/dict.h>
}

#include <cstdlib>

namespace ow::media {
namespace {

constexpr std::size_t kMatrixBytes = 9 * sizeof(std::int32_t);

int sign(std::int32_t value) { return (value > 0) - (value < 0); }

}  // namespace

Orientation from_display_matrix(const std::int32_t* matrix) {
  // x' = a·x + c·y, y' = b·x + d·y
  const int a = sign(matrix[0]);
  const int b = sign(matrix[1]);
  const int c = sign(matrix[3]);
  const int d = sign(matrix[4]);
  if (b == 0 && c == 0 && a != 0 && d != 0) return {a > 0 ? 0 : 180, a != d};
  if (a == 0 && d == 0 && b != 0 && c != 0) return {b > 0 ? 90 : 270, b == c};
  return {};
}

Orientation from_exif(int tag) {
  constexpr std::array<Orientation, 8> kByTag = {Orientation{0, false}, {180, true}, {180, false}, {0, true},
                                                 Orientation{90, true}, {90, false}, {270, true},  {270, false}};
  return tag >= 1 && tag <= 8 ? kByTag[static_cast<std::size_t>(tag - 1)] : Orientation{};
}

Orientation stream_orientation(const AVStream& stream) {
  std::size_t bytes = 0;
  const std::uint8_t* data = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &bytes);
  if (data == nullptr || bytes < kMatrixBytes) return {};
  return from_display_matrix(reinterpret_cast<const std::int32_t*>(data));
}

Orientation frame_orientation(const AVFrame& frame, Orientation of_stream) {
  const AVFrameSideData* matrix = av_frame_get_side_data(&frame, AV_FRAME_DATA_DISPLAYMATRIX);
  if (matrix != nullptr && matrix->size >= kMatrixBytes) {
    return from_display_matrix(reinterpret_cast<const std::int32_t*>(matrix->data));
  }
  const AVDictionaryEntry* exif = av_dict_get(frame.metadata, "Orientation", nullptr, 0);
  return exif != nullptr ? from_exif(std::atoi(exif->value)) : of_stream;
}

}  // namespace ow::media
