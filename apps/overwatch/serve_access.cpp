#include "overwatch/serve_access.h"

#include "overwatch/demo.h"

namespace ow::cli {

std::vector<std::filesystem::path> media_roots(const Globals& globals) {
  auto roots = globals.media_folders();
  roots.insert(roots.end(), globals.media_root.begin(), globals.media_root.end());
  return roots;
}

std::shared_ptr<Access> make_access(const Globals& globals) {
  AccessOptions options{.confinement = Confinement::kRoots,
                        .media_roots = media_roots(globals),
                        .output_root = globals.output_root.empty() ? globals.data_folder() / "output"
                                                                   : std::filesystem::path(globals.output_root),
                        .variables = globals.source_variable};
  if (const auto clip = find_clip(globals.media_folders())) {
    if (std::error_code error; std::filesystem::is_symlink(*clip, error)) options.media_roots.push_back(*clip);
  }
  return std::make_shared<Access>(std::move(options));
}

}  // namespace ow::cli
