#include "vision/heads/names.h"

#include <gtest/gtest.h>

namespace ow::vision {
namespace {

using Strings = std::vector<std::string>;

Strings parsed(std::string_view text) {
  const auto labels = parse_names(text);
  return labels ? **labels : Strings{"error: " + labels.error().message};
}

TEST(ParseNames, ReadsPythonAndJson) {
  const Strings wanted = {"person", "bicycle"};
  EXPECT_EQ(parsed("{0: 'person', 1: 'bicycle'}"), wanted);
  EXPECT_EQ(parsed(R"({"0": "person", "1": "bicycle"})"), wanted);
  EXPECT_EQ(parsed(R"(["person", "bicycle"])"), wanted);
  EXPECT_EQ(parsed("['person', 'bicycle',]"), wanted);
  EXPECT_EQ(parsed(" {1:'bicycle',\n 0 : 'person' , } "), wanted);
}

TEST(ParseNames, ReadsQuotesAndEscapes) {
  EXPECT_EQ(parsed(R"({0: "driver's cab", 1: 'it\'s', 2: "caf\u00e9", 3: '\x41\\'})"),
            (Strings{"driver's cab", "it's", "caf\u00e9", "A\\"}));
}

TEST(ParseNames, FillsGaps) { EXPECT_EQ(parsed("{2: 'c'}"), (Strings{"class 0", "class 1", "c"})); }

TEST(ParseNames, RefusesEverythingElse) {
  const Strings bad = {"",
                       "{",
                       "[",
                       "{}",
                       "[]",
                       "{0}",
                       "{0:}",
                       "{0: person}",
                       "{0: 'a'",
                       "{0: 'a' 1: 'b'}",
                       "{-1: 'a'}",
                       "{10000: 'a'}",
                       "{99999999999999999999: 'a'}",
                       "['a', 3]",
                       "{0: 'a'} x",
                       "{'a': 'b'}",
                       "{0: 'a\\",
                       "{0: '\\u12'}",
                       "{0: '\\xZZ'}",
                       "__import__('os')",
                       "{\"1x\": 'a'}",
                       "null"};
  for (const std::string& text : bad) EXPECT_FALSE(parse_names(text)) << text;
  EXPECT_FALSE(parse_names("{0: '" + std::string(100'000, 'x') + "'}"));
  std::string many = "[";
  for (int i = 0; i <= 10'001; ++i) many += "'a',";
  EXPECT_FALSE(parse_names(many + "]"));
  EXPECT_FALSE(parse_names(std::string(1 << 22, '[')));
}

}  // namespace
}  // namespace ow::vision
