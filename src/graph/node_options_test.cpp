#include <gtest/gtest.h>

#include <random>

#include "graph/test_nodes.h"
#include "graph/workflow.h"

namespace ow::graph {
namespace {

using Json = nlohmann::ordered_json;

Workflow workflow(const Json& document) {
  auto parsed = workflow_from_json(document);
  EXPECT_TRUE(parsed) << parsed.error().text();
  return parsed ? *parsed : Workflow();
}

const Json kCounting = {{"nodes", {{"a", {{"type", "count"}, {"count", 3}}}, {"b", {{"type", "collect"}}}}},
                        {"edges", {"a -> b"}}};

class NodeOptions : public testing::Test {
 protected:
  std::vector<std::string> places(const Json& a, const Json& b) {
    return differences(workflow(a), workflow(b), registry_);
  }
  Registry registry_ = test::registry(std::make_shared<test::Collected>());
};

TEST_F(NodeOptions, DrawingNamesAndSpellingMakeNoDifference) {
  Json other = kCounting;
  other["name"] = "Other";
  other["ui"] = {{"zoom", 2}};
  other["nodes"]["a"]["ui"] = {{"x", 1}};
  other["nodes"]["a"]["count"] = "3";
  EXPECT_TRUE(places(kCounting, other).empty());
  other["nodes"]["a"]["count"] = 10;  // the default
  Json bare = kCounting;
  bare["nodes"]["a"].erase("count");
  EXPECT_TRUE(places(other, bare).empty());
}

TEST_F(NodeOptions, DifferencesNameTheirPlaces) {
  Json other = kCounting;
  other["nodes"]["a"]["count"] = 4;
  EXPECT_EQ(places(kCounting, other), std::vector<std::string>{"nodes.a.count"});
  other = kCounting;
  other["nodes"]["c"] = {{"type", "detour"}};
  other["edges"] = {"a -> c -> b"};
  EXPECT_EQ(places(kCounting, other), (std::vector<std::string>{"nodes.c", "edges"}));
  EXPECT_EQ(places(other, kCounting), (std::vector<std::string>{"nodes.c", "edges"}));
  other = kCounting;
  other["nodes"]["b"]["type"] = "event-in";
  EXPECT_EQ(places(kCounting, other), std::vector<std::string>{"nodes.b"});
}

TEST_F(NodeOptions, ProblemsSayWhatIsAllowed) {
  Json wrong = kCounting;
  wrong["nodes"]["a"]["count"] = -1;
  wrong["nodes"]["b"]["colour"] = "red";
  const auto problems = validate(workflow(wrong), registry_).problems;
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].place, "nodes.a.count");
  EXPECT_EQ(problems[0].allowed, (Json{{"type", "integer"}, {"min", 0.0}, {"max", 1e6}}));
  EXPECT_EQ(problems[1].place, "nodes.b.colour");
  EXPECT_EQ(problems[1].allowed.at("names").size(), 0u);
}

TEST_F(NodeOptions, DrawingIsKeptWithinBounds) {
  Json drawn = kCounting;
  drawn["description"] = "Counts.";
  drawn["ui"] = {{"groups", {{{"title", "Ünï"}, {"nodes", {"a", "b"}}}}}, {"viewport", {{"x", -1.5}, {"zoom", 0.75}}}};
  drawn["nodes"]["a"]["ui"] = {{"x", 10}, {"y", 20.5}, {"comment", "two\nlines: \"here\""}, {"folded", nullptr}};
  const Json kept = to_json(workflow(drawn));
  EXPECT_EQ(kept.at("ui"), drawn.at("ui"));
  EXPECT_EQ(kept.at("description"), "Counts.");
  EXPECT_EQ(kept.at("nodes").at("a").at("ui"), drawn.at("nodes").at("a").at("ui"));

  Json large = kCounting;
  large["nodes"]["a"]["ui"] = {{"comment", std::string(20'000, 'x')}};
  EXPECT_EQ(workflow_from_json(large).error().place, "nodes.a.ui");
  Json deep = Json::object();
  for (int i = 0; i < 9; ++i) deep = Json{{"in", deep}};
  Json nested = kCounting;
  nested["ui"] = deep;
  EXPECT_EQ(workflow_from_json(nested).error().place, "ui");
  nested["ui"] = "here";
  EXPECT_EQ(workflow_from_json(nested).error().place, "ui");
}

/// A value as pages and people write them, odd ones included.
Json any_value(std::minstd_rand& random, int depth) {
  static const std::vector<std::string> texts = {"",     "null",   "~",        "true",       "1",  "0.5",    "1e5",
                                                 "a: b", "# no",   "- x",      "two\nlines", "\t", "ünï 🙂", "'\"\\",
                                                 "yes",  "0x1F",   " pad ",    "@at",        "%d", "{a}",    "[1]",
                                                 "-",    "a -> b", "\x01\x7f", "*x",         "&y", "!tag",   "inf"};
  switch (random() % (depth > 0 ? 8 : 6)) {
    case 0: return nullptr;
    case 1: return random() % 2 == 0;
    case 2: return static_cast<std::int64_t>(random()) - 1'000'000'000;
    case 3: return static_cast<double>(random()) / 7919.0;
    case 4:
    case 5: return texts[random() % texts.size()];
    case 6: {
      Json list = Json::array();
      for (unsigned i = random() % 4; i > 0; --i) list.push_back(any_value(random, depth - 1));
      return list;
    }
    default: {
      Json object = Json::object();
      for (unsigned i = random() % 4; i > 0; --i) object[texts[random() % texts.size()]] = any_value(random, depth - 1);
      return object;
    }
  }
}

TEST_F(NodeOptions, YamlTextComesBackByteForByte) {
  std::minstd_rand random(7);
  for (int i = 0; i < 1000; ++i) {
    Workflow before = workflow(kCounting);
    before.name = any_value(random, 0).dump();
    before.ui = Json{{"any", any_value(random, 4)}};
    before.nodes[0].ui = Json{{"any", any_value(random, 2)}};
    before.nodes[1].options["free"] = any_value(random, 1);
    const std::string text = to_yaml(before);
    const auto after = parse_workflow(text);
    ASSERT_TRUE(after) << after.error().text() << "\n" << text;
    ASSERT_EQ(to_json(*after), to_json(before)) << text;
    ASSERT_EQ(to_yaml(*after), text);
  }
}

}  // namespace
}  // namespace ow::graph
