#include "graph/workflow.h"

#include <gtest/gtest.h>

namespace ow::graph {
namespace {

constexpr std::string_view kDocument = R"(
name: Yard
nodes:
  camera: {type: video_input, source: "rtsp://cam/1", resolution_scale: 50%}
  detect: {type: model, model: yolov8n, classes: [person, car]}
  view: {type: xray_view}
edges:
  - camera -> detect -> view
)";

TEST(Workflow, YamlReadsChainsAndGoesBackToTheSameBytes) {
  const auto workflow = parse_workflow(kDocument);
  ASSERT_TRUE(workflow) << workflow.error().text();
  EXPECT_EQ(workflow->nodes.size(), 3U);
  ASSERT_EQ(workflow->edges.size(), 2U);
  EXPECT_EQ(workflow->edges[1].text(), "detect -> view");
  const std::string yaml = to_yaml(*workflow);
  const auto again = parse_workflow(yaml);
  ASSERT_TRUE(again) << again.error().text() << "\n" << yaml;
  EXPECT_EQ(to_yaml(*again), yaml);
  EXPECT_EQ(to_json(*again), to_json(*workflow));
}

TEST(Workflow, JsonIsReadByTheSameParser) {
  const auto workflow = parse_workflow(R"({"name": "x", "nodes": {"a": {"type": "video_input"}}, "edges": []})");
  ASSERT_TRUE(workflow) << workflow.error().text();
  EXPECT_EQ(workflow->nodes[0].id, "a");
}

TEST(Workflow, TextThatLooksLikeANumberStaysText) {
  const auto workflow = parse_workflow("nodes: {a: {type: t, model: '11', n: 11}}");
  ASSERT_TRUE(workflow) << workflow.error().text();
  const auto again = parse_workflow(to_yaml(*workflow));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->nodes[0].options["model"].is_string());
  EXPECT_TRUE(again->nodes[0].options["n"].is_number_integer());
}

TEST(Workflow, ErrorsSayWhere) {
  const auto text = [](std::string_view document) {
    const auto result = parse_workflow(document);
    return result ? std::string("parsed") : result.error().text();
  };
  EXPECT_EQ(text("nodes: [1"), "line 1, column 1: end of sequence flow not found");
  EXPECT_NE(text("nodess: {}").find("did you mean 'nodes'"), std::string::npos);
  EXPECT_EQ(text("name: x"), "nodes: is missing");
  EXPECT_NE(text("nodes: {A_b: {type: t}}").find("nodes.A_b: a node's id"), std::string::npos);
  EXPECT_EQ(text("nodes: {a: {}}"), "nodes.a: has no 'type'");
  for (const char* edge : {"a", "a ->", "a -> .", "a -> .in", ". -> a"}) {
    EXPECT_NE(text(fmt::format("nodes: {{a: {{type: t}}}}\nedges: ['{}']", edge)).find("edges[0]: an edge is written"),
              std::string::npos)
        << edge;
  }
  EXPECT_NE(text("a: 1\na: 2").find("'a' is there twice"), std::string::npos);
  EXPECT_NE(text(std::string(kWorkflowBytesMax + 1, ' ')).find("larger than"), std::string::npos);
  EXPECT_NE(text(std::string(100, '[') + std::string(100, ']')).find("nested deeper"), std::string::npos);
}

TEST(Workflow, AliasBombsAreBounded) {
  std::string bomb = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string previous = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) bomb += (k ? "," : "") + previous;
    bomb += "]\n";
  }
  const auto result = parse_workflow(bomb);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kResourceExhausted);
}

TEST(Workflow, IdsAreCheckedAndRoutesReserved) {
  EXPECT_TRUE(is_valid_id("front-door-2"));
  EXPECT_FALSE(is_valid_id(""));
  EXPECT_FALSE(is_valid_id("a/b"));
  EXPECT_FALSE(is_valid_id(std::string(65, 'a')));
  EXPECT_TRUE(is_reserved_id("performance"));
}

TEST(Workflow, TextThatIsNotUtf8IsRefusedWithItsLine) {
  const auto workflow = parse_workflow("name: a\nnodes: {a: {type: x, text: \"\xff\"}}");
  ASSERT_FALSE(workflow);
  EXPECT_EQ(workflow.error().message, "line 2: the text is not UTF-8");
}

