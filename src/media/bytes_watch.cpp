#include "media/bytes_watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "media/limits.h"

namespace ow::media {

void BytesWatch::opened(AVIOContext* io) {
  constexpr std::string_view kPlaylist = "#EXTM3U";
  std::array<char, kPlaylist.size()> first{};
  const int bytes =
      avio_read_partial(io, reinterpret_cast<unsigned char*>(first.data()), static_cast<int>(first.size()));
  if (bytes > 0) avio_seek(io, -bytes, SEEK_CUR);  // within its buffer
  open_.push_back({io, std::string_view(first.data(), first.size()) == kPlaylist});
}

void BytesWatch::closing(const AVIOContext* io) {
  const auto found = std::ranges::find(open_, io, &Open::io);
  if (found == open_.end()) return;
  closed_ += io->bytes_read;
  open_.erase(found);
}

std::int64_t BytesWatch::total() const {
  std::int64_t bytes = closed_;
  for (const Open& each : open_) bytes += each.io->bytes_read;
  return bytes;
}

std::string BytesWatch::excess() const {
  const auto too_long = [](const Open& each) { return each.playlist && each.io->bytes_read > kPlaylistBytesMax; };
  if (std::ranges::any_of(open_, too_long))
    return fmt::format("sends a playlist of more than {} MB", kPlaylistBytesMax >> 20);
  if (total() - begin_ > kPictureBytesMax)
    return fmt::format("sent {} MB without a picture; is it a video?", kPictureBytesMax >> 20);
  return {};
}

}  // namespace ow::media
