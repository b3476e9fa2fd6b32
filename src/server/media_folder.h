// The media roots as the page's file browser sees them: folders, videos and pictures, and nothing behind a link.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/descriptor.h"
#include "base/error.h"

namespace ow::server {

enum class MediaKind { kFolder, kVideo, kPicture };
std::string_view to_string(MediaKind kind);

struct MediaEntry {
  std::string name;
  MediaKind kind = MediaKind::kFolder;
  std::uint64_t bytes = 0;
  std::int64_t modified_unix_s = 0;
  std::string source;  ///< what to write into a source option; empty for a folder
};

struct MediaListing {
  std::vector<MediaEntry> entries;  ///< folders first, by name
  bool complete = true;             ///< false: there were more than are given
};

/// Thread-safe. Every path is relative to a root, of plain names: no "..", no hidden names, at most 8 deep. Folders are
/// walked without following links; a file that is a link is shown only when it leads below one of the roots. The first
/// root is the one that may be written to.
class MediaFolder {
 public:
  explicit MediaFolder(std::vector<std::filesystem::path> roots);

  [[nodiscard]] const std::vector<std::filesystem::path>& roots() const { return roots_; }
  /// At most 2,000 entries.
  Result<MediaListing> list(std::size_t root, const std::string& path) const;
  /// A file of the first root; never a folder.
  Status remove(const std::string& path) const;
  /// The folder that `path` lies in, below the first root, made where it is missing.
  Result<Descriptor> open_parent(const std::string& path) const;
  /// Would this name be a video or a picture here? kInvalidArgument with what is allowed.
  static Status check_new(const std::string& path);

 private:
  [[nodiscard]] bool leads_below_a_root(const std::filesystem::path& file) const;

  std::vector<std::filesystem::path> roots_;
};

}  // namespace ow::server
