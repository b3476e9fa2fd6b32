// TLS: whom the client trusts, directly and through a proxy.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "net/http_client.h"
#include "net/testing/http_server.h"
#include "net/testing/relay_proxy.h"
#include "tests/support/temporary_folder.h"

namespace ow::net {
namespace {

using namespace std::chrono_literals;
using test::Answer;
using test::HttpServer;
using test::RelayProxy;
using test::reply;
using test::Seen;
using test::Validity;

class HttpsTest : public testing::Test {
 protected:
  HttpOptions trusting(const test::Identity& identity) {
    std::ofstream(ca_file_) << identity.certificate;
    return {.connect_timeout = 5s, .idle_timeout = 5s, .ca_file = ca_file_};
  }

  static Answer hello(const Seen&) { return {reply("200 OK", "hello")}; }

  static void expect_refused(const HttpOptions& options, const std::string& url, std::string_view words) {
    const auto response = HttpClient(options).send({.url = url});
    ASSERT_FALSE(response);
    EXPECT_EQ(to_string(response.error().code), to_string(ErrorCode::kPermissionDenied)) << response.error().text();
    EXPECT_NE(response.error().message.find(words), std::string::npos) << response.error().message;
  }

  const ow::test::TemporaryFolder folder_;
  const std::string ca_file_ = (folder_ / "ca.pem").string();
};

TEST_F(HttpsTest, TrustsTheAuthorityThatItIsTold) {
  const auto identity = test::make_identity("IP:127.0.0.1");
  const HttpServer server(hello, identity);
  const auto response = HttpClient(trusting(identity)).send({.url = server.url("/")});
  ASSERT_TRUE(response) << response.error().text();
  EXPECT_EQ(response->body, "hello");
}

TEST_F(HttpsTest, RefusesEverybodyElse) {
  const HttpServer server(hello, test::make_identity("IP:127.0.0.1"));
  expect_refused(trusting(test::make_identity("IP:127.0.0.1")), server.url("/"), "is not trusted");
  expect_refused({.connect_timeout = 5s}, server.url("/"), "SSL_CERT_FILE");
  EXPECT_TRUE(server.seen().empty());
}

TEST_F(HttpsTest, RefusesAnotherNameAndAnExpiredCertificate) {
  const auto other = test::make_identity("DNS:example.org");
  const HttpServer wrong_name(hello, other);
  expect_refused(trusting(other), wrong_name.url("/"), "is for another name");
  const auto old = test::make_identity("IP:127.0.0.1", Validity::kExpired);
  const HttpServer expired(hello, old);
  expect_refused(trusting(old), expired.url("/"), "has expired");
}

TEST_F(HttpsTest, NeverGoesOnUnencrypted) {
  const auto identity = test::make_identity("IP:127.0.0.1");
  const HttpServer plain(hello);
  const HttpServer server(
      [&](const Seen&) { return Answer{reply("302 Found", "", "Location: " + plain.url("/") + "\r\n")}; }, identity);
  expect_refused(trusting(identity), server.url("/"), "not encrypted");
  EXPECT_TRUE(plain.seen().empty());
}

TEST_F(HttpsTest, GoesThroughAProxy) {
  const auto identity = test::make_identity("DNS:models.test");
  const HttpServer server(hello, identity);
  const RelayProxy proxy("Basic bWU6cHc=");
  HttpOptions options = trusting(identity);
  const std::string address = "127.0.0.1:" + std::to_string(proxy.port());
  const std::string url = "https://models.test:" + std::to_string(server.port()) + "/";
  options.proxy.for_https = "http://me:pw@" + address;
  const auto response = HttpClient(options).send({.url = url});
  ASSERT_TRUE(response) << response.error().text();
  EXPECT_EQ(response->body, "hello");
  EXPECT_EQ(proxy.tunnels(), 1);
  options.proxy.for_https = "http://me:geheim@" + address;
  expect_refused(options, url, "asks for a user and password (407)");
  EXPECT_EQ(proxy.tunnels(), 1);
}

}  // namespace
}  // namespace ow::net
