// Workflows to begin with: the files of templates/, embedded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "graph/workflow.h"

namespace ow::server {

struct WorkflowTemplate {
  std::string name;       ///< "people-counting": the file's
  std::string_view yaml;  ///< lives as long as the program
};

/// By name.
std::vector<WorkflowTemplate> workflow_templates();

/// An unknown name fails with the nearest one.
Result<WorkflowTemplate> find_workflow_template(std::string_view name);

}  // namespace ow::server
