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

TEST(Credentials, MasksAnAddressAsAWhole) {
  for (const char* password : {"it's", "pa\"X", "pa<X", "pa X", "pa\tX", "a://X", "p@ss:w"}) {
    const std::string address = std::string("rtsp://admin:") + password + "@cam/1";
    EXPECT_EQ(mask_address(address), "rtsp://admin:***@cam/1");
    EXPECT_EQ(mask_address(mask_address(address)), "rtsp://admin:***@cam/1");
    EXPECT_EQ(password_in(address), password);
  }
  EXPECT_EQ(mask_address("a 'b' rtsp://u:pw@cam"), "a 'b' rtsp://u:***@cam") << "no address, but one within a text";
  EXPECT_EQ(mask_address("admin:PW@cam/1"), "admin:***@cam/1");
  for (const char* none : {"rtsp://cam:554/1", "a.mp4", "rtsp://user@cam/1", ""}) EXPECT_EQ(password_in(none), "");
}

TEST(Credentials, MasksEveryAddressAndOddPasswords) {
  EXPECT_EQ(mask_credentials("http://a/b failed, then rtsp://u:pw@c"), "http://a/b failed, then rtsp://u:***@c");
  EXPECT_EQ(mask_credentials("rtsp://u:pa/ss@cam/live"), "rtsp://u:***@cam/live");
  EXPECT_EQ(mask_credentials("rtsp://u:p@ss/wd@cam/live?a=b@c"), "rtsp://u:***@cam/live?a=b@c");
  EXPECT_EQ(mask_credentials("rtsp://user@cam/a@b"), "rtsp://user@cam/a@b");
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

TEST(Credentials, AnEncodedColonPartsAPasswordToo) {
  EXPECT_EQ(mask_credentials("rtsp://u%3APW@cam/1"), "rtsp://u%3A***@cam/1");
  EXPECT_EQ(mask_credentials("rtsp://u%3aP/W@cam"), "rtsp://u%3a***@cam");
  EXPECT_EQ(mask_credentials("rtsp://u%3APW:x@cam"), "rtsp://u%3A***@cam");
  EXPECT_EQ(mask_credentials("rtsp://u%3:PW@cam"), "rtsp://u%3:***@cam");
  EXPECT_EQ(mask_credentials("u%3APW@cam/1, /media/u%3APW@cam and rtsp:/u%3APW@cam"),
            "u%3A***@cam/1, /media/u%3A***@cam and rtsp:/u%3A***@cam");
  for (const char* same : {"http://cam/a%3Ab@c", "/srv/a%3Ab.mp4", "http://cam%3A80/x", "100%3 of a@b"}) {
    EXPECT_EQ(mask_credentials(same), same);
  }
}

TEST(Credentials, MasksTicketsOfSessions) {
  EXPECT_EQ(mask_credentials("http://cam/live?jwt=ey.J&sid=1&session=2&n=3"),
            "http://cam/live?jwt=***&sid=***&session=***&n=3");
  EXPECT_EQ(mask_credentials("http://cam/?session_id=1&sessionId=2&web_sid=3"),
            "http://cam/?session_id=***&sessionId=***&web_sid=***");
  EXPECT_EQ(mask_credentials("http://cam/?side=1&sessions=2"), "http://cam/?side=1&sessions=2");
}

TEST(Credentials, WhatIsMaskedStaysAsItIs) {
  for (const char* text :
       {"rtsp://u:PW@cam/1?token=x", "rtsp://u%3APW@cam", "u%3APW@cam/1?sid=4&a=b", "http://cam/?jwt=a=b&session=c?d",
        "rtsp://u:p?a#s@cam/live", "rtsp:/u%3APW@cam, then a b:c@http://u:pw@h"}) {
    const std::string masked = mask_credentials(text);
    EXPECT_NE(masked, text);
    EXPECT_EQ(mask_credentials(masked), masked);
  }
}

TEST(Credentials, MasksWhatKeysOfCamerasHold) {
  EXPECT_EQ(mask_credentials("http://cam/video.cgi?loginuse=a&loginpas=PW"),
            "http://cam/video.cgi?loginuse=a&loginpas=***");
  EXPECT_EQ(mask_credentials("http://cam/?pass%77ord=PW&x=%"), "http://cam/?pass%77ord=***&x=%");
}

}  // namespace
}  // namespace ow
