#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/text.h"
#include "graph/workflow.h"

namespace ow::graph {
namespace {

constexpr std::string_view kStandardOutput = "-";

/// Collects problems while it turns specs into a plan.
class Validator {
 public:
  Validator(const Workflow& workflow, const Registry& registry) : workflow_(workflow), registry_(registry) {}

  Validation run() {
    out_.plan.name = workflow_.name;
    for (const NodeSpec& node : workflow_.nodes) plan_node(node);
    for (std::size_t i = 0; i < workflow_.edges.size(); ++i) plan_edge(workflow_.edges[i], fmt::format("edges[{}]", i));
    if (out_.ok()) {
      check_inputs();
      check_cycles();
      check_files();
    }
    return std::move(out_);
  }

 private:
  void problem(std::string place, std::string message, bool warning = false) {
    if (out_.problems.size() >= kProblemsMax && (warning || !out_.ok())) return;  // nobody reads on
    out_.problems.push_back({std::move(place), std::move(message), warning});
  }

  void plan_node(const NodeSpec& spec) {
    const std::string place = "nodes." + spec.id;
    const NodeType* type = registry_.find(spec.type);
    index_[spec.id] = out_.plan.nodes.size();
    out_.plan.nodes.push_back({spec.id, type, {}});
    if (type == nullptr) {
      const auto names = registry_.names();
      problem(place + ".type",
              fmt::format("no node type '{}'{}; known are {}", spec.type, did_you_mean(spec.type, names), join(names)));
      out_.problems.back().allowed = {{"names", names}};
      return;
    }
    const std::size_t before = out_.problems.size();
    const Options& options = out_.plan.nodes.back().options = read_options(spec, type->descriptor, out_.problems);
    if (!type->check || out_.problems.size() > before) return;
    if (const Status status = type->check(options); !status)
      problem(place + "." + status.error().place, status.error().message);
  }

  const Plan::PlannedNode* find(const std::string& id, const std::string& place) {
    const auto found = index_.find(id);
    if (found == index_.end()) {
      std::vector<std::string> ids;
      for (const auto& [known, position] : index_) ids.push_back(known);
      problem(place, fmt::format("there is no node '{}'{}", id, did_you_mean(id, ids)));
      return nullptr;
    }
    return &out_.plan.nodes[found->second];
  }

