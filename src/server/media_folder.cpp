#include "server/media_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <span>

#include "base/text.h"

namespace ow::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kEntriesMax = 2'000;
constexpr std::size_t kNameBytesMax = 200;
constexpr std::size_t kDepthMax = 8;
constexpr std::array<std::string_view, 12> kVideos = {".mp4", ".mkv", ".avi", ".mov",  ".webm", ".m4v",
                                                      ".ts",  ".mts", ".mpg", ".mpeg", ".wmv",  ".flv"};
constexpr std::array<std::string_view, 7> kPictures = {".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"};

std::optional<MediaKind> kind_of(const fs::path& name) {
  const std::string ending = to_lower(name.extension().string());
  if (std::ranges::find(kVideos, ending) != kVideos.end()) return MediaKind::kVideo;
  if (std::ranges::find(kPictures, ending) != kPictures.end()) return MediaKind::kPicture;
  return std::nullopt;
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= kNameBytesMax && name.front() != '.' && !has_control_character(name) &&
         !name.contains('\\');
}

/// The names of a relative path; empty for the root itself.
Result<std::vector<std::string>> names_of(const std::string& path) {
  std::vector<std::string> names;
  std::string_view rest = path;
  while (!rest.empty()) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view name = rest.substr(0, slash);
    if (!is_plain_name(name)) {
      return fail_at("path", ErrorCode::kInvalidArgument,
                     "'{}' is no path below the media folder: names of {} bytes at most, without '..', hidden ones and "
                     "'\\', with '/' "
                     "between",
                     path.substr(0, kNameBytesMax), kNameBytesMax);
    }
    names.emplace_back(name);
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
  if (names.size() > kDepthMax) {
    return fail_at("path", ErrorCode::kInvalidArgument, "is deeper than {} folders", kDepthMax);
  }
  return names;
}

std::unexpected<Error> cannot(std::string_view what, const std::string& path) {
  const int number = errno;
  switch (number) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP: return fail_at("path", ErrorCode::kNotFound, "there is no '{}' in the media folder", path);
    case EACCES:
    case EPERM:
    case EROFS: return fail_at("path", ErrorCode::kPermissionDenied, "'{}' may not be {}", path, what);
    case ENOSPC:
    case EDQUOT: return fail(ErrorCode::kResourceExhausted, "the disk is full");
    default:
      return fail_at("path", ErrorCode::kUnavailable, "'{}' cannot be {}: {}", path, what, std::strerror(number));
  }
}

enum class Missing { kRefuse, kMake };

