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
  EXPECT_EQ(mask_credentials("http://[::1]:8080/a@b"), "http://[::1]:8080/a@b");
}

TEST(Text, MasksEveryAddressAndOddPasswords) {
  EXPECT_EQ(mask_credentials("http://a/b failed, then rtsp://u:pw@c"), "http://a/b failed, then rtsp://u:***@c");
  EXPECT_EQ(mask_credentials("rtsp://u:pa/ss@cam/live"), "rtsp://u:***@cam/live");
  EXPECT_EQ(mask_credentials("rtsp://u:p?a#s@cam/live"), "rtsp://u:***@cam/live");
  EXPECT_EQ(mask_credentials("rtsp://cam/user=admin_password=x&channel=1"),
            "rtsp://cam/user=admin_password=***&channel=1");
  EXPECT_EQ(mask_credentials("http://cam/snap?usr=a&access_token=x;y"), "http://cam/snap?usr=a&access_token=***");
  EXPECT_EQ(mask_credentials("http://cam/monkey=1"), "http://cam/monkey=1");
}

TEST(Text, MasksAddressesWithoutTheirScheme) {
  EXPECT_EQ(mask_credentials("'rtsp:/admin:PW@cam/1' is not there"), "'rtsp:/admin:***@cam/1' is not there");
  EXPECT_EQ(mask_credentials("/media/rtsp:/admin:PW@cam, /media/admin:PW@cam/1"),
            "/media/rtsp:/admin:***@cam, /media/admin:***@cam/1");
  EXPECT_EQ(mask_credentials("rtsp:admin:P/W@cam"), "rtsp:admin:***@cam");
  EXPECT_EQ(mask_credentials("admin:PW@cam/x and cam/x?pwd=PW"), "admin:***@cam/x and cam/x?pwd=***");
  EXPECT_EQ(mask_credentials("a b:c@http://u:pw@h"), "a b:c@http://u:***@h")
      << "what comes before an address is its own";
  for (const char* same : {"localhost:8000/@x", "/srv/video@1:x.mp4", "12:30 key=5", "a@b", "place: it's a@b.c"}) {
    EXPECT_EQ(mask_credentials(same), same);
  }
}

TEST(Text, MasksWhatKeysOfCamerasHold) {
  EXPECT_EQ(mask_credentials("http://cam/video.cgi?loginuse=a&loginpas=PW"),
            "http://cam/video.cgi?loginuse=a&loginpas=***");
  EXPECT_EQ(mask_credentials("http://cam/?pass%77ord=PW&x=%"), "http://cam/?pass%77ord=***&x=%");
}

TEST(Text, FindsWhereUtf8Ends) {
  for (const char* good : {"", "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x93\x8a", "\xf4\x8f\xbf\xbf"})
    EXPECT_EQ(first_bad_utf8(good), std::nullopt);
  for (const char* bad :
       {"a\xff", "a\xc3", "a\xc0\x80", "a\xe0\x80\x80", "a\xed\xa0\x80", "a\xf4\x90\x80\x80", "a\x80", "a\xe2\x82"})
    EXPECT_EQ(first_bad_utf8(bad), 1U);
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
