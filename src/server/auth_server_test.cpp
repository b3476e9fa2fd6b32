// Log-in, roles and limits over real sockets.
#include <future>
#include <map>
#include <semaphore>

#include "server/auth/route_access.h"
#include "server/resources/resources.h"
#include "server/testing/accounts_fixture.h"

namespace ow::server {
namespace {

Limits quick_recheck() {
  Limits limits;
  limits.recheck_interval = std::chrono::milliseconds(20);
  return limits;
}

class AuthServerTest : public GuardedServer {
 protected:
  AuthServerTest() : GuardedServer(quick_recheck()) {}

  static std::string target_of(const Route& route) {
    std::string out = route.pattern;
    for (std::size_t at = out.find('{'); at != std::string::npos; at = out.find('{'))
      out.replace(at, out.find('}') - at + 1, "door");
    return out;
  }
  Reply ask(const Route& route, const Headers& headers) {
    return request(port(), to_string(route.method), target_of(route), headers, "");
  }
  /// Lets the guard ask the store anew.
  void forget() { guard_clock.advance(Guard::kMemory + std::chrono::seconds(1)); }
};

TEST_F(AuthServerTest, EveryRouteHasDecidedWhoMayUseIt) {
  const Router router = make_router(services());
  for (const Route& route : router.routes()) {
    EXPECT_TRUE(access_is_decided(route.method, route.pattern))
        << to_string(route.method) << " " << route.pattern << ": add it to server/auth/route_access.cpp";
  }
  EXPECT_EQ(access_of(Method::kGet, "/api/something/new"), Access::kAdmin);
}

TEST_F(AuthServerTest, WithoutALogInOnlyThePublicPartAnswers) {
  const Router router = make_router(services());
  for (const Route& route : router.routes()) {
    const Reply reply = ask(route, {});
    if (route.access == Access::kPublic) {
      EXPECT_NE(reply.status, 401) << route.pattern;
      continue;
    }
    EXPECT_EQ(reply.status, 401) << to_string(route.method) << " " << route.pattern;
    EXPECT_EQ(reply.headers.at("www-authenticate"), "Bearer realm=\"overwatch\"");
    EXPECT_EQ(problem_of(reply).at("code"), "permission_denied");
  }
  EXPECT_EQ(get("/").status, 200) << "the page has to be there to show the log-in";
  EXPECT_EQ(get("/readyz").body, R"({"status":"ready"})");
  EXPECT_ANY_THROW(WebSocket(port(), "/api/ws/status"));
}

TEST_F(AuthServerTest, ABodyIsReadOfNobodyWhoMayNotSendIt) {
  const std::string head = " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n";
  for (const auto& [target, status] : {std::pair("/api/workflow-builder", 401), std::pair("/nowhere", 404),
                                       std::pair("/api/devices", 405), std::pair("/api/auth/login", 413)}) {
    PlainClient client(port());
    client.send("POST " + std::string(target) + head);  // and none of it
    EXPECT_EQ(client.read_reply().status, status) << target;
    EXPECT_TRUE(client.closed_by_server()) << "what was not read must not be taken for the next request";
  }
  EXPECT_EQ(post("/api/workflow-builder?id=door", std::string(kDoor) + std::string(900'000, ' '), bearer(Role::kEditor))
                .status,
            201);
}

TEST_F(AuthServerTest, BodiesOfNobodyLeaveTheRoomToOthers) {
  std::vector<std::unique_ptr<PlainClient>> strangers;
  for (int i = 0; i < 80; ++i) {
    strangers.push_back(std::make_unique<PlainClient>(port()));
    strangers.back()->send(
        "POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{");
  }
  EXPECT_EQ(get("/readyz").status, 200) << "their heads are read by now";
  EXPECT_EQ(post("/api/workflow-builder?id=door", std::string(kDoor) + std::string(900'000, ' '), bearer(Role::kEditor))
                .status,
            201);
}

TEST_F(AuthServerTest, EachRoleMayDoWhatItsRoutesSay) {
  const Router router = make_router(services());
  for (const Role role : {Role::kViewer, Role::kEditor, Role::kAdmin}) {
    for (const Route& route : router.routes()) {
      const int status = ask(route, bearer(role)).status;
      EXPECT_NE(status, 401) << route.pattern;
      EXPECT_EQ(status == 403, !allows(role, route.access))
          << to_string(role) << " " << to_string(route.method) << " " << route.pattern << " " << status;
    }
  }
}

TEST_F(AuthServerTest, LogInGivesACookieThatOpensEverythingUntilTheLogOut) {
  const Reply reply = log_in("editor", kPassword);
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(Json::parse(reply.body),
            Json::parse(R"({"authentication": "session", "name": "editor", "role": "editor"})"));
  const std::string set = reply.headers.at("set-cookie");
  EXPECT_TRUE(set.starts_with("overwatch-" + std::to_string(port()) + "=")) << set;
  EXPECT_NE(set.find("; HttpOnly; SameSite=Strict"), std::string::npos) << set;
  const Headers cookie = cookie_of(reply);
  EXPECT_EQ(Json::parse(get("/api/auth/me", cookie).body).at("name"), "editor");

  const auto view = hub.open("door", "view", nullptr);
  view->publish(picture(1));
  EXPECT_TRUE(WebSocket(port(), "/api/ws/xray/door/view", cookie).read());
  EXPECT_EQ(get("/api/xray/door/view.jpg", cookie).status, 200);
  EXPECT_EQ(request(port(), "HEAD", "/api/xray/door/view.mjpeg", cookie).status, 200);

  const Reply out = post("/api/auth/logout", {}, cookie);
  EXPECT_EQ(out.status, 204);
  EXPECT_NE(out.headers.at("set-cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(get("/api/auth/me", cookie).status, 401);
}

TEST_F(AuthServerTest, ANewLogInEndsTheSessionThatTheBrowserHad) {
  const Headers first = cookie_of(log_in("viewer", kPassword));
  const Headers second = cookie_of(log_in("viewer", kPassword, first));
  EXPECT_EQ(get("/api/auth/me", second).status, 200);
  EXPECT_EQ(get("/api/auth/me", first).status, 401);
}

TEST_F(AuthServerTest, FailedLogInsAreAlikeAndLimited) {
  EXPECT_EQ(log_in("editor", "wrong horse").body, log_in("nobody", "wrong horse").body);
  for (const char* body : {"", "[]", "{}", R"({"user": "editor"})", R"({"user": 1, "password": "x"})", "{"}) {
    EXPECT_EQ(post("/api/auth/login", body).status, 400) << body;
  }
  Reply reply;
  for (int i = 0; i < 10 && reply.status != 429; ++i) reply = log_in("editor", "wrong horse");
  ASSERT_EQ(reply.status, 429);
  EXPECT_EQ(reply.headers.at("retry-after"), "10");
  EXPECT_EQ(log_in("editor", kPassword).status, 429) << "the right one does not get through either";
}

/// A server whose log-ins stand still until the test lets them go on.
class HeldLogIns : public GuardedServer {
 protected:
  HeldLogIns() : GuardedServer({}, {.unix_now_s = [this] { return held_until(); }}) {}
  ~HeldLogIns() override { go_on.release(kMany); }

  std::int64_t held_until() {
    (void)go_on.try_acquire_for(std::chrono::seconds(5));
    return 1'000'000;
  }

  static constexpr int kMany = 1'000;
  std::counting_semaphore<> go_on{0};
};

TEST_F(HeldLogIns, NoMoreThanEightWaitAndTheOthersAreToldAtOnce) {
  constexpr int kAsking = 12;
  constexpr int kTaken = 8;  // docs/limits.md
  std::counting_semaphore<> refused{0};
  std::vector<std::future<Reply>> replies;
  for (int i = 0; i < kAsking; ++i) {
    replies.push_back(std::async(std::launch::async, [&] {
      Reply reply = log_in("viewer", kPassword);
      if (reply.status == 503) refused.release();
      return reply;
    }));
  }
  for (int i = kTaken; i < kAsking; ++i) EXPECT_TRUE(refused.try_acquire_for(std::chrono::seconds(4)));
  EXPECT_EQ(get("/healthz").status, 200) << "the rest of the server goes on";
  go_on.release(kMany);
  std::map<int, int> statuses;
  for (auto& reply : replies) ++statuses[reply.get().status];
  EXPECT_EQ(statuses, (std::map<int, int>{{200, kTaken}, {503, kAsking - kTaken}}));
}

/// Silent cameras hold up whoever tests them, and nobody else.
TEST_F(AuthServerTest, TestsOfSourcesLeaveTheRestAlone) {
  constexpr int kAsking = 6;
  constexpr int kTaken = 2;  // docs/limits.md
  std::counting_semaphore<> go_on{0}, refused{0};
  engine.on_test_source([&] { (void)go_on.try_acquire_for(std::chrono::seconds(20)); });
  std::vector<std::future<Reply>> replies;
  for (int i = 0; i < kAsking; ++i) {
    replies.push_back(std::async(std::launch::async, [&] {
      Reply reply = request(port(), "POST", "/api/sources/test", bearer(Role::kEditor), R"({"source": "good.mp4"})");
      if (reply.status == 503) refused.release();
      return reply;
    }));
  }
  for (int i = kTaken; i < kAsking; ++i) EXPECT_TRUE(refused.try_acquire_for(std::chrono::seconds(4)));
  EXPECT_EQ(get("/api/workflow-builder", bearer(Role::kViewer)).status, 200);
  EXPECT_EQ(get("/readyz").status, 200);
  go_on.release(kAsking);
  std::map<int, int> statuses;
  for (auto& reply : replies) ++statuses[reply.get().status];
  EXPECT_EQ(statuses, (std::map<int, int>{{200, kTaken}, {503, kAsking - kTaken}}));
}

TEST_F(AuthServerTest, ForeignPagesCannotLogInOrOut) {
  EXPECT_EQ(log_in("editor", kPassword, {{"Origin", "http://evil.example"}}).status, 403);
  EXPECT_EQ(post("/api/auth/logout", {}, {{"Origin", "http://evil.example"}}).status, 403);
}

TEST_F(AuthServerTest, WhoIsLoggedOutElsewhereIsCutOff) {
  const auto view = hub.open("door", "view", nullptr);
  const Headers cookie = cookie_of(log_in("viewer", kPassword));
  WebSocket pictures(port(), "/api/ws/xray/door/view", cookie);
  WebSocket others(port(), "/api/ws/xray/door/view", bearer(Role::kViewer));
  PlainClient mjpeg(port());
  mjpeg.send("GET /api/xray/door/view.mjpeg HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie[0].second + "\r\n\r\n");
  mjpeg.read_until("--overwatch-picture\r\n");
  ASSERT_TRUE(accounts->set_password("viewer", "x"));
  while (pictures.read()) {
  }
  EXPECT_EQ(pictures.close_code(), 1008);
  EXPECT_EQ(pictures.close_reason(), "logged out");
  EXPECT_TRUE(mjpeg.closed_by_server());
  view->publish(picture(1));
  EXPECT_TRUE(others.read()) << "the token is still good";
}

TEST_F(AuthServerTest, AClientThatAsksTooOftenIsToldToWait) {
  Reply reply;
  int asked = 0;
  PlainClient client(port());
  for (; asked < 3000 && reply.status != 429; ++asked) {
    client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    reply = client.read_reply();
  }
  EXPECT_EQ(reply.status, 429);
  EXPECT_EQ(problem_of(reply).at("code"), "resource_exhausted");
  EXPECT_EQ(reply.headers.at("retry-after"), "1");
  EXPECT_GE(asked, 1999);
}

TEST_F(AuthServerTest, BeyondLoopbackItListensWithAccounts) {
  const ServerOptions options{.address = "0.0.0.0", .port = 0, .assets = {}, .limits = {}};
  auto other = Server::create(options, services());
  ASSERT_TRUE(other) << other.error().text();
  (*other)->start();
  EXPECT_EQ(request((*other)->port(), "GET", "/api/system").status, 401);
  EXPECT_EQ(request((*other)->port(), "GET", "/api/system", bearer(Role::kViewer)).status, 200);
}

TEST_F(AuthServerTest, WithoutUsersLoopbackIsOpen) {
  for (const char* name : {"viewer", "editor", "admin"}) ASSERT_TRUE(accounts->remove_user(name));
  forget();
  EXPECT_EQ(Json::parse(get("/api/auth/me").body),
            Json::parse(R"({"authentication": "open", "name": null, "role": "admin"})"));
  EXPECT_EQ(post("/api/workflow-builder/stop-all").status, 200);
  EXPECT_EQ(log_in("viewer", kPassword).status, 401);
}

}  // namespace
}  // namespace ow::server
