#include "media/av_log.h"

extern "C" {
#include <libavutil/log.h>
}

#include <array>
#include <mutex>
#include <string_view>

#include "base/credentials.h"
#include "base/log.h"
#include "base/text.h"

namespace ow::media {
namespace {

void write_line(void* context, int level, const char* format, va_list arguments) {
  if (level > AV_LOG_ERROR) return;
  std::array<char, 512> line{};
  int prefix = 1;
  av_log_format_line(context, level, format, arguments, line.data(), static_cast<int>(line.size()), &prefix);
  const std::string text = mask_credentials(line.data());
  log::debug("ffmpeg: {}", trim(text));
}

}  // namespace

void route_av_log() {
  static std::once_flag once;
  std::call_once(once, [] { av_log_set_callback(&write_line); });
}

}  // namespace ow::media
