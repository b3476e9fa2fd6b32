#include "graph/node.h"

namespace ow::graph {

std::string_view to_string(Health health) {
  switch (health) {
    case Health::kOk: return "ok";
    case Health::kWarning: return "warning";
    case Health::kRetrying: return "retrying";
    case Health::kFailed: return "failed";
  }
  return "ok";
}

}  // namespace ow::graph
