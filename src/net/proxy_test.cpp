#include "net/proxy.h"

#include <gtest/gtest.h>

namespace ow::net {
namespace {

std::string chosen(const ProxySettings& settings, std::string_view address) {
  const auto proxy = proxy_for(settings, parse_url(address).value_or(Url{}));
  if (!proxy) return proxy.error().text();
  return *proxy ? (*proxy)->host_and_port() : "direct";
}

TEST(Proxy, ByScheme) {
  const ProxySettings settings{"http://secure:3128", "plain:3129", ""};
  EXPECT_EQ(chosen(settings, "https://a/"), "secure:3128");
  EXPECT_EQ(chosen(settings, "http://a/"), "plain:3129");
  EXPECT_EQ(chosen({}, "https://a/"), "direct");
}

TEST(Proxy, Exceptions) {
  const ProxySettings settings{"p:1", "p:1", "localhost, .Intern,10.0.0.7,host:8080,"};
  for (const char* direct :
       {"http://localhost/", "https://intern/", "https://a.b.intern/", "http://10.0.0.7:81/", "http://host:8080/"})
    EXPECT_EQ(chosen(settings, direct), "direct") << direct;
  for (const char* proxied : {"http://nointern/", "http://host/", "http://10.0.0.70/", "http://localhost.org/"})
    EXPECT_EQ(chosen(settings, proxied), "p:1") << proxied;
  EXPECT_EQ(chosen({"p:1", "p:1", "*"}, "http://a/"), "direct");
}

TEST(Proxy, WhatIsNoneIsSaidWithoutThePassword) {
  const std::string message = chosen({"socks5://me:geheim@p:1", "", ""}, "https://a/");
  EXPECT_NE(message.find("HTTPS_PROXY"), std::string::npos) << message;
  EXPECT_EQ(message.find("geheim"), std::string::npos) << message;
}

}  // namespace
}  // namespace ow::net
