#include "media/image_list.h"

#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "media/limits.h"
#include "media/uri.h"

namespace ow::media {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Cuts the leading number off, without its leading zeros.
std::string_view take_number(std::string_view& text) {
  while (text.size() > 1 && text[0] == '0' && is_digit(text[1])) text.remove_prefix(1);
  std::size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  const std::string_view number = text.substr(0, length);
  text.remove_prefix(length);
  return number;
}

Result<std::vector<std::string>> list_folder(const std::string& path) {
  std::vector<std::string> out;
  std::error_code code;
  for (fs::directory_iterator entry(path, code), end; !code && entry != end; entry.increment(code)) {
    std::error_code ignored;
    if (!is_image_name(entry->path().string()) || !entry->is_regular_file(ignored)) continue;
    if (out.size() == kImagesMax) return fail(ErrorCode::kUnsupported, "{}: more than {} pictures", path, kImagesMax);
    out.push_back(entry->path().string());
  }
  if (code) return fail(ErrorCode::kPermissionDenied, "{}: the folder cannot be read: {}", path, code.message());
  return out;
}

Result<std::vector<std::string>> list_glob(const std::string& pattern) {
  glob_t found{};
  const std::unique_ptr<glob_t, decltype(&::globfree)> guard(&found, &::globfree);
  const int code = ::glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found);
  if (code != 0 && code != GLOB_NOMATCH)
    return fail(ErrorCode::kInternal, "{}: the pattern cannot be searched", pattern);
  if (found.gl_pathc > kImagesMax)
    return fail(ErrorCode::kUnsupported, "{}: more than {} pictures", pattern, kImagesMax);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < found.gl_pathc; ++i) {
    std::error_code ignored;
    const std::string path = found.gl_pathv[i];
    if (is_image_name(path) && fs::is_regular_file(path, ignored)) out.push_back(path);
  }
  return out;
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
  const std::string_view whole_a = a;
  const std::string_view whole_b = b;
  while (!a.empty() && !b.empty()) {
    if (is_digit(a[0]) && is_digit(b[0])) {
      const std::string_view left = take_number(a);
      const std::string_view right = take_number(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
    } else {
      if (a[0] != b[0]) return a[0] < b[0];
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  if (a.empty() != b.empty()) return a.empty();
  return whole_a < whole_b;  // "01" and "1": some fixed order
}

Result<std::vector<std::string>> list_images(const std::string& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (fs::is_regular_file(status)) return std::vector<std::string>{path};
  OW_TRY(auto images, fs::is_directory(status) ? list_folder(path) : list_glob(path));
  if (images.empty())
    return fail(ErrorCode::kNotFound, "{}: there are no pictures (.jpg, .png, .bmp, .webp, .tif)", path);
  std::ranges::sort(images, natural_less);
  return images;
}

}  // namespace ow::media
