// The options of the model node.
#pragma once

#include <vector>

#include "graph/descriptor.h"

namespace ow::nodes {

std::vector<graph::Option> model_options();

}  // namespace ow::nodes
