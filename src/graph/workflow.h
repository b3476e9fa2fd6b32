// The workflow file: what the user wrote, as values.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "graph/registry.h"

namespace ow::graph {

inline constexpr std::size_t kWorkflowBytesMax = 1 << 20;
inline constexpr std::size_t kWorkflowNameBytesMax = 200;
inline constexpr std::size_t kNodesMax = 256;
inline constexpr std::size_t kEdgesMax = 1024;
inline constexpr std::size_t kProblemsMax = 100;  ///< reported at once

struct NodeSpec {
  std::string id;
  std::string type;
  nlohmann::ordered_json options = nlohmann::ordered_json::object();
  nlohmann::ordered_json ui = {};  ///< `ui:` an object of the builder (position, comment); kept, never looked at
};

/// Port names are empty when the file leaves them out.
struct EdgeSpec {
  std::string from, from_port, to, to_port;
  [[nodiscard]] std::string text() const;
};

struct Workflow {
  std::string name;
  std::string description = {};  ///< a sentence or two for people
  std::vector<NodeSpec> nodes;
  std::vector<EdgeSpec> edges;
  nlohmann::ordered_json layout = {};  ///< as `ui`, of earlier files
  nlohmann::ordered_json ui =
      {};      ///< `ui:` an object of the builder (groups, comments, viewport); kept, never looked at

  [[nodiscard]] const NodeSpec* node(std::string_view id) const;
};

/// From YAML or JSON text (JSON is YAML). Bounded in size, depth and counts. Errors have line and column or the place.
Result<Workflow> parse_workflow(std::string_view text);
Result<Workflow> workflow_from_json(const nlohmann::ordered_json& document);
/// A name that may be stored: of kWorkflowNameBytesMax at most, in one line. What was stored before may have another one.
Status check_name(const std::string& name);
nlohmann::ordered_json to_json(const Workflow& workflow);
/// The canonical YAML form: same document, same bytes.
std::string to_yaml(const Workflow& workflow);

/// One thing that is wrong (or odd) with a workflow.
struct Problem {
  std::string place;  ///< "nodes.detect.confidence", "edges[2]"
  std::string message;
  bool warning = false;
  nlohmann::ordered_json allowed = {};  ///< for programs, where it is known: {type, min, max, unit, choices} or {names}
};

/// A workflow whose types, options and edges were checked; ready to run.
struct Plan {
  struct PlannedNode {
    std::string id;
    const NodeType* type = nullptr;
    Options options;
  };
  struct PlannedEdge {
    std::size_t from = 0, from_port = 0, to = 0, to_port = 0;  ///< indices into nodes and their descriptors' ports
  };
  std::string name;
  std::vector<PlannedNode> nodes;
  std::vector<PlannedEdge> edges;
};

struct Validation {
  Plan plan;  ///< of use only when ok()
  std::vector<Problem> problems;
  [[nodiscard]] bool ok() const;
};

/// Checks everything that can be known without opening files: types, options, ports, cycles, missing inputs.
Validation validate(const Workflow& workflow, const Registry& registry);

/// One node's options, defaults included; what is wrong with them is added to `problems`.
Options read_options(const NodeSpec& spec, const NodeDescriptor& descriptor, std::vector<Problem>& problems);

/// What a value of this option may be, as `Problem::allowed` says it.
nlohmann::ordered_json allowed_values(const Option& option);

/// Where two workflows would run differently: "nodes.detect.confidence", "nodes.view" (only in one of them, or of another
/// type), "edges". Names, drawing and the way in which a value is written make no difference.
std::vector<std::string> differences(const Workflow& a, const Workflow& b, const Registry& registry);

/// Ids match [a-z0-9-]{1,64}; route names ("status", "performance", "validate", "node-types", "stop-all") are reserved for workflows.
bool is_valid_id(std::string_view id);
bool is_reserved_id(std::string_view id);

}  // namespace ow::graph
