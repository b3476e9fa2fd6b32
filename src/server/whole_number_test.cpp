#include "server/whole_number.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace ow::server {
namespace {

TEST(WholeNumberTest, OfText) {
  EXPECT_EQ(whole_number("0"), 0);
  EXPECT_EQ(whole_number("9007199254740991"), kWholeNumberMax);
  for (const char* text :
       {"", "-0", "-1", "+1", " 1", "1 ", "1.0", "1e3", "x", "9007199254740992", "99999999999999999999"}) {
    EXPECT_EQ(whole_number(text), std::nullopt) << text;
  }
}

TEST(WholeNumberTest, OfJson) {
  using Json = nlohmann::ordered_json;
  for (const char* text : {"256", "256.0", "2.56e2"}) EXPECT_EQ(whole_json_number(Json::parse(text)), 256) << text;
  EXPECT_EQ(whole_json_number(Json::parse("9007199254740991")), kWholeNumberMax);
  for (const char* text : {"-1", "0.5", "9007199254740992", "1e300", "-1e300", "\"1\"", "null", "true", "[1]"}) {
    EXPECT_EQ(whole_json_number(Json::parse(text)), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace ow::server