/// Opens the folder of `names` below `root`, following no link.
Result<Descriptor> open_folder(const fs::path& root, std::span<const std::string> names, const std::string& path,
                               Missing missing) {
  Descriptor folder(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open()) return cannot("opened", path);
  for (const std::string& name : names) {
    if (missing == Missing::kMake && ::mkdirat(folder.get(), name.c_str(), 0755) != 0 && errno != EEXIST) {
      return cannot("made", path);
    }
    Descriptor next(::openat(folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!next.open()) return cannot("opened", path);
    folder = std::move(next);
  }
  return folder;
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

}  // namespace

std::string_view to_string(MediaKind kind) {
  switch (kind) {
    case MediaKind::kFolder: return "folder";
    case MediaKind::kVideo: return "video";
    case MediaKind::kPicture: return "picture";
  }
  return "folder";
}

MediaFolder::MediaFolder(std::vector<fs::path> roots) {
  for (const fs::path& root : roots) {
    std::error_code error;
    const fs::path canonical = fs::canonical(root, error);
    roots_.push_back(error ? fs::absolute(root, error) : canonical);
  }
}

bool MediaFolder::leads_below_a_root(const fs::path& file) const {
  std::error_code error;
  const fs::path target = fs::canonical(file, error);
  if (error) return false;
  return std::ranges::any_of(roots_, [&](const fs::path& root) {
    const fs::path relative = target.lexically_relative(root);
    return !relative.empty() && *relative.begin() != "..";
  });
}

Result<MediaListing> MediaFolder::list(std::size_t root, const std::string& path) const {
  if (root >= roots_.size()) return fail_at("root", ErrorCode::kNotFound, "there is no media root {}", root);
  OW_TRY(const auto names, names_of(path));
  std::error_code ignored;
  // The first one is made by the first upload; another one that is not there is a disk that is missing.
  if (root == 0 && names.empty() && !fs::exists(roots_[root], ignored) && !ignored) return MediaListing{};
  OW_TRY(Descriptor folder, open_folder(roots_[root], names, path, Missing::kRefuse));
  const fs::path shown = names.empty() ? roots_[root] : roots_[root] / path;
  const int number = folder.get();
  const std::unique_ptr<DIR, CloseFolder> entries(::fdopendir(folder.release()));
  if (!entries) return cannot("read", path);
  MediaListing listing;
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string name = entry->d_name;
    struct stat status {};
    if (!is_plain_name(name) || ::fstatat(number, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (S_ISLNK(status.st_mode)) {
      if (!leads_below_a_root(shown / name) || ::fstatat(number, name.c_str(), &status, 0) != 0) continue;
      if (!S_ISREG(status.st_mode)) continue;
    }
    const auto kind = S_ISDIR(status.st_mode) ? MediaKind::kFolder : kind_of(name);
    if (!kind || !(S_ISDIR(status.st_mode) || S_ISREG(status.st_mode))) continue;
    if (listing.entries.size() >= kEntriesMax) {
      listing.complete = false;
      break;
    }
    const bool file = *kind != MediaKind::kFolder;
    listing.entries.push_back({.name = name,
                               .kind = *kind,
                               .bytes = file ? static_cast<std::uint64_t>(status.st_size) : 0,
                               .modified_unix_s = status.st_mtime,
                               .source = file ? (shown / name).string() : std::string()});
  }
  std::ranges::sort(listing.entries, [](const MediaEntry& a, const MediaEntry& b) {
    const bool a_is_file = a.kind != MediaKind::kFolder;
    const bool b_is_file = b.kind != MediaKind::kFolder;
    return a_is_file != b_is_file ? b_is_file : to_lower(a.name) < to_lower(b.name);
  });
  return listing;
}

Status MediaFolder::remove(const std::string& path) const {
  OW_CHECK(check_new(path));
  OW_TRY(const auto names, names_of(path));
  OW_TRY(const Descriptor folder,
         open_folder(roots_.front(), std::span(names).first(names.size() - 1), path, Missing::kRefuse));
  struct stat status {};
  if (::fstatat(folder.get(), names.back().c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return cannot("removed", path);
  if (!S_ISREG(status.st_mode)) {
    return fail_at("path", ErrorCode::kInvalidArgument, "'{}' is not a plain file", path);
  }
  if (::unlinkat(folder.get(), names.back().c_str(), 0) != 0) return cannot("removed", path);
  return {};
}

Result<Descriptor> MediaFolder::open_parent(const std::string& path) const {
  OW_CHECK(check_new(path));
  OW_TRY(const auto names, names_of(path));
  std::error_code error;
  fs::create_directories(roots_.front(), error);
  return open_folder(roots_.front(), std::span(names).first(names.size() - 1), path, Missing::kMake);
}

Status MediaFolder::check_new(const std::string& path) {
  OW_TRY(const auto names, names_of(path));
  if (path.ends_with('/')) {
    return fail_at("path", ErrorCode::kInvalidArgument, "'{}' is the path of a folder; leave the last '/' out", path);
  }
  if (!names.empty() && kind_of(names.back())) return {};
  std::string allowed;
  for (const std::string_view ending : kVideos) allowed += std::string(ending) + " ";
  for (const std::string_view ending : kPictures) allowed += std::string(ending) + " ";
  return fail_at("path", ErrorCode::kInvalidArgument, "'{}' is neither a video nor a picture; allowed are {}", path,
                 trim(allowed));
}

}  // namespace ow::server
