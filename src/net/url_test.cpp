#include "net/url.h"

#include <gtest/gtest.h>

namespace ow::net {
namespace {

Url url(std::string_view text) {
  auto out = parse_url(text);
  EXPECT_TRUE(out) << text << ": " << out.error().message;
  return out.value_or(Url{});
}

TEST(Url, Parts) {
  const Url plain = url("HTTP://Example.org");
  EXPECT_EQ(plain.scheme, "http");
  EXPECT_EQ(plain.host, "example.org");
  EXPECT_EQ(plain.port, 80);
  EXPECT_EQ(plain.target, "/");
  const Url full = url("https://me:p%40ss@[::1]:8443/a/b?c=d#e");
  EXPECT_EQ(full.host, "::1");
  EXPECT_EQ(full.port, 8443);
  EXPECT_EQ(full.target, "/a/b?c=d");
  EXPECT_EQ(full.user_info, "me:p@ss");
  EXPECT_EQ(full.authority(), "[::1]:8443");
  EXPECT_EQ(full.text(), "https://[::1]:8443/a/b?c=d");
  EXPECT_EQ(url("http://a?x=1").target, "/?x=1");
}

TEST(Url, MessagesNeverHoldSecrets) {
  EXPECT_EQ(url("https://a/b?token=geheim").text(), "https://a/b?token=***");
  const auto wrong = parse_url("ftp://me:geheim@a/b");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message.find("geheim"), std::string::npos) << wrong.error().message;
}

TEST(Url, WhatIsNone) {
  for (const char* text : {"", "a/b", "ftp://a", "http://", "http://:80", "http://a:0", "http://a:65536", "http://a:x",
                           "http://[::1", "http://a/b c", "http://a/\r\nX: y"}) {
    const auto parsed = parse_url(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_FALSE(parse_url("http://a/" + std::string(9000, 'x')));
}

TEST(Url, Locations) {
  const Url base = url("https://a:444/b/c?d");
  const auto to = [&](std::string_view location) { return resolve_location(base, location).value_or(Url{}).text(); };
  EXPECT_EQ(to("http://z/"), "http://z/");
  EXPECT_EQ(to("//z/y"), "https://z/y");
  EXPECT_EQ(to("/y"), "https://a:444/y");
  EXPECT_EQ(to("y"), "https://a:444/b/y");
  EXPECT_EQ(to("?y"), "https://a:444/b/c?y");
  EXPECT_EQ(to("/y?back=http://z"), "https://a:444/y?back=http://z");
}

TEST(Url, BasicAuthorizationAsInRfc7617) {
  EXPECT_EQ(basic_authorization("Aladdin:open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  EXPECT_EQ(basic_authorization("ab"), "Basic YWI=");
  EXPECT_EQ(basic_authorization("abc"), "Basic YWJj");
}

}  // namespace
}  // namespace ow::net
