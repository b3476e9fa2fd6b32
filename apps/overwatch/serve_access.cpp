#include "overwatch/serve_access.h"

#include "overwatch/demo.h"

namespace ow::cli {

void add_access_options(CLI::App& command, AccessArguments& arguments) {
  command
      .add_option(
          "--media-root", arguments.media_roots,
          "Folder that workflows may read videos and pictures from, beside <data>/media; may be given again, or "
          "several with ':' between")
      ->envname("OVERWATCH_MEDIA_ROOTS")
      ->delimiter(':');
  command
      .add_option("--output-root", arguments.output_root, "Folder that workflows may write to (default: <data>/output)")
      ->envname("OVERWATCH_OUTPUT_ROOT");
  command
      .add_option(
          "--source-variable", arguments.variables,
          "Environment variable that workflows may use in sources as ${NAME}, beside OVERWATCH_SECRET_*; may be "
          "given again, or several with ':' between")
      ->envname("OVERWATCH_SOURCE_VARIABLES")
      ->delimiter(':');
}

std::vector<std::filesystem::path> media_roots(const Globals& globals, const AccessArguments& arguments) {
  std::vector<std::filesystem::path> roots = {globals.data_folder() / "media"};
  roots.insert(roots.end(), arguments.media_roots.begin(), arguments.media_roots.end());
  return roots;
}

std::shared_ptr<Access> make_access(const Globals& globals, const AccessArguments& arguments) {
  const std::filesystem::path data = globals.data_folder();
  AccessOptions options{
      .confinement = Confinement::kRoots,
      .media_roots = media_roots(globals, arguments),
      .output_root = arguments.output_root.empty() ? data / "output" : std::filesystem::path(arguments.output_root),
      .variables = arguments.variables};
  if (std::error_code error; std::filesystem::is_symlink(demo_clip(data), error))
    options.media_roots.push_back(demo_clip(data));
  return std::make_shared<Access>(std::move(options));
}

}  // namespace ow::cli
