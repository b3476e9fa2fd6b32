// What the FFmpeg of this process can do.
#pragma once

#include <string>

namespace ow::media {

/// FFmpeg's own version text ("5.1.6-0+deb12u1").
[[nodiscard]] std::string ffmpeg_version();

/// By FFmpeg's names: decoders "h264", "hevc", "mjpeg" …; encoders "libx264" …
[[nodiscard]] bool has_decoder(const std::string& name);
[[nodiscard]] bool has_encoder(const std::string& name);

}  // namespace ow::media
