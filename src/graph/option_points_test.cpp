#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "graph/descriptor.h"
#include "graph/workflow.h"

namespace ow::graph {
namespace {

using Json = nlohmann::ordered_json;

const Option kArea{.name = "area", .type = OptionType::kPoints, .fallback = {}, .doc = "doc", .live = true};
const Option kLine{.name = "line",
                   .type = OptionType::kPoints,
                   .fallback = {},
                   .doc = "doc",
                   .shape = Shape::kLine,
                   .points_min = 2,
                   .points_max = 16,
                   .required = true};
const Json kTriangle = {{0.1, 0.2}, {0.9, 0.2}, {0.9, 0.8}};

/// What is wrong with a value; empty when nothing is.
std::string wrong(const Option& option, const Json& value) {
  const auto parsed = parse_option(option, value);
  return parsed ? "" : parsed.error().message;
}

Json many_points(std::size_t count) {
  Json points = Json::array();
  for (std::size_t i = 0; i < count; ++i) points.push_back({0.01 * static_cast<double>(i), i % 2 == 0 ? 0.2 : 0.3});
  return points;
}

TEST(PointsOption, ReadsFractionsAndPercentsAndTextOfACommandLine) {
  const std::vector<Point> expected = {{0.1, 0.2}, {0.9, 0.2}, {0.9, 0.8}};
  const Json spelled = Json::array({Json::array({"10%", "20%"}), Json::array({"90%", 0.2}), Json::array({"0.9", 0.8})});
  for (const Json& value : {kTriangle, spelled, Json("[[0.1, 0.2], [0.9, 0.2], [0.9, 0.8]]")}) {
    const auto parsed = parse_option(kArea, value);
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(std::get<std::vector<Point>>(*parsed), expected);
    EXPECT_EQ(to_json(*parsed), kTriangle);
  }
}

TEST(PointsOption, AnEmptyListIsNotSet) {
  EXPECT_TRUE(std::holds_alternative<std::monostate>(*parse_option(kArea, Json::array())));
  EXPECT_EQ(wrong(kLine, Json::array()), "is empty");
}

TEST(PointsOption, ErrorsNameTheValueThePointAndWhatIsAllowed) {
  EXPECT_EQ(wrong(kArea, 3), "3 is not a list of points such as [[0.1, 0.2], [0.9, 0.2], [0.9, 0.8]]");
  EXPECT_EQ(wrong(kArea, "left"), "left is not a list of points such as [[0.1, 0.2], [0.9, 0.2], [0.9, 0.8]]");
  EXPECT_EQ(wrong(kArea, Json{{0.1, 0.1}, 0.5, {0.5, 0.5}}), "point 2: 0.5 is not a pair [x, y]");
  EXPECT_EQ(wrong(kArea, Json{{0.1, 0.1}, {0.5, 0.5, 1}, {0.5, 0.5}}), "point 2: [0.5,0.5,1] is not a pair [x, y]");
  EXPECT_EQ(wrong(kArea, Json{{0.1, 0.1}, {0.5, 0.2}, {1.5, 0.5}}), "point 3: 1.5 is out of range; allowed is 0 to 1");
  EXPECT_EQ(wrong(kArea, Json{{0.1, -0.1}, {0.5, 0.2}, {0.5, 0.5}}),
            "point 1: -0.1 is out of range; allowed is 0 to 1");
  EXPECT_EQ(wrong(kArea, Json{{"nan", 0}, {0.5, 0.2}, {0.5, 0.5}}), "point 1: nan is not a finite number");
  EXPECT_EQ(wrong(kArea, Json{{"x", 0}, {0.5, 0.2}, {0.5, 0.5}}), "point 1: x is not a number");
  EXPECT_EQ(wrong(kArea, Json{{nullptr, 0}, {0.5, 0.2}, {0.5, 0.5}}), "point 1: null is not a number");
}

TEST(PointsOption, TheirNumberIsBounded) {
  EXPECT_EQ(wrong(kArea, Json::array({{0.1, 0.1}, {0.5, 0.5}})), "has 2 points; an area takes 3 to 32");
  EXPECT_EQ(wrong(kArea, many_points(33)), "has 33 points; an area takes 3 to 32");
  EXPECT_EQ(wrong(kLine, many_points(1)), "has 1 point; a line takes 2 to 16");
  EXPECT_EQ(wrong(kLine, many_points(2)), "");
  EXPECT_EQ(wrong(kLine, many_points(16)), "");
  EXPECT_EQ(wrong(kLine, many_points(17)), "has 17 points; a line takes 2 to 16");
  EXPECT_NE(wrong(kArea, std::string(100'000, '[')), "") << "text is bounded, and with it the depth";
}

TEST(PointsOption, AnAreaHasASizeAndDoesNotCrossItself) {
  EXPECT_EQ(wrong(kArea, Json{{0.1, 0.1}, {0.5, 0.5}, {0.9, 0.9}}),
            "its points lie on one line; an area must have a size");
  EXPECT_EQ(wrong(kArea, Json{{0.1, 0.1}, {0.1, 0.1}, {0.9, 0.2}}), "points 1 and 2 lie in the same place");
  EXPECT_EQ(wrong(kArea, Json{{0.1, 0.1}, {0.9, 0.1}, {0.9, 0.9}, {0.1, 0.1}}),
            "points 4 and 1 lie in the same place; an area closes by itself");
  EXPECT_EQ(wrong(kArea, Json{{0.2, 0.2}, {0.8, 0.8}, {0.8, 0.2}, {0.2, 0.8}}),
            "the area crosses itself: its side from point 1 to 2 meets that from 3 to 4");
  EXPECT_EQ(wrong(kArea, Json{{0.2, 0.2}, {0.2, 0.8}, {0.8, 0.2}, {0.8, 0.8}}),
            "the area crosses itself: its side from point 2 to 3 meets that from 4 to 1");
}

TEST(PointsOption, ALineMayCrossItselfButNotRest) {
  EXPECT_EQ(wrong(kLine, Json{{0.2, 0.2}, {0.8, 0.8}, {0.8, 0.2}, {0.2, 0.8}}), "");
  EXPECT_EQ(wrong(kLine, Json::array({{0.2, 0.2}, {0.2, 0.2}})), "points 1 and 2 lie in the same place");
}

TEST(PointsOption, TheDescriptorSaysWhatItTakes) {
  const NodeDescriptor descriptor{
      .type = "t", .title = "T", .category = "c", .doc = "d", .inputs = {}, .outputs = {}, .options = {kArea, kLine}};
  const Json json = to_json(descriptor);
  const Json& area = json["options"][0];
  EXPECT_EQ(area["type"], "points");
  EXPECT_EQ(area["shape"], "area");
  EXPECT_EQ(area["points_min"], 3);
  EXPECT_EQ(area["points_max"], 32);
  EXPECT_TRUE(area["default"].is_null());
  EXPECT_EQ(json["options"][1]["shape"], "line");
  const Json& schema = json["schema"]["properties"];
  EXPECT_EQ(schema["area"]["anyOf"][0]["maxItems"], 0);
  EXPECT_EQ(schema["area"]["anyOf"][1]["minItems"], 3);
  EXPECT_EQ(schema["line"]["minItems"], 2);
  EXPECT_EQ(schema["line"]["maxItems"], 16);
  EXPECT_EQ(schema["line"]["items"]["items"]["maximum"], 1);
  EXPECT_EQ(allowed_values(kArea),
            (Json{{"type", "points"}, {"shape", "area"}, {"points_min", 3}, {"points_max", 32}}));
}

class PointsInWorkflow : public testing::Test {
 protected:
  PointsInWorkflow() {
    registry_.add({"zone", "Zone", "Test", "d", {}, {}, {}, {kArea}}, nullptr);
    registry_.add({"gate", "Gate", "Test", "d", {}, {}, {}, {kLine}}, nullptr);
  }
  std::string problems(std::string_view document) {
    std::string text;
    for (const Problem& problem : validate(*parse_workflow(document), registry_).problems) {
      text += problem.place + ": " + problem.message + "\n";
    }
    return text;
  }
  Registry registry_;
};

TEST_F(PointsInWorkflow, YamlIsOneLineAndComesBackByteForByte) {
  const auto workflow = parse_workflow("nodes: {a: {type: zone, area: [[0.1, 0.2], [0.9, 0.2], [1, 0.8]]}}\nedges: []");
  ASSERT_TRUE(workflow) << workflow.error().text();
  const std::string yaml = to_yaml(*workflow);
  EXPECT_NE(yaml.find("area: [[0.1, 0.2], [0.9, 0.2], [1, 0.8]]\n"), std::string::npos) << yaml;
  const auto again = parse_workflow(yaml);
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(to_json(*again), to_json(*workflow));
  EXPECT_EQ(to_yaml(*again), yaml);
}

TEST_F(PointsInWorkflow, ProblemsNameTheirPlace) {
  EXPECT_EQ(problems("nodes: {a: {type: zone, area: [[0.1, 0.2], [0.9, 0.2], [1, 0.8]]}}\nedges: []"), "");
  EXPECT_EQ(problems("nodes: {a: {type: zone, area: []}}\nedges: []"), "");
  EXPECT_EQ(problems("nodes: {a: {type: zone, area: [[0.1, 0.2]]}}\nedges: []"),
            "nodes.a.area: has 1 point; an area takes 3 to 32\n");
  EXPECT_EQ(problems("nodes: {a: {type: gate}}\nedges: []"), "nodes.a.line: is missing (doc)\n");
}

TEST_F(PointsInWorkflow, SpellingMakesNoDifference) {
  const auto with = [](const std::string& options) {
    return *parse_workflow("nodes: {a: {type: zone" + options + "}}\nedges: []");
  };
  EXPECT_TRUE(differences(with(""), with(", area: []"), registry_).empty());
  EXPECT_TRUE(
      differences(with(", area: [[0, 0], [1, 0], [1, 0.5]]"), with(", area: [[0%, 0], [1, 0], [1.0, 50%]]"), registry_)
          .empty());
  EXPECT_EQ(differences(with(""), with(", area: [[0, 0], [1, 0], [1, 0.5]]"), registry_),
            std::vector<std::string>{"nodes.a.area"});
}

}  // namespace
}  // namespace ow::graph
