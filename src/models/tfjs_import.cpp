#include "models/tfjs_import.h"

#include <set>

#include "base/text.h"
#include "models/onnx_writer.h"
#include "models/tfjs_graph.h"
#include "models/tfjs_model.h"

namespace ow::models {
namespace {

/// "name:1" → "name": the node that a tensor comes from.
std::string_view node_of(std::string_view tensor) { return tensor.substr(0, tensor.rfind(':')); }

/// Puts the nodes that the outputs need in the order of computation; depth-first with a stack of our own, since the
/// graph is outside data and may be deep.
class Planner {
 public:
  explicit Planner(const TfjsModel& model) : model_(model) {}

  Status require(std::string_view output) {
    OW_CHECK(visit(output, "the model's outputs"));
    while (!stack_.empty()) {
      Visit& top = stack_.back();
      if (top.next_input < top.node->inputs.size()) {
        OW_CHECK(visit(node_of(top.node->inputs[top.next_input++]), top.node->name));
        continue;
      }
      marks_[top.node] = Mark::kDone;
      order_.push_back(top.node);
      stack_.pop_back();
    }
    return {};
  }

  [[nodiscard]] const std::vector<const TfjsNode*>& order() const { return order_; }

 private:
  enum class Mark { kOpen, kDone };
  struct Visit {
    const TfjsNode* node = nullptr;
    std::size_t next_input = 0;
  };

  Status visit(std::string_view name, std::string_view wanted_by) {
    const auto found = model_.nodes.find(name);
    if (found == model_.nodes.end())
      return fail(ErrorCode::kDataLoss, "node {} is missing, which {} needs", name, wanted_by);
    const auto [mark, inserted] = marks_.emplace(&found->second, Mark::kOpen);
    if (inserted) stack_.push_back({&found->second, 0});
    if (!inserted && mark->second == Mark::kOpen)
      return fail(ErrorCode::kDataLoss, "the graph has a cycle through {}", name);
    return {};
  }

  const TfjsModel& model_;
  std::map<const TfjsNode*, Mark> marks_;
  std::vector<Visit> stack_;
  std::vector<const TfjsNode*> order_;
};

Result<std::vector<std::string>> wanted_outputs(const TfjsModel& model, const TfjsImportOptions& options) {
  const std::vector<std::string>& outputs = options.outputs.empty() ? model.outputs : options.outputs;
  if (outputs.empty()) return fail(ErrorCode::kInvalidArgument, "the model names no outputs; name those to keep");
  std::vector<std::string> names;
  for (const auto& [name, node] : model.nodes) {
    if (node.op != "Const") names.push_back(name);
  }
  for (const std::string& output : outputs) {
    if (!model.nodes.contains(output)) {
      return fail(ErrorCode::kNotFound, "the model has no output {}{}; its outputs are {}", output,
                  did_you_mean(output, names), join(model.outputs));
    }
  }
  return outputs;
}

Status convert(TfjsGraph& graph, const TfjsModel& model, const TfjsNode& node) {
  if (node.op != "Const") return convert_node(graph, node);
  const auto weight = model.weights.find(node.name);
  if (weight == model.weights.end()) return fail(ErrorCode::kDataLoss, "the weight files have no {}", node.name);
  graph.define_constant(node, weight->second);
  return {};
}

/// Outputs are called by the last part of their TensorFlow name.
Status add_outputs(TfjsGraph& graph, const std::vector<std::string>& outputs) {
  std::set<std::string> taken;
  for (const std::string& output : outputs) {
    OW_TRY(const Activation value, graph.activation(output));
    const std::string name = output.substr(output.rfind('/') + 1);
    const bool clashes = name != value.name && graph.activation(name).has_value();
    if (clashes || !taken.insert(name).second)
      return fail(ErrorCode::kUnsupported, "two outputs would be called {}", name);
    // The node's own name may be the same when it has no '/': then it is the output already.
    if (name != value.name) graph.writer().add_node({"Identity", name + ":output", {value.name}, name, {}});
    graph.writer().add_output(name, value.extents.nchw());
  }
  return {};
}

Result<TfjsImportReport> convert_model(const TfjsModel& model, const TfjsImportOptions& options) {
  OW_TRY(const auto outputs, wanted_outputs(model, options));
  Planner planner(model);
  for (const std::string& output : outputs) OW_CHECK(planner.require(output));
  OnnxWriter writer(options.model_json.stem().string());
  TfjsGraph graph(model, writer);
  for (const TfjsNode* node : planner.order()) OW_CHECK(convert(graph, model, *node));
  OW_CHECK(add_outputs(graph, outputs));
  for (const auto& [key, value] : options.metadata) writer.add_metadata(key, value);
  OW_CHECK(writer.write(options.output));
  return TfjsImportReport{static_cast<int>(model.nodes.size()), writer.node_count(), writer.weight_bytes()};
}

}  // namespace

Result<TfjsImportReport> import_tfjs(const TfjsImportOptions& options) {
  OW_TRY(const TfjsModel model, read_tfjs_model(options.model_json));
  auto report = convert_model(model, options);
  if (!report) return fail(report.error().code, "{}: {}", options.model_json.string(), report.error().message);
  return report;
}

}  // namespace ow::models
