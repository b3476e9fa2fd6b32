#include "server/workflow_templates.h"

#include <algorithm>

#include "base/text.h"
#include "template_files.h"

namespace ow::server {

std::vector<WorkflowTemplate> workflow_templates() {
  constexpr std::string_view kEnding = ".yaml";
  std::vector<WorkflowTemplate> all;
  for (const Asset& file : template_files()) {
    std::string_view name = file.path;
    if (!name.ends_with(kEnding)) continue;
    name.remove_prefix(1);
    name.remove_suffix(kEnding.size());
    all.push_back({std::string(name), file.bytes});
  }
  std::ranges::sort(all, {}, &WorkflowTemplate::name);
  return all;
}

Result<WorkflowTemplate> find_workflow_template(std::string_view name) {
  std::vector<std::string> names;
  for (WorkflowTemplate& each : workflow_templates()) {
    if (each.name == name) return std::move(each);
    names.push_back(each.name);
  }
  return fail(ErrorCode::kNotFound, "there is no template '{}'{}; there are {}", name, did_you_mean(name, names),
              join(names));
}

}  // namespace ow::server
