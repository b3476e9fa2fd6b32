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

TEST(Text, MasksPasswordsOnly) {
  EXPECT_EQ(mask_credentials("rtsp://admin:s3cret@10.0.0.2/live"), "rtsp://admin:***@10.0.0.2/live");
  EXPECT_EQ(mask_credentials("http://h/x?token=abc&n=1"), "http://h/x?token=***&n=1");
  EXPECT_EQ(mask_credentials("rtsp://admin:p@ss:w@cam/live?a=1&PWD=x"), "rtsp://admin:***@cam/live?a=1&PWD=***");
  EXPECT_EQ(mask_credentials("http://host:8080/a@b?x=?token=1"), "http://host:8080/a@b?x=?token=***");
  EXPECT_EQ(mask_credentials("/srv/video:1@x.mp4"), "/srv/video:1@x.mp4");
}

TEST(Text, ExpandsEnvironmentAndNamesWhatIsMissing) {
  ::setenv("OW_TEXT_TEST", "value", 1);
  const Expansion expansion = expand_environment("a-${OW_TEXT_TEST}-${OW_TEXT_TEST_UNSET}-${open");
  EXPECT_EQ(expansion.text, "a-value--${open");
  EXPECT_EQ(expansion.missing, std::vector<std::string>{"OW_TEXT_TEST_UNSET"});
}

}  // namespace
}  // namespace ow
