// Workflow files as YAML and as the API's JSON: whatever is read comes back the same from both forms.
#include "fuzz/bytes.h"
#include "graph/workflow.h"
#include "server/json_body.h"

namespace {

/// One node type with every kind of option.
ow::graph::Registry make_registry() {
  using enum ow::graph::OptionType;
  ow::graph::NodeDescriptor type;
  type.type = "a";
  type.inputs = {{.name = "in", .doc = "d", .required = false}};
  type.outputs = {{.name = "out", .doc = "d"}, {.name = "two", .doc = "d"}};
  for (const auto kind : {kText, kInteger, kNumber, kPercent, kFraction, kFlag, kChoice, kTextList, kSource, kModel,
                          kFilePath, kPoints}) {
    const std::string name(ow::graph::to_string(kind));
    type.options.push_back({.name = name, .type = kind, .fallback = {}, .doc = "d", .choices = {"on", "b"}});
  }
  ow::graph::Registry registry;
  registry.add(std::move(type), nullptr);
  return registry;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ow::graph::Registry kRegistry = make_registry();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto workflow = ow::graph::parse_workflow(text);
  if (!workflow) {
    const auto document = ow::server::parse_json(text);
    if (!document) return 0;
    workflow = ow::graph::workflow_from_json(*document);
    if (!workflow) return 0;
  }
  (void)ow::graph::validate(*workflow, kRegistry);
  const auto json = ow::graph::to_json(*workflow);
  (void)json.dump();  // throws on text that is not UTF-8
  const auto again = ow::graph::workflow_from_json(json);
  ow::fuzz::require(again.has_value() && ow::graph::to_json(*again) == json, "JSON written is read again");
  const std::string yaml = ow::graph::to_yaml(*workflow);
  const auto from_yaml = ow::graph::parse_workflow(yaml);
  if (!from_yaml) return 0;  // JSON may be nested deeper
  ow::fuzz::require(ow::graph::to_yaml(*from_yaml) == yaml, "the YAML form is canonical");
  return 0;
}