  std::optional<std::size_t> port(const std::vector<Port>& ports, const std::string& name, const std::string& node,
                                  std::string_view direction, const std::string& place) {
    std::vector<std::string> names;
    for (const Port& candidate : ports) names.push_back(candidate.name);
    if (ports.empty()) {
      problem(place, fmt::format("'{}' has no {}", node, direction));
      return std::nullopt;
    }
    if (name.empty() && ports.size() == 1) return 0;
    const auto found = std::ranges::find(names, name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    problem(place, name.empty() ? fmt::format("'{}' has several {}s; say which: {}", node, direction, join(names))
                                : fmt::format("'{}' has no {} '{}'{}; it has {}", node, direction, name,
                                              did_you_mean(name, names), join(names)));
    return std::nullopt;
  }

  void plan_edge(const EdgeSpec& edge, const std::string& place) {
    const Plan::PlannedNode* from = find(edge.from, place);
    const Plan::PlannedNode* to = find(edge.to, place);
    if (from == nullptr || to == nullptr || from->type == nullptr || to->type == nullptr) return;
    const auto out_port = port(from->type->descriptor.outputs, edge.from_port, edge.from, "output", place);
    const auto in_port = port(to->type->descriptor.inputs, edge.to_port, edge.to, "input", place);
    if (!out_port || !in_port) return;
    const Port& output = from->type->descriptor.outputs[*out_port];
    const Port& input = to->type->descriptor.inputs[*in_port];
    if (!fits(output.type, input.type)) {
      problem(place, fmt::format("{} gives {}, but {} takes {}", edge.from, to_string(output.type), edge.to,
                                 to_string(input.type)));
      return;
    }
    const Plan::PlannedEdge planned{index_[edge.from], *out_port, index_[edge.to], *in_port};
    const bool twice = std::ranges::any_of(out_.plan.edges, [&](const Plan::PlannedEdge& other) {
      return other.from == planned.from && other.from_port == planned.from_port && other.to == planned.to &&
             other.to_port == planned.to_port;
    });
    if (twice) {
      problem(place, fmt::format("'{}' is there twice", edge.text()));
      return;
    }
    out_.plan.edges.push_back(planned);
  }

  void check_inputs() {
    for (std::size_t i = 0; i < out_.plan.nodes.size(); ++i) {
      const Plan::PlannedNode& node = out_.plan.nodes[i];
      const auto& inputs = node.type->descriptor.inputs;
      for (std::size_t p = 0; p < inputs.size(); ++p) {
        const auto count = std::ranges::count_if(
            out_.plan.edges, [&](const Plan::PlannedEdge& edge) { return edge.to == i && edge.to_port == p; });
        const std::string place = "nodes." + node.id;
        if (count == 0 && inputs[p].required)
          problem(place, fmt::format("nothing is wired to its input '{}'", inputs[p].name));
        if (count > 1 && !inputs[p].many) {
          problem(place, fmt::format("its input '{}' takes one edge, {} are wired to it", inputs[p].name, count));
        }
      }
      const bool used =
          std::ranges::any_of(out_.plan.edges, [&](const Plan::PlannedEdge& edge) { return edge.from == i; });
      if (!node.type->descriptor.outputs.empty() && !used) {
        problem("nodes." + node.id, "nothing uses its output", true);
      }
    }
  }

  /// Takes away, again and again (Kahn's algorithm), the nodes that no edge leads to, or where `backwards`, from.
  void peel(std::set<std::size_t>& left, bool backwards) const {
    const auto side = backwards ? &Plan::PlannedEdge::from : &Plan::PlannedEdge::to;
    const auto other = backwards ? &Plan::PlannedEdge::to : &Plan::PlannedEdge::from;
    std::vector<std::size_t> count(out_.plan.nodes.size(), 0);
    for (const auto& edge : out_.plan.edges) count[edge.*side] += left.contains(edge.*other) ? 1 : 0;
    std::vector<std::size_t> ready;
    for (const std::size_t node : left) {
      if (count[node] == 0) ready.push_back(node);
    }
    while (!ready.empty()) {
      const std::size_t node = ready.back();
      ready.pop_back();
      left.erase(node);
      for (const auto& edge : out_.plan.edges) {
        const bool leads_on = edge.*other == node && left.contains(edge.*side);
        if (leads_on && --count[edge.*side] == 0) ready.push_back(edge.*side);
      }
    }
  }

  /// What is left of both sides is on a cycle, or on a way from one to another.
  void check_cycles() {
    std::set<std::size_t> left;
    for (std::size_t i = 0; i < out_.plan.nodes.size(); ++i) left.insert(i);
    peel(left, false);
    peel(left, true);
    if (left.empty()) return;
    std::vector<std::string> names;
    for (const std::size_t node : left) names.push_back(out_.plan.nodes[node].id);
    problem("edges", fmt::format("the nodes {} form a cycle; frames must flow one way", join(names)));
  }

  /// Two nodes that write one file overwrite each other's lines.
  void check_files() {
    std::map<std::string, std::string> written;  // by path, where it stands
    for (const Plan::PlannedNode& node : out_.plan.nodes) {
      for (const Option& option : node.type->descriptor.options) {
        if (option.type != OptionType::kFilePath || !node.options.has(option.name)) continue;
        const std::string path = std::filesystem::path(node.options.text(option.name)).lexically_normal().string();
        const std::string place = "nodes." + node.id + "." + option.name;
        const auto [first, only] = written.emplace(path, place);
        if (only || path == kStandardOutput) continue;
        problem(place,
                fmt::format("{} writes the file '{}' already; give each a file of its own", first->second, path));
      }
    }
  }

  const Workflow& workflow_;
  const Registry& registry_;
  Validation out_;
  std::map<std::string, std::size_t> index_;
};

}  // namespace

bool Validation::ok() const { return std::ranges::all_of(problems, &Problem::warning); }

Validation validate(const Workflow& workflow, const Registry& registry) { return Validator(workflow, registry).run(); }

}  // namespace ow::graph
