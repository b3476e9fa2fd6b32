// Where a source's path leads: into the current folder, or else below the media root.
#pragma once

#include <filesystem>
#include <string>

namespace ow::nodes {

/// A relative path (or glob) that is not there as written but is below `media_root` comes back as that file; everything else
/// comes back unchanged, for the source to judge.
inline std::string find_source(const std::string& source, const std::filesystem::path& media_root) {
  namespace fs = std::filesystem;
  if (source.empty() || media_root.empty() || source.find("://") != std::string::npos) return source;
  const fs::path path(source);
  std::error_code ignored;
  if (path.is_absolute() || fs::exists(path, ignored)) return source;
  const fs::path below = media_root / path;
  const bool glob = source.find_first_of("*?[") != std::string::npos;
  // A folder with the glob's pictures in both places: the current one wins, as for files.
  if (glob && path.has_parent_path() && fs::is_directory(path.parent_path(), ignored)) return source;
  return fs::exists(glob ? below.parent_path() : below, ignored) ? below.string() : source;
}

}  // namespace ow::nodes
