#include <gtest/gtest.h>

#include "graph/test_nodes.h"
#include "graph/workflow.h"

namespace ow::graph {
namespace {

std::string problems(std::string_view document) {
  const auto workflow = parse_workflow(document);
  if (!workflow) return workflow.error().text();
  const Registry registry = test::registry(std::make_shared<test::Collected>());
  std::string text;
  for (const Problem& problem : validate(*workflow, registry).problems) {
    text += (problem.warning ? "warning " : "") + problem.place + ": " + problem.message + "\n";
  }
  return text;
}

TEST(Validate, AGoodWorkflowHasNoProblems) {
  EXPECT_EQ(problems("nodes: {a: {type: count, count: 3}, b: {type: collect}}\nedges: [a -> b]"), "");
}

TEST(Validate, NamesTheNearestTypeOptionAndNode) {
  EXPECT_NE(problems("nodes: {a: {type: cont}}").find("nodes.a.type: no node type 'cont' (did you mean 'count'?)"),
            std::string::npos);
  EXPECT_NE(problems("nodes: {a: {type: count, cuont: 3}}").find("(did you mean 'count'?)"), std::string::npos);
  EXPECT_NE(problems("nodes: {aa: {type: count}, b: {type: collect}}\nedges: [aaa -> b]").find("did you mean 'aa'"),
            std::string::npos);
}

TEST(Validate, ReportsEveryProblemAtOnce) {
  const std::string text = problems("nodes: {a: {type: count, count: -1}, b: {type: nope}}");
  EXPECT_NE(text.find("nodes.a.count: -1 is out of range"), std::string::npos);
  EXPECT_NE(text.find("nodes.b.type"), std::string::npos);
}

TEST(Validate, ChecksWiring) {
  EXPECT_NE(problems("nodes: {b: {type: collect}}").find("nothing is wired to its input 'in'"), std::string::npos);
  EXPECT_NE(problems("nodes: {a: {type: count}, b: {type: detour}, c: {type: count}, d: {type: collect}}\n"
                     "edges: [a -> b, c -> b, b -> d]")
                .find("takes one edge, 2 are wired"),
            std::string::npos);
  EXPECT_NE(problems("nodes: {a: {type: count}, e: {type: event-in}}\nedges: [a -> e]")
                .find("a gives frame, but e takes event"),
            std::string::npos);
  EXPECT_NE(problems("nodes: {a: {type: count}, b: {type: collect}}\nedges: [a -> b, a -> b]").find("is there twice"),
            std::string::npos);
  EXPECT_NE(problems("nodes: {a: {type: collect}, b: {type: count}}\nedges: [a -> b]").find("'a' has no output"),
            std::string::npos);
  EXPECT_NE(
      problems("nodes: {a: {type: count}, b: {type: collect}}\nedges: [a.oot -> b]").find("(did you mean 'out'?)"),
      std::string::npos);
}

TEST(Validate, AFileHasOneWriter) {
  const auto two_writers = [](std::string_view first, std::string_view second) {
    return problems(
        fmt::format("nodes: {{a: {{type: count}}, b: {{type: write, path: {}}}, c: {{type: write, path: {}}}}}\n"
                    "edges: [a -> b, a -> c]",
                    first, second));
  };
  EXPECT_EQ(two_writers("seen.jsonl", "./x/../seen.jsonl"),
            "nodes.c.path: nodes.b.path writes the file 'seen.jsonl' already; give each a file of its own\n");
  EXPECT_EQ(two_writers("seen.jsonl", "x/seen.jsonl"), "");
  EXPECT_EQ(two_writers("'-'", "'-'"), "");
}

TEST(Validate, FindsCyclesAndUnusedOutputs) {
  EXPECT_NE(problems("nodes: {a: {type: detour}, b: {type: detour}}\nedges: [a -> b, b -> a]").find("form a cycle"),
            std::string::npos);
  EXPECT_NE(
      problems("nodes: {s: {type: count}, u: {type: detour}, a: {type: detour}, b: {type: detour}, v: {type: detour}, "
               "w: {type: collect}}\nedges: [s -> u -> a -> b -> a, b -> v -> w]")
          .find("edges: the nodes a, b form a cycle"),
      std::string::npos);
  EXPECT_EQ(problems("nodes: {a: {type: count}}"), "warning nodes.a: nothing uses its output\n");
}

}  // namespace
}  // namespace ow::graph
