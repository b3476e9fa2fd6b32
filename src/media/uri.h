// What a source string means: a file, pictures, a network stream, a camera or the test pattern.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.h"

namespace ow::media {

enum class UriKind { kFile, kImages, kHttp, kRtsp, kCamera, kTest };

struct Uri {
  UriKind kind = UriKind::kFile;
  std::string text;  ///< path or address as libav takes it (file:// removed, query kept for http and rtsp)
  std::string name;  ///< for messages: credentials masked
  std::map<std::string, std::string> query;  ///< of test:// and /dev/videoN only

  [[nodiscard]] bool network() const { return kind == UriKind::kHttp || kind == UriKind::kRtsp; }
};

/// Recognises the kind. A path that exists is taken literally before it is read as a glob; a folder, a glob or a single
/// picture is kImages. Errors: empty, an unknown scheme, a path that is neither a regular file nor a folder, nothing there.
Result<Uri> parse_uri(std::string_view text);

/// Whether the name ends like a still picture (.jpg, .png, .bmp, .webp, .tif …).
[[nodiscard]] bool is_image_name(std::string_view path);

/// "WxH" with both 1 … 16384.
struct Dimensions {
  int width = 0;
  int height = 0;
};
Result<Dimensions> parse_dimensions(std::string_view text);

}  // namespace ow::media
