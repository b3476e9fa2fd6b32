#include "server/router.h"

#include <gtest/gtest.h>

namespace ow::server {
namespace {

Inline named(const std::string& name) {
  return Inline{[name](const Request&) -> Result<Response> {
    Response out;
    out.body = name;
    return out;
  }};
}

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    router.add(Method::kGet, "/w/{id}", named("one"));
    router.add(Method::kPut, "/w/{id}", named("put"));
    router.add(Method::kPost, "/w/stop-all", named("stop"));
    router.add(Method::kGet, "/w/{id}/status", named("status"));
    router.add(Method::kGet, "/x/{w}/{n}.jpg", named("jpg"));
    router.add(Method::kGet, "/x/{w}/{n}.mjpeg", named("mjpeg"));
  }

  std::string answer(Method method, const std::string& path) {
    request = {};
    request.method = method;
    request.path = path;
    match = router.match(request);
    return match.route == nullptr ? "" : std::get<Inline>(match.route->action).handler(request)->body;
  }

  Router router;
  Request request;
  Router::Match match;
};

TEST_F(RouterTest, FillsParameters) {
  EXPECT_EQ(answer(Method::kGet, "/w/door/status"), "status");
  EXPECT_EQ(request.parameter("id"), "door");
}

TEST_F(RouterTest, ParameterWithTextAroundIt) {
  EXPECT_EQ(answer(Method::kGet, "/x/door/view.mjpeg"), "mjpeg");
  EXPECT_EQ(request.parameter("n"), "view");
  EXPECT_EQ(answer(Method::kGet, "/x/door/.jpg"), "");
  EXPECT_EQ(answer(Method::kGet, "/x/door/view.png"), "");
}

TEST_F(RouterTest, LiteralSegmentsGoBeforeParameters) {
  EXPECT_EQ(answer(Method::kPost, "/w/stop-all"), "stop");
  EXPECT_EQ(answer(Method::kGet, "/w/stop-all"), "");
  EXPECT_EQ(allow_header(match.allowed), "POST, OPTIONS");
}

TEST_F(RouterTest, HeadIsGetAndOthersAreListed) {
  EXPECT_EQ(answer(Method::kHead, "/w/door"), "one");
  EXPECT_EQ(answer(Method::kOther, "/w/door"), "");
  EXPECT_EQ(allow_header(match.allowed), "GET, HEAD, PUT, OPTIONS");
}

TEST_F(RouterTest, UnknownPathsHaveNoMethods) {
  for (const char* path : {"/", "/w", "/w/", "/w/door/", "/w/door/status/x", "/x/a"}) {
    EXPECT_EQ(answer(Method::kGet, path), "") << path;
    EXPECT_TRUE(match.allowed.empty()) << path;
  }
}

}  // namespace
}  // namespace ow::server
