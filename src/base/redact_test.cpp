#include "base/redact.h"

#include <gtest/gtest.h>

namespace ow {
namespace {

TEST(Redact, ShowsAVariableInsteadOfItsValue) {
  remember_secret("OVERWATCH_SECRET_A", "Qx7pw");
  remember_secret("OVERWATCH_SECRET_A", "Qx7pw");
  EXPECT_EQ(redact("/media/Qx7pw: no such file; Qx7pw.mp4"),
            "/media/${OVERWATCH_SECRET_A}: no such file; ${OVERWATCH_SECRET_A}.mp4");
  EXPECT_EQ(redact("qx7pw:// is no address"), "${OVERWATCH_SECRET_A}:// is no address") << "a scheme is lower case";
  EXPECT_EQ(redact("rtsp://u:Qx7pw@cam/1"), "rtsp://u:***@cam/1");
  EXPECT_EQ(redact("nothing of it"), "nothing of it");
}

TEST(Redact, PasswordsOfAddressesAreRemembered) {
  remember_password("rtsp://admin:it's-Zq9@cam/1");
  EXPECT_EQ(redact("cannot open 'rtsp://admin:it's-Zq9@cam/1': refused"),
            "cannot open 'rtsp://admin:***@cam/1': refused");
  remember_password("rtsp://cam/1");
  remember_password("rtsp://u:pa ss<w@cam/1");
  EXPECT_EQ(redact("u:pa ss<w@cam is no host"), "u:***@cam is no host");
  remember_password("rtsp://user:camera@cam/1");
  EXPECT_EQ(redact("the camera user:camera@cam is off; no camera answers"),
            "the camera user:***@cam is off; no camera answers");
}

TEST(Redact, ShortValuesAreNoSecrets) {
  remember_secret("OVERWATCH_SECRET_B", "abc");
  remember_secret("OVERWATCH_SECRET_C", "");
  EXPECT_EQ(redact("abc"), "abc");
}

TEST(Redact, AValueThatHoldsItsOwnNameEnds) {
  remember_secret("OVERWATCH_SECRET_D", "secret_d");
  EXPECT_EQ(redact("secret_d"), "${OVERWATCH_SECRET_D}");
}

}  // namespace
}  // namespace ow
