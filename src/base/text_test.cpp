#include "base/text.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>

namespace ow {
namespace {

TEST(Text, NearestFindsTyposButNotStrangers) {
  const std::array<std::string, 3> names = {"confidence", "classes", "iou"};
  EXPECT_EQ(nearest("confidense", names), "confidence");
  EXPECT_EQ(nearest("Classes", names), "classes");
  EXPECT_EQ(nearest("zzz", names), std::nullopt);
  EXPECT_EQ(did_you_mean("clases", names), " (did you mean 'classes'?)");
}

TEST(Text, SentencesEndOnce) {
  EXPECT_EQ(as_sentence("the stream ended"), "the stream ended.");
  EXPECT_EQ(as_sentence("is it on? "), "is it on?");
  EXPECT_EQ(as_sentence(""), "");
}

TEST(Text, FindsWhereUtf8Ends) {
  for (const char* good : {"", "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x93\x8a", "\xf4\x8f\xbf\xbf"})
    EXPECT_EQ(first_bad_utf8(good), std::nullopt);
  for (const char* bad :
       {"a\xff", "a\xc3", "a\xc0\x80", "a\xe0\x80\x80", "a\xed\xa0\x80", "a\xf4\x90\x80\x80", "a\x80", "a\xe2\x82"})
    EXPECT_EQ(first_bad_utf8(bad), 1U);
}

TEST(Text, TellsControlCharacters) {
  for (const char* bad : {"a\nb", "\t", "a\x1b[2J", "a\x7f", "\xc2\x9b[2J"})
    EXPECT_TRUE(has_control_character(bad)) << bad;
  for (const char* good : {"", "two words", "T\xc3\xbcr \xe2\x82\xac", "no\xc2\xa0space", "\xc2"})
    EXPECT_FALSE(has_control_character(good)) << good;
}

TEST(Text, ExpandsEnvironmentAndNamesWhatIsMissing) {
  ::setenv("OW_TEXT_TEST", "value", 1);
  const Expansion expansion = expand_environment("a-${OW_TEXT_TEST}-${OW_TEXT_TEST_UNSET}-${open");
  EXPECT_EQ(expansion.text, "a-value--${open");
  EXPECT_EQ(expansion.missing, std::vector<std::string>{"OW_TEXT_TEST_UNSET"});
  const Expansion refused = expand_environment("a-${OW_TEXT_TEST}", [](std::string_view) { return false; });
  EXPECT_EQ(refused.text, "a-");
  EXPECT_EQ(refused.refused, std::vector<std::string>{"OW_TEXT_TEST"});
}

}  // namespace
}  // namespace ow
