#include "server/url.h"

#include <gtest/gtest.h>

namespace ow::server {
namespace {

TEST(Url, TakesPathAndQueryApart) {
  const auto target = parse_target("/a%20b/c?x=1%262&y=a+b&x=2&flag");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/a b/c");
  EXPECT_EQ(target->query.at("x"), "1&2");
  EXPECT_EQ(target->query.at("y"), "a b");
  EXPECT_EQ(target->query.at("flag"), "");
}

TEST(Url, TheAbsoluteFormNamesAHost) {
  const auto target = parse_target("http://box:8000/a?x=http://y/");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->host, "box:8000");
  EXPECT_EQ(target->path, "/a");
  EXPECT_EQ(target->query.at("x"), "http://y/");
  EXPECT_EQ(parse_target("https://box")->path, "/");
  EXPECT_EQ(parse_target("http://box?x=1")->path, "/");
  EXPECT_EQ(parse_target("/a")->host, "");
}

TEST(Url, PlusIsAPlusInThePath) { EXPECT_EQ(parse_target("/a+b")->path, "/a+b"); }

TEST(Url, RefusesWhatIsNoAddress) {
  for (const char* bad : {"", "*", "http://", "http:///x", "ftp://x/", "//%", "http://x/%", "/%", "/%4", "/%zz", "/%+1",
                          "/a%00b", "/a%0d%0aX: y", "/a%2Fb", "/?q=%7f"}) {
    EXPECT_FALSE(parse_target(bad)) << bad;
  }
}

}  // namespace
}  // namespace ow::server