TEST(Workflow, AFileOfSeveralDocumentsIsRefused) {
  const std::string one = "nodes: {a: {type: x}}\nedges: []\n";
  for (const std::string& text : {one + "---\nname: other\n", one + "---\n---\nname: other\n", "---\n---\n" + one}) {
    const auto workflow = parse_workflow(text);
    ASSERT_FALSE(workflow) << text;
    EXPECT_NE(workflow.error().message.find("begins another document"), std::string::npos) << workflow.error().message;
  }
  for (const std::string& text : {"---\n" + one + "...\n", one + "---\n"}) EXPECT_TRUE(parse_workflow(text)) << text;
}

TEST(Workflow, AStrayCommaOrBracketEndsTheReading) {
  for (const std::string text : {",", "]", "}", ", a: 1\n", "nodes: {a: {type: x}}\n,\n", "--- ,\n--- ,\n"}) {
    const auto workflow = parse_workflow(text);
    ASSERT_FALSE(workflow) << text;
    EXPECT_NE(workflow.error().message.find("line "), std::string::npos) << workflow.error().message;
  }
}

TEST(Workflow, AliasesThatMultiplyAreBounded) {
  std::string text = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    text += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 9; ++i) text += std::string(i == 0 ? "*" : ",*") + static_cast<char>(c - 1);
    text += "]\n";
  }
  const auto workflow = parse_workflow(text);
  ASSERT_FALSE(workflow);
  EXPECT_EQ(workflow.error().code, ErrorCode::kResourceExhausted) << workflow.error().text();
}

TEST(Workflow, DepthAndSizeAreBounded) {
  for (const std::string& text : {std::string(100'000, '['), std::string(100, '[') + std::string(100, ']'),
                                  std::string(100'000, '{'), "a: " + std::string(kWorkflowBytesMax, 'x')}) {
    EXPECT_FALSE(parse_workflow(text)) << text.substr(0, 20);
  }
}

TEST(Workflow, BlanksAroundAPortAreNoPartOfANameAndTheEdgeComesBack) {
  const auto workflow = parse_workflow("nodes: {a: {type: x}, b: {type: x}}\nedges: ['a . out -> b .']");
  ASSERT_TRUE(workflow) << workflow.error().text();
  ASSERT_EQ(workflow->edges.size(), 1U);
  EXPECT_EQ(workflow->edges[0].from, "a");
  EXPECT_EQ(workflow->edges[0].from_port, "out");
  EXPECT_EQ(workflow->edges[0].to, "b");
  const auto again = workflow_from_json(to_json(*workflow));
  ASSERT_TRUE(again);
  EXPECT_EQ(to_json(*again), to_json(*workflow));
}

TEST(Yaml, EscapesThatYamlCppMakesBytesOfAreRefused) {
  for (const std::string text : {R"(name: "a\Nb")", "nodes: {x: {type: a, \"k\\_\": 1}}"}) {
    const auto workflow = parse_workflow(text);
    ASSERT_FALSE(workflow) << text;
    EXPECT_NE(workflow.error().text().find("not UTF-8"), std::string::npos) << workflow.error().text();
  }
}

TEST(Yaml, EveryCharacterOfATextComesBack) {
  std::vector<std::string> characters = {"\x7f",   "\u0080", "\u0085", "\u00a0",
                                         "\u2028", "\u2029", "\ufeff", "\U0001f600"};
  for (char c = 1; c < 0x20; ++c) characters.emplace_back(1, c);
  for (const std::string& c : characters) {
    for (const std::string& text : {c, "a" + c, c + "a", "a" + c + "b", "a " + c + " b", "a" + c + c, " " + c}) {
      Workflow workflow;
      workflow.description = text;
      workflow.nodes.push_back({"x", "a", {{"text", text}, {"k" + text, 1}}});
      const std::string yaml = to_yaml(workflow);
      const auto again = parse_workflow(yaml);
      ASSERT_TRUE(again) << yaml << again.error().text();
      EXPECT_EQ(to_json(*again), to_json(workflow)) << yaml;
      EXPECT_EQ(to_yaml(*again), yaml);
    }
  }
}

}  // namespace
}  // namespace ow::graph
