// The client against real servers on loopback: what comes whole, what is cut, slow, wrong or endless.
#include "net/http_client.h"

#include <gtest/gtest.h>

#include <thread>

#include "net/testing/http_server.h"
#include "net/testing/relay_proxy.h"

namespace ow::net {
namespace {

using namespace std::chrono_literals;
using test::Answer;
using test::HttpServer;
using test::reply;
using test::Seen;
using test::Then;

HttpOptions quick() { return {.connect_timeout = 5s, .idle_timeout = 5s}; }

Result<HttpResponse> get(const std::string& url, HttpOptions options = quick(), std::stop_token stop = {}) {
  return HttpClient(std::move(options)).send({.url = url}, std::move(stop));
}

void expect_error(const Result<HttpResponse>& response, ErrorCode code, std::string_view words) {
  ASSERT_FALSE(response) << "status " << response->head.status;
  EXPECT_EQ(to_string(response.error().code), to_string(code)) << response.error().text();
  EXPECT_NE(response.error().text().find(words), std::string::npos) << response.error().text();
}

TEST(HttpClient, SendsAndReceivesWhole) {
  const HttpServer server([](const Seen&) { return Answer{reply("201 Created", "made", "X-Colour: Blue\r\n")}; });
  const HttpClient client(quick());
  const auto response =
      client.send({.method = "POST", .url = server.url("/hook?a=b"), .headers = {{"X-Sign", "7"}}, .body = "{}"});
  ASSERT_TRUE(response) << response.error().text();
  EXPECT_EQ(response->head.status, 201);
  EXPECT_EQ(response->head.header("x-colour"), "Blue");
  EXPECT_EQ(response->body, "made");
  const Seen seen = server.seen().at(0);
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.target, "/hook?a=b");
  EXPECT_EQ(seen.header("x-sign"), "7");
  EXPECT_EQ(seen.header("host"), "127.0.0.1:" + std::to_string(server.port()));
  EXPECT_EQ(seen.body, "{}");
}

TEST(HttpClient, ChunkedBodiesInterimAnswersAndBodiesUntilTheEnd) {
  const HttpServer server([](const Seen& request) -> Answer {
    if (request.target == "/chunked")
      return {
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: "
          "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"};
    return {"HTTP/1.0 200 OK\r\n\r\n" + std::string(200'000, 'x')};
  });
  EXPECT_EQ(get(server.url("/chunked")).value().body, "abcde");
  EXPECT_EQ(get(server.url("/")).value().body, std::string(200'000, 'x'));
}

TEST(HttpClient, FollowsRedirectsWithinBounds) {
  const HttpServer server([](const Seen& request) -> Answer {
    if (request.target == "/b/old") return {reply("302 Found", "", "Location: new\r\n")};
    if (request.target == "/b/new") return {reply("200 OK", request.method + " " + request.header("authorization"))};
    return {reply("307 Temporary Redirect", "", "Location: /loop\r\n")};
  });
  const auto response = HttpClient(quick()).send(
      {.method = "POST", .url = server.url("/b/old"), .headers = {{"Authorization", "me"}}, .body = "x"});
  ASSERT_TRUE(response) << response.error().text();
  EXPECT_EQ(response->body, "GET me");
  EXPECT_EQ(response->head.url, server.url("/b/new"));
  expect_error(get(server.url("/loop")), ErrorCode::kUnavailable, "8 redirects");
  EXPECT_EQ(server.seen().size(), 2u + 9u);
}

TEST(HttpClient, GivesCredentialsToNobodyElse) {
  const HttpServer other(
      [](const Seen& request) { return Answer{reply("200 OK", "<" + request.header("authorization") + ">")}; });
  const HttpServer server(
      [&](const Seen&) { return Answer{reply("302 Found", "", "Location: " + other.url("/") + "\r\n")}; });
  const auto response = HttpClient(quick()).send({.url = server.url("/"), .headers = {{"Authorization", "me"}}});
  ASSERT_TRUE(response) << response.error().text();
  EXPECT_EQ(response->body, "<>");
}

TEST(HttpClient, ABodyHasABound) {
  const HttpServer server([](const Seen& request) -> Answer {
    if (request.target == "/announced") return {reply("200 OK", std::string(2000, 'x'))};
    return {"HTTP/1.0 200 OK\r\n\r\n" + std::string(2000, 'x')};
  });
  HttpOptions options = quick();
  options.body_bytes_max = 1999;
  expect_error(get(server.url("/announced"), options), ErrorCode::kResourceExhausted, "larger than 1999 bytes");
  expect_error(get(server.url("/endless"), options), ErrorCode::kResourceExhausted, "larger than 1999 bytes");
}

TEST(HttpClient, AnswersThatAreCutOrNoHttp) {
  const HttpServer server([](const Seen& request) -> Answer {
    if (request.target == "/cut") return {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"};
    if (request.target == "/head") return {"HTTP/1.1 200 OK\r\nContent-"};
    if (request.target == "/none") return {""};
    return {"SSH-2.0-OpenSSH_9.2\r\n\r\n"};
  });
  expect_error(get(server.url("/cut")), ErrorCode::kUnavailable, "after 3 of 10 bytes");
  expect_error(get(server.url("/head")), ErrorCode::kUnavailable, "ended the connection");
  expect_error(get(server.url("/none")), ErrorCode::kUnavailable, "ended the connection");
  expect_error(get(server.url("/ssh")), ErrorCode::kDataLoss, "does not answer in HTTP");
}

TEST(HttpClient, ASilentServerIsGivenUp) {
  const HttpServer server([](const Seen& request) -> Answer {
    if (request.target == "/part") return {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", Then::kStaySilent};
    return {"", Then::kStaySilent};
  });
  HttpOptions options = quick();
  options.idle_timeout = 50ms;
  expect_error(get(server.url("/"), options), ErrorCode::kDeadlineExceeded, "sent nothing");
  expect_error(get(server.url("/part"), options), ErrorCode::kDeadlineExceeded, "sent nothing");
  options = quick();
  options.total_timeout = 50ms;
  expect_error(get(server.url("/"), options), ErrorCode::kDeadlineExceeded, "not done within 0.1 s");
}

TEST(HttpClient, AStopEndsItAtOnce) {
  std::stop_source stop;
  const HttpServer server([&](const Seen&) {
    stop.request_stop();
    return Answer{"", Then::kStaySilent};
  });
  HttpOptions options = quick();
  options.idle_timeout = 1h;
  expect_error(get(server.url("/"), options, stop.get_token()), ErrorCode::kCancelled, "stopped");
}

TEST(HttpClient, TheReceiversErrorEndsTheCall) {
  const HttpServer server([](const Seen&) { return Answer{reply("200 OK", "abc")}; });
  const HttpReceiver receiver{.on_head = {}, .on_body = [](std::string_view) -> Status {
                                return fail(ErrorCode::kResourceExhausted, "the disk is full");
                              }};
  const auto head = HttpClient(quick()).stream({.url = server.url("/")}, receiver);
  ASSERT_FALSE(head);
  EXPECT_EQ(head.error().message, "the disk is full");
}

TEST(HttpClient, NobodyThere) {
  std::string url;
  {
    const HttpServer gone([](const Seen&) { return Answer{}; });
    url = gone.url("/");
  }
  expect_error(get(url), ErrorCode::kUnavailable, "refuses the connection");
  // RFC 6761: this name never exists. Without any DNS at all the answer is "try again".
  const auto unknown = get("http://nobody.invalid/");
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().text().find("the name nobody.invalid"), std::string::npos) << unknown.error().text();
}

TEST(HttpClient, RefusesWhatWouldSmuggleHeaders) {
  const HttpClient client(quick());
  for (const HttpRequest& request : {HttpRequest{.method = "GET /x", .url = "http://127.0.0.1:1/"},
                                     HttpRequest{.url = "http://127.0.0.1:1/", .headers = {{"A", "b\r\nC: d"}}},
                                     HttpRequest{.url = "http://127.0.0.1:1/", .headers = {{"A:", "b"}}}}) {
    const auto response = client.send(request);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, ErrorCode::kInvalidArgument) << response.error().text();
  }
}

TEST(HttpClient, PlainHttpGoesToTheProxyWithTheWholeAddress) {
  const HttpServer proxy([](const Seen&) { return Answer{reply("200 OK", "by proxy")}; });
  HttpOptions options = quick();
  options.proxy.for_http = "http://me:pw@127.0.0.1:" + std::to_string(proxy.port());
  EXPECT_EQ(get("http://nobody.invalid/file", options).value().body, "by proxy");
  EXPECT_EQ(proxy.seen().at(0).target, "http://nobody.invalid/file");
  EXPECT_EQ(proxy.seen().at(0).header("proxy-authorization"), "Basic bWU6cHc=");
}

TEST(HttpClient, StatusesInWords) {
  const auto error = [](int status) { return status_error({status, {}, "http://a/b"}); };
  EXPECT_EQ(error(404).code, ErrorCode::kNotFound);
  EXPECT_EQ(error(404).message, "http://a/b answers 404: there is no such file");
  EXPECT_EQ(error(403).code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(error(503).code, ErrorCode::kUnavailable);
  EXPECT_EQ(error(418).code, ErrorCode::kFailedPrecondition);
}

}  // namespace
}  // namespace ow::net
