#include "overwatch/command.h"
#include "overwatch/config/folders.h"

namespace ow::cli {

std::filesystem::path Globals::data_folder() const { return cli::data_folder(*this, process_environment); }

std::vector<std::filesystem::path> Globals::model_folders() const { return cli::model_folders(*this, data_folder()); }

std::vector<std::filesystem::path> Globals::media_folders() const {
  std::vector<std::filesystem::path> folders = {data_folder() / "media"};
  if (const auto installed = installed_folder()) folders.push_back(*installed / "media");
  return folders;
}

}  // namespace ow::cli
