#include "overwatch/serve_access.h"

#include "overwatch/demo.h"

namespace ow::cli {

std::shared_ptr<Access> make_access(const Globals& globals) {
  const auto folders = globals.media_folders();
  AccessOptions options{.confinement = Confinement::kRoots,
                        .media_roots = folders,
                        .output_root = globals.output_root.empty() ? globals.data_folder() / "output"
                                                                   : std::filesystem::path(globals.output_root),
                        .variables = globals.source_variable};
  options.media_roots.insert(options.media_roots.end(), globals.media_root.begin(), globals.media_root.end());
  if (const auto clip = find_clip(folders)) {
    if (std::error_code error; std::filesystem::is_symlink(*clip, error)) options.media_roots.push_back(*clip);
  }
  return std::make_shared<Access>(std::move(options));
}

}  // namespace ow::cli
