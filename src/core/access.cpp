#include "core/access.h"

#include <algorithm>
#include <climits>

#include "base/redact.h"
#include "base/text.h"

namespace ow {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFileScheme = "file://";
constexpr std::string_view kWildcards = "*?[";

bool is_camera(std::string_view path) {
  constexpr std::string_view kPrefix = "/dev/video";
  if (!path.starts_with(kPrefix)) return false;
  const std::string_view number = path.substr(kPrefix.size(), path.find('?') - kPrefix.size());
  return !number.empty() && std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
}

std::string roots_text(const std::vector<fs::path>& roots) {
  std::vector<std::string> names;
  for (const fs::path& root : roots) names.push_back(root.string());
  return names.empty() ? "none is set" : join(names);
}

/// The roots may be links themselves; what they lead to now is what counts.
fs::path canonical_or_same(const fs::path& path) {
  std::error_code error;
  fs::path canonical = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal() : canonical;
}

/// What an unconfined source means: the current folder first, then the media roots.
std::string find_source(const std::string& source, const std::vector<fs::path>& roots) {
  const fs::path path(source);
  std::error_code ignored;
  if (source.empty() || path.is_absolute() || fs::exists(path, ignored)) return source;
  const bool glob = source.find_first_of(kWildcards) != std::string::npos;
  // A folder with the glob's pictures in both places: the current one wins, as for files.
  if (glob && path.has_parent_path() && fs::is_directory(path.parent_path(), ignored)) return source;
  for (const fs::path& root : roots) {
    const fs::path below = root / path;
    if (fs::exists(glob ? below.parent_path() : below, ignored)) return below.string();
  }
  return source;
}

}  // namespace

bool is_below(const fs::path& path, const fs::path& root) {
  const auto [root_end, path_end] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  return !root.empty() && (root_end == root.end() || (std::next(root_end) == root.end() && root_end->empty()));
}

Access::Access(AccessOptions options) : options_(std::move(options)) {
  std::error_code ignored;
  for (fs::path& root : options_.media_roots) root = fs::absolute(root, ignored).lexically_normal();
  if (!options_.output_root.empty())
    options_.output_root = fs::absolute(options_.output_root, ignored).lexically_normal();
}

std::unexpected<Error> Access::outside(std::string_view name) const {
  return fail(
      ErrorCode::kPermissionDenied,
      "{} is outside the media folders ({}); put it there, or start the server with --media-root for its folder", name,
      roots_text(options_.media_roots));
}

bool Access::below_media(const fs::path& canonical) const {
  return std::ranges::any_of(options_.media_roots,
                             [&](const fs::path& root) { return is_below(canonical, canonical_or_same(root)); });
}

Result<std::string> Access::expand(std::string_view source) const {
  const auto allowed = [this](std::string_view name) {
    return !confined() || name.starts_with(kSecretPrefix) ||
           std::ranges::find(options_.variables, name) != options_.variables.end();
  };
  Expansion expansion = expand_environment(source, allowed);
  if (!expansion.refused.empty()) {
    return fail(ErrorCode::kPermissionDenied,
                "the variable {} is not for workflows: only names that begin with {} are (or those that the server's "
                "--source-variable lists)",
                join(expansion.refused), kSecretPrefix);
  }
  if (!expansion.missing.empty()) {
    return fail(ErrorCode::kInvalidArgument, "the environment has no variable {}", join(expansion.missing));
  }
  for (const auto& [name, value] : expansion.used) {
    if (confined() || name.starts_with(kSecretPrefix)) remember_secret(name, value);
  }
  remember_password(expansion.text);
  return std::move(expansion.text);
}

Result<std::string> Access::locate(const std::string& source) const {
  std::string path(trim(source));
  if (to_lower(path.substr(0, kFileScheme.size())) == kFileScheme) {
    if (!confined()) return source;
    path.erase(0, kFileScheme.size());
  } else if (path.find("://") != std::string::npos) {
    return source;
  }
  if (!confined()) return find_source(source, options_.media_roots);
  if (path.empty() || is_camera(path)) return source;
  if (path.find('\0') != std::string::npos) return fail(ErrorCode::kInvalidArgument, "the source holds a zero byte");
  return locate_confined(path);
}

Result<std::string> Access::locate_confined(const std::string& text) const {
  const fs::path path(text);
  std::error_code ignored;
  std::vector<fs::path> candidates;
  if (path.is_absolute()) candidates.push_back(path);
  for (const fs::path& root : options_.media_roots) {
    if (path.is_relative()) candidates.push_back(root / path);
  }
  for (const fs::path& candidate : candidates) {
    const fs::path canonical = canonical_or_same(candidate);
    if (below_media(canonical) && fs::exists(canonical, ignored)) return canonical.string();
  }
  for (const fs::path& candidate : candidates) {  // nothing there: a pattern, or a mistake
    const fs::path canonical = canonical_or_same(candidate);
    if (!below_media(canonical)) return outside(text);  // a link or ".." that leads out
    if (canonical.parent_path().string().find_first_of(kWildcards) != std::string::npos) {
      return fail(ErrorCode::kInvalidArgument, "{}: a pattern may stand for the files of one folder, not for folders",
                  text);
    }
    // In a root where the folder is, or else in the first: the source then says what is missing.
    if (fs::is_directory(canonical.parent_path(), ignored) || &candidate == &candidates.back())
      return canonical.string();
  }
  return outside(text);
}

Result<fs::path> Access::locate_output(const std::string& text) const {
  if (text == "-") {
    if (!confined()) return fs::path(text);
    return fail(ErrorCode::kPermissionDenied, "'-' (standard output) is for the command line; name a file");
  }
  if (has_control_character(text))
    return fail(ErrorCode::kInvalidArgument, "the path holds a control character (a line break, a tab or the like)");
  if (fs::path(text).filename().native().size() > NAME_MAX)
    return fail(ErrorCode::kInvalidArgument, "a file's name has {} bytes at most", NAME_MAX);
  if (text.find("://") != std::string::npos) {
    return fail(ErrorCode::kInvalidArgument, "{} is an address; only files can be written, give a path", text);
  }
  if (text.starts_with("~")) {
    return fail(ErrorCode::kInvalidArgument, "'~' is known to shells only; give the path of {} in full", text);
  }
  const fs::path path(text);
  if (!confined()) return path.is_relative() ? options_.output_root / path : path;
  const fs::path root = canonical_or_same(options_.output_root);
  const bool climbs = std::ranges::find(path, fs::path("..")) != path.end();
  const fs::path target = path.is_relative() ? root / path : path;
  const bool below =
      is_below(target.lexically_normal(), root) || is_below(target.lexically_normal(), options_.output_root);
  const bool led_out = !is_below(canonical_or_same(target), root);  // by a link; opening looks again
  if (climbs || !below || led_out || !target.has_filename() || target.lexically_normal() == root) {
    return fail(ErrorCode::kPermissionDenied,
                "{} is not a file below the output folder ({}); give a path relative to it", text,
                options_.output_root.string());
  }
  return target.lexically_normal();
}

}  // namespace ow
