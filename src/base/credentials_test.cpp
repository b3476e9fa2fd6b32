#include "base/credentials.h"

#include <gtest/gtest.h>

namespace ow {
namespace {

TEST(Credentials, MasksPasswordsOnly) {
  EXPECT_EQ(mask_credentials("rtsp://admin:s3cret@10.0.0.2/live"), "rtsp://admin:***@10.0.0.2/live");
  EXPECT_EQ(mask_credentials("http://h/x?token=abc&n=1"), "http://h/x?token=***&n=1");
  EXPECT_EQ(mask_credentials("rtsp://admin:p@ss:w@cam/live?a=1&PWD=x"), "rtsp://admin:***@cam/live?a=1&PWD=***");
  EXPECT_EQ(mask_credentials("http://host:8080/a@b?x=?token=1"), "http://host:8080/a@b?x=?token=***");
  EXPECT_EQ(mask_credentials("http://[::1]:8080/a@b"), "http://[::1]:8080/a@b");
}

TEST(Credentials, MasksEveryAddressAndOddPasswords) {
  EXPECT_EQ(mask_credentials("http://a/b failed, then rtsp://u:pw@c"), "http://a/b failed, then rtsp://u:***@c");
  EXPECT_EQ(mask_credentials("rtsp://u:pa/ss@cam/live"), "rtsp://u:***@cam/live");
  EXPECT_EQ(mask_credentials("rtsp://u:p?a#s@cam/live"), "rtsp://u:***@cam/live");
  EXPECT_EQ(mask_credentials("rtsp://cam/user=admin_password=x&channel=1"),
            "rtsp://cam/user=admin_password=***&channel=1");
  EXPECT_EQ(mask_credentials("http://cam/snap?usr=a&access_token=x;y"), "http://cam/snap?usr=a&access_token=***");
  EXPECT_EQ(mask_credentials("http://cam/monkey=1"), "http://cam/monkey=1");
}

TEST(Credentials, MasksAddressesWithoutTheirScheme) {
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

TEST(Credentials, MasksWhatKeysOfCamerasHold) {
  EXPECT_EQ(mask_credentials("http://cam/video.cgi?loginuse=a&loginpas=PW"),
            "http://cam/video.cgi?loginuse=a&loginpas=***");
  EXPECT_EQ(mask_credentials("http://cam/?pass%77ord=PW&x=%"), "http://cam/?pass%77ord=***&x=%");
}

}  // namespace
}  // namespace ow
