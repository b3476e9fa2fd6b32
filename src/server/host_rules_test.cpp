#include "server/host_rules.h"

#include <gtest/gtest.h>

#include "server/machine_names.h"

namespace ow::server {
namespace {

Request to(const std::string& host, const std::string& origin = {}) {
  Request out;
  out.client_address = "10.0.0.9";
  out.headers["host"] = host;
  if (!origin.empty()) out.headers["origin"] = origin;
  return out;
}

HostRules rules(const std::string& address, const std::vector<std::string>& allowed = {}) {
  return std::move(*HostRules::create(address, allowed));
}

TEST(HostRulesTest, OnLoopbackOnlyLoopbackNames) {
  const HostRules hosts = rules("127.0.0.1");
  for (const char* good : {"localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000"})
    EXPECT_TRUE(hosts.check_host(to(good)));
  for (const std::string& own : machine_host_names()) EXPECT_FALSE(hosts.check_host(to(own))) << own;
  for (const char* bad : {"evil.example", "127.0.0.1.nip.io", "localhost.evil.example", "[::1].x", "127.0.0.2", ""}) {
    EXPECT_FALSE(hosts.check_host(to(bad))) << bad;
  }
}

TEST(HostRulesTest, NothingButAPortComesAfterAName) {
  const HostRules hosts = rules("127.0.0.1", {"https://cam.example.org"});
  for (const char* good : {"localhost:", "[::1]", "[::1]:"}) EXPECT_TRUE(hosts.check_host(to(good))) << good;
  for (const char* bad : {"127.0.0.1:8601@evil", "localhost:8601:x", "localhost:80a", "[::1]x", "[::1]:80:80", "[::1",
                          "[::1]80", "localhost:[::1]"}) {
    EXPECT_FALSE(hosts.check_host(to(bad))) << bad;
  }
  Request request = to("cam.example.org:x");
  request.client_address = "127.0.0.1";
  hosts.look_through_proxy(request);
  EXPECT_EQ(request.transport, Transport::kPlain);
}

TEST(HostRulesTest, BeyondLoopbackAlsoTheAddressAndTheMachinesNames) {
  const HostRules one = rules("192.0.2.7");
  EXPECT_TRUE(one.check_host(to("192.0.2.7:8000")));
  EXPECT_FALSE(one.check_host(to("192.0.2.8:8000")));
  for (const std::string& own : machine_host_names()) EXPECT_TRUE(one.check_host(to(own + ":8000"))) << own;
  const HostRules any = rules("0.0.0.0");
  EXPECT_FALSE(any.check_host(to("0.0.0.0")));
  EXPECT_FALSE(any.check_host(to("evil.example")));
  EXPECT_TRUE(rules("2001:db8::7").check_host(to("[2001:db8::7]:8000")));
}

TEST(HostRulesTest, TheAddressThatTheConnectionCameInOnIsGood) {
  const HostRules any = rules("::");
  Request request = to("192.0.2.7:8000");
  EXPECT_FALSE(any.check_host(request));
  request.server_address = "192.0.2.7";
  EXPECT_TRUE(any.check_host(request));
  request.headers["host"] = "192.0.2.8:8000";
  EXPECT_FALSE(any.check_host(request));
  request.headers["host"] = "[2001:DB8::7]:8000";
  request.server_address = "2001:db8::7";
  EXPECT_TRUE(any.check_host(request));
}

TEST(HostRulesTest, AllowedNamesAreCheckedAndTaken) {
  const HostRules hosts = rules("127.0.0.1", {"Box.Example.org:8000", "https://cam.example.org/", "2001:db8::1"});
  EXPECT_TRUE(hosts.check_host(to("box.example.org")));
  EXPECT_TRUE(hosts.check_host(to("cam.example.org")));
  EXPECT_TRUE(hosts.check_host(to("[2001:db8::1]:80")));
  for (const char* bad : {"", "*", "a b", "https://", "http://x", "x/y", "box:http"}) {
    const auto made = HostRules::create("127.0.0.1", {bad});
    ASSERT_FALSE(made) << bad;
    EXPECT_EQ(made.error().place, "allowed-host");
  }
}

TEST(HostRulesTest, AnOriginIsSchemeAndHostTogether) {
  const HostRules hosts = rules("127.0.0.1");
  EXPECT_TRUE(hosts.check_origin(to("localhost:8000")));
  EXPECT_TRUE(hosts.check_origin(to("localhost:8000", "http://localhost:8000")));
  EXPECT_TRUE(hosts.check_origin(to("localhost:80", "http://localhost")));
  for (const char* bad :
       {"https://localhost:8000", "http://localhost", "http://localhost:8001", "null", "http://evil"}) {
    EXPECT_FALSE(hosts.check_origin(to("localhost:8000", bad))) << bad;
  }
  Request secure = to("localhost:8000", "https://localhost:8000");
  secure.transport = Transport::kSecure;
  EXPECT_TRUE(hosts.check_origin(secure));
  secure.headers["origin"] = "http://localhost:8000";
  EXPECT_FALSE(hosts.check_origin(secure));
}

TEST(HostRulesTest, ATlsProxyIsBelievedFromLoopbackUnderItsOwnName) {
  const HostRules hosts = rules("127.0.0.1", {"https://cam.example.org", "box"});
  Request request = to("cam.example.org", "https://cam.example.org");
  request.headers["x-forwarded-for"] = "1.2.3.4, 203.0.113.5";
  request.client_address = "127.0.0.1";
  hosts.look_through_proxy(request);
  EXPECT_EQ(request.client_address, "203.0.113.5");
  EXPECT_EQ(request.transport, Transport::kSecure);
  EXPECT_TRUE(hosts.check_origin(request));
  for (const auto& [host, client] : {std::pair("box", "127.0.0.1"), std::pair("cam.example.org", "10.0.0.9")}) {
    Request other = to(host);
    other.client_address = client;
    other.headers["x-forwarded-for"] = "203.0.113.5";
    hosts.look_through_proxy(other);
    EXPECT_EQ(other.client_address, client);
    EXPECT_EQ(other.transport, Transport::kPlain);
  }
}

}  // namespace
}  // namespace ow::server
