#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "graph/descriptor.h"

namespace ow::graph {
namespace {

using Json = nlohmann::ordered_json;

Option make(OptionType type, double min = 0, double max = 0) {
  Option option{.name = "x", .type = type, .fallback = {}, .doc = "doc"};
  option.min = min;
  option.max = max;
  return option;
}

TEST(ParseOption, FractionsAndPercentsTakeBothForms) {
  EXPECT_EQ(std::get<double>(*parse_option(make(OptionType::kFraction, 0, 1), "25%")), 0.25);
  EXPECT_EQ(std::get<double>(*parse_option(make(OptionType::kFraction, 0, 1), 0.25)), 0.25);
  EXPECT_EQ(std::get<double>(*parse_option(make(OptionType::kPercent, 1, 100), "25%")), 25);
  EXPECT_EQ(std::get<double>(*parse_option(make(OptionType::kPercent, 1, 100), 25)), 25);
}

TEST(ParseOption, RangeErrorsNameTheValueAndWhatIsAllowed) {
  const auto failed = parse_option(make(OptionType::kFraction, 0, 1), 3);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "3 is out of range; allowed is 0 to 1");
  EXPECT_FALSE(parse_option(make(OptionType::kInteger, 1, 60), 1.5));
  EXPECT_FALSE(parse_option(make(OptionType::kInteger, 1, 60), "5%"));
  EXPECT_FALSE(parse_option(make(OptionType::kNumber), "1e999"));
  EXPECT_FALSE(parse_option(make(OptionType::kNumber), "nan"));
  EXPECT_FALSE(parse_option(make(OptionType::kNumber), Json::array()));
}

TEST(ParseOption, ChoicesOfferTheNearestAndReadYamlsOff) {
  Option option = make(OptionType::kChoice);
  option.choices = {"auto", "off"};
  EXPECT_EQ(std::get<std::string>(*parse_option(option, false)), "off");
  const auto failed = parse_option(option, "auot");
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().message.find("did you mean 'auto'"), std::string::npos);
}

TEST(ParseOption, ListsComeFromTextOrSequence) {
  const std::vector<std::string> expected = {"person", "car"};
  EXPECT_EQ(std::get<std::vector<std::string>>(*parse_option(make(OptionType::kTextList), "person, car")), expected);
  EXPECT_EQ(std::get<std::vector<std::string>>(*parse_option(make(OptionType::kTextList), Json{"person", "car"})),
            expected);
  EXPECT_FALSE(parse_option(make(OptionType::kTextList), Json::object()));
}

TEST(ParseOption, ErrorsMaskCredentials) {
  Option option = make(OptionType::kChoice);
  option.choices = {"a"};
  const auto failed = parse_option(option, "rtsp://u:secret@h/");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message.find("secret"), std::string::npos);
}

TEST(Descriptor, JsonHasASchemaOfTheOptions) {
  NodeDescriptor descriptor{.type = "t",
                            .title = "T",
                            .category = "c",
                            .doc = "d",
                            .keywords = {"yolo"},
                            .inputs = {},
                            .outputs = {},
                            .options = {}};
  Option option = make(OptionType::kFraction, 0, 1);
  option.fallback = 0.5;
  option.required = true;
  descriptor.options = {option};
  const Json json = to_json(descriptor);
  EXPECT_EQ(json["keywords"], Json::array({"yolo"}));
  EXPECT_EQ(json["options"][0]["default"], 0.5);
  EXPECT_EQ(json["schema"]["properties"]["x"]["maximum"], 1);
  EXPECT_EQ(json["schema"]["required"][0], "x");
}

TEST(OptionParse, TextThatIsNotUtf8IsRefusedWhateverTheKind) {
  for (const OptionType type : {OptionType::kText, OptionType::kInteger, OptionType::kFlag, OptionType::kChoice,
                                OptionType::kTextList, OptionType::kSource, OptionType::kFilePath}) {
    const Option option{.name = "o", .type = type, .fallback = {}, .doc = "d", .choices = {"on"}};
    for (const Json& value : {Json("t\x96rue"), Json::array({"t\x96rue"}), Json{{"k", "t\x96rue"}}}) {
      const auto parsed = parse_option(option, value);
      ASSERT_FALSE(parsed);
      EXPECT_FALSE(parsed.error().message.empty());
    }
  }
}

}  // namespace
}  // namespace ow::graph
