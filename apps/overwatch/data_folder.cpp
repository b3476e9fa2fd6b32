#include <unistd.h>

#include <cstdlib>

#include "overwatch/command.h"

namespace ow::cli {

std::filesystem::path Globals::data_folder() const {
  if (!data_dir.empty()) return data_dir;
  // A checkout keeps its data beside the sources; `make run` makes the folder.
  if (std::filesystem::is_directory(".overwatch")) return std::filesystem::absolute(".overwatch");
  if (const char* xdg = std::getenv("XDG_DATA_HOME"); xdg != nullptr && *xdg == '/') {
    return std::filesystem::path(xdg) / "overwatch";
  }
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home != '/')
    return std::filesystem::temp_directory_path() / ("overwatch-" + std::to_string(::getuid()));
  return std::filesystem::path(home) / ".local/share/overwatch";
}

std::vector<std::filesystem::path> Globals::model_folders() const {
  std::vector<std::filesystem::path> folders(models_dirs.begin(), models_dirs.end());
  folders.push_back(data_folder() / "models");
  return folders;
}

}  // namespace ow::cli
