// Bounds on what comes from outside.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ow::media {

inline constexpr int kSideMax = 16'384;                 ///< pixels of width or height
inline constexpr std::int64_t kPixelsMax = 1 << 27;     ///< of one picture: 16,384 × 8,192
inline constexpr std::int64_t kTestPixelsMax = 1 << 25;  ///< of the test pattern, which costs its sender nothing: 8K
inline constexpr std::size_t kImagesMax = 1'000'000;    ///< pictures of one folder or glob
inline constexpr std::int64_t kPictureBytesMax = 64 << 20;   ///< read of an address from one picture to the next
inline constexpr std::int64_t kPlaylistBytesMax = 8 << 20;   ///< of an HLS playlist
/// One allocation of FFmpeg: a packet, an index, a plane.
inline constexpr std::size_t kAllocationBytesMax = 513 << 20;
inline constexpr int kTracksMax = 64;                   ///< of one container: each has an index of its own
inline constexpr int kBadPacketsMax = 1'000;            ///< unreadable packets in a row before a source is given up

[[nodiscard]] constexpr bool side_allowed(int side) { return side >= 1 && side <= kSideMax; }

}  // namespace ow::media
