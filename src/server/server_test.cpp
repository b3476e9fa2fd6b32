#include "server/server.h"

#include <chrono>
#include <future>

#include "server/testing/server_fixture.h"

namespace ow::server {
namespace {

using ServerTest = ServerFixture;

TEST_F(ServerTest, TakenPortIsToldWithTheWayOut) {
  const auto second = Server::create({.port = port(), .assets = {}, .limits = {}}, services());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(second.error().message, "port " + std::to_string(port()) + " is taken by another program; use --port N");
}

TEST_F(ServerTest, OtherAddressesThanLoopbackAreRefusedWithTheTunnel) {
  for (const char* address : {"0.0.0.0", "192.168.1.2", "::"}) {
    const auto other = Server::create({.address = address, .port = 0, .assets = {}, .limits = {}}, services());
    ASSERT_FALSE(other) << address;
    EXPECT_EQ(other.error().code, ErrorCode::kInvalidArgument) << address;
    EXPECT_NE(other.error().message.find("ssh -L 8000:127.0.0.1:8000 host"), std::string::npos);
  }
}

TEST_F(ServerTest, WhatAProxyShowsToOthersNeedsUsersToo) {
  ServerOptions options{.port = 0, .assets = {}, .limits = {}, .allowed_hosts = {"https://cam.example.org"}};
  const auto other = Server::create(options, services());
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(other.error().message.find("not behind https://cam.example.org"), std::string::npos)
      << other.error().message;
  options.allowed_hosts = {"cam.example.org"};
  EXPECT_TRUE(Server::create(options, services())) << "a name alone, of a tunnel's end for instance";
}

TEST_F(ServerTest, BeyondLoopbackTheOwnerMayInsist) {
  const auto other = Server::create(
      {.address = "0.0.0.0", .port = 0, .assets = {}, .limits = {}, .exposure = Exposure::kInsecure}, services());
  ASSERT_TRUE(other) << other.error().text();
  (*other)->start();
  EXPECT_EQ(request((*other)->port(), "GET", "/healthz").status, 200);
}

TEST_F(ServerTest, NoAddressIsAnInvalidArgument) {
  for (const char* address : {"127.0.0.1.evil", "example.org", "not-an-ip", ""}) {
    const auto other = Server::create({.address = address, .port = 0, .assets = {}, .limits = {}}, services());
    ASSERT_FALSE(other) << address;
    EXPECT_EQ(other.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(other.error().message, "'" + std::string(address) + "' is no IP address");
  }
}

TEST_F(ServerTest, ATransferCodingNeedsTheHttpThatHasIt) {
  // An older proxy before this server would pass the coding on and read another end of the body.
  PlainClient client(port());
  client.send(
      "POST /api/workflow-builder/validate HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  EXPECT_EQ(client.read_reply().status, 400);
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(ServerTest, StopsWithinASecondWithOpenViewers) {
  const auto view = hub.open("door", "view", nullptr);
  WebSocket pictures(port(), "/api/ws/xray/door/view");
  WebSocket status(port(), "/api/ws/status");
  PlainClient mjpeg(port());
  mjpeg.send("GET /api/xray/door/view.mjpeg HTTP/1.1\r\nHost: localhost\r\n\r\n");
  mjpeg.read_until("\r\n\r\n");
  PlainClient idle(port());
  PlainClient half(port());
  half.send("POST /api/workflow-builder HTTP/1.1\r\nHost: loc");

  // The clients answer the goodbye from threads of their own, as browsers do.
  auto pictures_end = std::async(std::launch::async, [&] {
    while (pictures.read()) {
    }
    return pictures.close_code();
  });
  const auto begin = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
  EXPECT_EQ(pictures_end.get(), 1001);
  EXPECT_TRUE(idle.closed_by_server());
  EXPECT_EQ(view->viewer_count(), 0u);
}

TEST_F(ServerTest, StopsWithinASecondWithAViewerThatTakesNothing) {
  const auto view = hub.open("door", "view", nullptr);
  WebSocket stuck(port(), "/api/ws/xray/door/view");
  for (std::uint64_t i = 0; i < 20; ++i) view->publish(picture(i, 4 << 20));
  const auto begin = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
}

TEST_F(ServerTest, StopsTwiceAndWithoutHavingStarted) {
  server->stop();
  server->stop();
  auto other = Server::create({.port = 0, .assets = {}, .limits = {}}, services());
  ASSERT_TRUE(other);
  (*other)->stop();
}

TEST_F(ServerTest, ACallOfTheEngineThatGoesOnOutlivesTheStop) {
  add_door();
  std::promise<void> entered;
  std::promise<void> may_end;
  engine.on_execute([&] {
    entered.set_value();
    may_end.get_future().wait_for(std::chrono::seconds(5));
    return Status{};
  });
  auto answer = std::async(std::launch::async, [&] { return post("/api/workflow-builder/door/execute"); });
  entered.get_future().wait();
  const auto begin = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
  EXPECT_EQ(answer.get().status, 0);
  may_end.set_value();
  server.reset();
  EXPECT_EQ(engine.status("door")->state, engine::RunState::kRunning);
}

}  // namespace
}  // namespace ow::server
