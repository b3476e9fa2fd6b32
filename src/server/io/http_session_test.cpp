// The protocol's edges: limits, malformed requests, methods, hosts, origins, connections.
#include <future>

#include "server/testing/server_fixture.h"

namespace ow::server {
namespace {

Limits small_limits() {
  Limits limits;
  limits.header_bytes_max = 2048;
  limits.body_bytes_max = 4096;
  limits.small_body_bytes_max = 1024;
  limits.bodies_bytes_max = 6000;
  limits.connections_max = 8;
  limits.idle_timeout = std::chrono::milliseconds(400);
  limits.request_timeout = std::chrono::milliseconds(400);
  return limits;
}

class HttpSessionTest : public ServerFixture {
 protected:
  HttpSessionTest() : ServerFixture(small_limits()) {}
};

TEST_F(HttpSessionTest, KeepsConnectionsAndTakesPipelinedRequests) {
  PlainClient client(port());
  const std::string one = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  client.send(one + one);
  EXPECT_EQ(client.read_reply().status, 200);
  EXPECT_EQ(client.read_reply().headers.at("connection"), "keep-alive");
  client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.read_reply().headers.at("connection"), "close");
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(HttpSessionTest, HeadHasTheHeaderOfGetAndNoBody) {
  PlainClient client(port());
  client.send("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const Reply head = client.read_reply("HEAD");
  EXPECT_EQ(head.headers.at("content-length"), std::to_string(client.read_reply().body.size()));
}

TEST_F(HttpSessionTest, ARefusedHeadHasNoBodyEither) {
  PlainClient client(port());
  client.send("HEAD /%2F HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read_reply("HEAD").status, 400);
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(HttpSessionTest, TheAbsoluteFormNamesTheHost) {
  PlainClient client(port());
  client.send("GET http://localhost:80/healthz?x=1 HTTP/1.1\r\nHost: evil.example\r\n\r\n");
  EXPECT_EQ(client.read_reply().status, 200);
  client.send("GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read_reply().status, 421);
  client.send("GET http:///healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read_reply().status, 400);
}

TEST_F(HttpSessionTest, MethodsThatAreNotThere) {
  const Reply reply = request(port(), "PATCH", "/api/devices");
  EXPECT_EQ(problem_of(reply).at("status"), 405);
  EXPECT_EQ(reply.headers.at("allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(request(port(), "TRACE", "/healthz").status, 405);
  const Reply options = request(port(), "OPTIONS", "/api/workflow-builder");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.headers.at("allow"), "GET, HEAD, POST, OPTIONS");
}

TEST_F(HttpSessionTest, TheServerAsAWholeTellsItsMethods) {
  PlainClient client(port());
  client.send("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const Reply reply = client.read_reply("OPTIONS");
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.headers.at("allow"), "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  client.send("OPTIONS * HTTP/1.1\r\nHost: evil.example\r\n\r\n");
  EXPECT_EQ(client.read_reply().status, 421);
  client.send("GET * HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.read_reply().status, 400);
}

TEST_F(HttpSessionTest, OnlyNamesOfThisMachine) {
  for (const char* host : {"localhost", "localhost:9000", "127.0.0.1:80", "[::1]:8000", "LOCALHOST"}) {
    EXPECT_EQ(get("/healthz", {{"Host", host}}).status, 200) << host;
  }
  for (const char* host : {"evil.example", "localhost.evil.example", "127.0.0.1.nip.io:8000", "10.0.0.1", "[::1].x"}) {
    EXPECT_EQ(problem_of(get("/healthz", {{"Host", host}})).at("status"), 421) << host;
  }
  // "evil.example" may lead here by its DNS, an address not: that of the connection itself is good.
  EXPECT_EQ(get("/healthz", {{"Host", "127.0.0.2"}}).status, 421);
  PlainClient nameless(port());
  nameless.send("GET /healthz HTTP/1.1\r\n\r\n");
  EXPECT_EQ(nameless.read_reply().status, 400);
  PlainClient two(port());
  two.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n");
  EXPECT_EQ(two.read_reply().status, 400);
  PlainClient origins(port());
  origins.send(
      "GET /healthz HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil.example\r\n\r\n");
  EXPECT_EQ(origins.read_reply().status, 400);
}

TEST_F(HttpSessionTest, ForeignPagesChangeNothing) {
  const std::string own = "127.0.0.1:" + std::to_string(port());
  const std::string stop = "/api/workflow-builder/stop-all";
  EXPECT_EQ(post(stop, {}, {{"Origin", "http://" + own}}).status, 200);
  for (const std::string& origin : {std::string("https://evil.example"), std::string("null"), "http://" + own + "1",
                                    std::string("http://localhost")}) {
    EXPECT_EQ(problem_of(post(stop, {}, {{"Origin", origin}})).at("status"), 403) << origin;
    EXPECT_EQ(get("/healthz", {{"Origin", origin}}).status, 200) << origin;
    EXPECT_ANY_THROW(WebSocket(port(), "/api/ws/status", {{"Origin", origin}})) << origin;
  }
  EXPECT_NO_THROW(WebSocket(port(), "/api/ws/status", {{"Origin", "http://" + own}}));
}

TEST_F(HttpSessionTest, LongHeadersAndBodiesAreRefused) {
  EXPECT_EQ(problem_of(get("/healthz", {{"X-Long", std::string(3000, 'x')}})).at("status"), 431);
  EXPECT_EQ(get("/" + std::string(3000, 'x')).status, 431);
  EXPECT_EQ(problem_of(post("/api/workflow-builder", std::string(5000, ' '))).at("status"), 413);
  PlainClient chunked(port());
  chunked.send("POST /api/workflow-builder HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2000\r\n" +
               std::string(0x2000, ' ') + "\r\n0\r\n\r\n");
  EXPECT_EQ(chunked.read_reply().status, 413);
}

TEST_F(HttpSessionTest, AskingFirstIsAnswered) {
  PlainClient client(port());
  client.send(
      "POST /api/workflow-builder/validate HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: "
      "2\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("{}");
  EXPECT_EQ(client.read_reply().status, 200);
  PlainClient old(port());
  old.send(
      "POST /api/workflow-builder/validate HTTP/1.0\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: "
      "2\r\n\r\n{}");
  EXPECT_EQ(old.read_reply().status, 200) << "HTTP/1.0 knows no 100";
  PlainClient large(port());
  large.send(
      "POST /api/workflow-builder HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n");
  EXPECT_EQ(large.read_reply().status, 413);
}

TEST_F(HttpSessionTest, LargeBodiesShareABound) {
  const std::string head = "POST /api/workflow-builder/validate HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
  const std::string small = head + "2\r\n\r\n{}";
  {
    PlainClient first(port());
    first.send(head + "4000\r\n\r\n{");
    EXPECT_EQ(get("/healthz").status, 200) << "the first one's head is read by now";
    PlainClient second(port());
    second.send(head + "4000\r\n\r\n{");
    EXPECT_EQ(second.read_reply().status, 503);
    EXPECT_TRUE(second.closed_by_server());
    PlainClient third(port());
    third.send(small);
    EXPECT_EQ(third.read_reply().status, 200) << "small ones need no room";
  }
  EXPECT_EQ(post("/api/workflow-builder/validate", "{}" + std::string(3000, ' ')).status, 200)
      << "the room is free again";
}

TEST_F(HttpSessionTest, MalformedRequestsAreRefused) {
  for (const char* text :
       {"nonsense\r\n\r\n", "GET /healthz HTTP/9.9\r\n\r\n", "GET  HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost localhost\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET ftp://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: xchunked\r\n\r\nx",
        "POST / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"}) {
    PlainClient client(port());
    client.send(text);
    EXPECT_EQ(client.read_reply().status, 400) << text;
    EXPECT_TRUE(client.closed_by_server()) << text;
  }
}

TEST_F(HttpSessionTest, SilentAndSlowClientsAreCutOff) {
  PlainClient silent(port());
  PlainClient slow(port());
  slow.send("GET /healthz HTTP/1.1\r\nHost: loc");
  EXPECT_TRUE(silent.closed_by_server());
  EXPECT_TRUE(slow.closed_by_server());
}

TEST_F(HttpSessionTest, HalfARequestIsDropped) {
  PlainClient client(port());
  client.send("POST /api/workflow-builder HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{");
  client.end_sending();
  EXPECT_TRUE(client.closed_by_server());
  EXPECT_EQ(get("/healthz").status, 200);
}

TEST_F(HttpSessionTest, TooManyConnectionsAreToldSo) {
  std::vector<std::unique_ptr<PlainClient>> held;
  for (int i = 0; i < 8; ++i) {
    held.push_back(std::make_unique<PlainClient>(port()));
    held.back()->send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    ASSERT_EQ(held.back()->read_reply().status, 200);
  }
  const Reply reply = get("/healthz");
  EXPECT_EQ(problem_of(reply).at("status"), 503);
  EXPECT_EQ(reply.headers.at("retry-after"), "1");
  held.pop_back();
  while (get("/healthz").status == 503) {  // until the server has seen that it left
  }
}

TEST_F(HttpSessionTest, ASlowEngineIsATimeOutAndTheRestGoesOn) {
  add_door();
  std::promise<void> may_end;
  const auto end = may_end.get_future().share();
  engine.on_execute([end] {
    end.wait_for(std::chrono::seconds(5));
    return Status{};
  });
  auto slow = std::async(std::launch::async, [&] { return post("/api/workflow-builder/door/execute"); });
  EXPECT_EQ(get("/healthz").status, 200);
  EXPECT_EQ(get("/api/workflow-builder/door/status").status, 200);
  EXPECT_EQ(problem_of(slow.get()).at("status"), 504);
  may_end.set_value();
}

}  // namespace
}  // namespace ow::server
