// Cookies, credentials, secrets.
#include "server/auth/credential.h"

#include <gtest/gtest.h>

#include "server/auth/cookie.h"
#include "server/auth/secret.h"

namespace ow::server {
namespace {

Request with(const std::string& name, const std::string& value, Transport transport = Transport::kPlain) {
  Request out;
  out.server_port = 8000;
  out.transport = transport;
  out.headers[name] = value;
  return out;
}

TEST(CookieTest, IsFoundAmongOthers) {
  EXPECT_EQ(find_cookie("a=1; overwatch-8000=x=y; b", "overwatch-8000"), "x=y");
  EXPECT_EQ(find_cookie("xoverwatch-8000=1;overwatch-80001=2", "overwatch-8000"), "");
  EXPECT_EQ(find_cookie("", "a"), "");
}

TEST(CookieTest, IsClosedToScriptsAndOtherSites) {
  EXPECT_EQ(set_cookie("n", "v", 60, Transport::kPlain), "n=v; Path=/; Max-Age=60; HttpOnly; SameSite=Strict");
  EXPECT_EQ(set_cookie("n", "v", 60, Transport::kSecure), "n=v; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure");
  EXPECT_EQ(cookie_name(8000, Transport::kPlain), "overwatch-8000");
  EXPECT_EQ(cookie_name(8000, Transport::kSecure), "__Host-overwatch-8000");
}

TEST(CredentialTest, ComesFromTheCookieOfThisPortAndTransport) {
  const Credential found = credential_of(with("cookie", "overwatch-8000=secret"));
  EXPECT_EQ(found.kind, Credential::Kind::kSession);
  EXPECT_EQ(found.digest, digest_of("secret"));
  EXPECT_EQ(credential_of(with("cookie", "overwatch-8001=secret")).kind, Credential::Kind::kNone);
  EXPECT_EQ(credential_of(with("cookie", "overwatch-8000=secret", Transport::kSecure)).kind, Credential::Kind::kNone);
  EXPECT_EQ(credential_of(with("cookie", "__Host-overwatch-8000=s", Transport::kSecure)).kind,
            Credential::Kind::kSession);
  EXPECT_EQ(credential_of(with("cookie", "overwatch-8000=" + std::string(300, 'x'))).kind, Credential::Kind::kNone);
}

TEST(CredentialTest, ABearerTokenGoesBeforeTheCookie) {
  Request request = with("authorization", "bearer ow_abcdefgh_secret");
  request.headers["cookie"] = "overwatch-8000=secret";
  const Credential found = credential_of(request);
  EXPECT_EQ(found.kind, Credential::Kind::kToken);
  EXPECT_EQ(found.id, "abcdefgh");
  for (const char* other : {"Basic YTpi", "Bearer", "Bearer ow_abc_x", "Bearer ow_abcdefgh", "Bearer xx_abcdefgh_s"}) {
    request.headers["authorization"] = other;
    EXPECT_EQ(credential_of(request).kind, Credential::Kind::kNone) << other << " falls back on the cookie";
  }
}

TEST(SecretTest, IsRandomAndComparable) {
  const std::string one = random_secret(32);
  EXPECT_EQ(one.size(), 43u);
  EXPECT_NE(one, random_secret(32));
  EXPECT_EQ(one.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
  EXPECT_EQ(digest_of("x").size(), 64u);
  EXPECT_TRUE(equal_secrets("abc", std::string("abc")));
  EXPECT_FALSE(equal_secrets("abc", "abd"));
  EXPECT_FALSE(equal_secrets("abc", "ab"));
}

}  // namespace
}  // namespace ow::server
