#include "media/uri.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <vector>

#include "base/credentials.h"
#include "base/text.h"
#include "media/limits.h"

namespace ow::media {
namespace {

namespace fs = std::filesystem;

struct Scheme {
  std::string_view prefix;
  UriKind kind;
};
constexpr std::array kSchemes = {
    Scheme{"http://", UriKind::kHttp},  Scheme{"https://", UriKind::kHttp}, Scheme{"rtsp://", UriKind::kRtsp},
    Scheme{"rtsps://", UriKind::kRtsp}, Scheme{"test://", UriKind::kTest},  Scheme{"file://", UriKind::kFile},
};

std::map<std::string, std::string> parse_query(std::string_view text) {
  std::map<std::string, std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (equals > 0) out[std::string(pair.substr(0, equals))] = pair.substr(std::min(equals + 1, pair.size()));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

/// Cuts "?a=b" off the text into the query.
void split_query(Uri& uri) {
  const std::size_t mark = uri.text.find('?');
  if (mark == std::string::npos) return;
  uri.query = parse_query(std::string_view(uri.text).substr(mark + 1));
  uri.text.resize(mark);
}

bool is_camera(std::string_view path) {
  constexpr std::string_view kPrefix = "/dev/video";
  if (!path.starts_with(kPrefix)) return false;
  path.remove_prefix(kPrefix.size());
  const std::string_view number = path.substr(0, path.find('?'));
  return !number.empty() && std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
}

Result<Uri> parse_path(Uri uri) {
  if (is_camera(uri.text)) {
    uri.kind = UriKind::kCamera;
    split_query(uri);
    return uri;
  }
  std::error_code ignored;
  const fs::file_status status = fs::status(uri.text, ignored);
  if (fs::is_directory(status)) {
    uri.kind = UriKind::kImages;
  } else if (fs::is_regular_file(status)) {
    uri.kind = is_image_name(uri.text) ? UriKind::kImages : UriKind::kFile;
  } else if (fs::exists(status)) {
    // A pipe or a device could block the open for ever, out of reach of a stop.
    return fail(ErrorCode::kInvalidArgument, "{}: not a regular file, a folder or a camera (/dev/videoN)", uri.name);
  } else if (uri.text.find_first_of("*?[") != std::string::npos) {
    uri.kind = UriKind::kImages;
  } else if (status.type() == fs::file_type::not_found) {
    return fail(ErrorCode::kNotFound, "{}: no such file or folder; check the path", uri.name);
  } else {
    return fail(ErrorCode::kPermissionDenied, "{}: may not be read by this user; check its permissions", uri.name);
  }
  return uri;
}

}  // namespace

Result<Uri> parse_uri(std::string_view text) {
  text = trim(text);
  if (text.empty())
    return fail(ErrorCode::kInvalidArgument, "no source is given: name a file, a folder, a stream or test://");
  if (text.find('\0') != std::string_view::npos)
    return fail(ErrorCode::kInvalidArgument, "the source holds a zero byte");
  Uri uri{UriKind::kFile, std::string(text), mask_address(text), {}};
  const std::string lower = to_lower(text.substr(0, 16));
  const auto* scheme = std::ranges::find_if(kSchemes, [&](const Scheme& s) { return lower.starts_with(s.prefix); });
  if (scheme == kSchemes.end()) {
    const std::size_t colon = text.find("://");
    if (colon == std::string_view::npos) return parse_path(std::move(uri));
    const std::vector<std::string> known = {"http", "https", "rtsp", "rtsps", "test", "file"};
    return fail(ErrorCode::kUnsupported, "{}: sources of this kind are not supported; use a path, {}://{}", uri.name,
                join(known, "://, "), did_you_mean(text.substr(0, colon), known));
  }
  uri.kind = scheme->kind;
  uri.text.replace(0, scheme->prefix.size(), scheme->prefix);  // FFmpeg knows small letters only
  if (uri.kind == UriKind::kFile) {
    uri.text.erase(0, scheme->prefix.size());
    return parse_path(std::move(uri));
  }
  if (uri.kind == UriKind::kTest) split_query(uri);
  return uri;
}

bool is_image_name(std::string_view path) {
  constexpr std::array<std::string_view, 9> kExtensions = {".jpg", ".jpeg", ".png", ".bmp", ".webp",
                                                           ".tif", ".tiff", ".ppm", ".pgm"};
  const std::string lower = to_lower(path);
  return std::ranges::any_of(kExtensions, [&](std::string_view extension) { return lower.ends_with(extension); });
}

Result<Dimensions> parse_dimensions(std::string_view text) {
  Dimensions size;
  const char* const end = text.data() + text.size();
  const auto width = std::from_chars(text.data(), end, size.width);
  const bool cross = width.ec == std::errc() && width.ptr != end && *width.ptr == 'x';
  const auto height = cross ? std::from_chars(width.ptr + 1, end, size.height) : width;
  if (!cross || height.ec != std::errc() || height.ptr != end || !side_allowed(size.width) ||
      !side_allowed(size.height)) {
    return fail(ErrorCode::kInvalidArgument, "size '{}' is not WIDTHxHEIGHT with sides of 1 to {}", text, kSideMax);
  }
  return size;
}

}  // namespace ow::media
