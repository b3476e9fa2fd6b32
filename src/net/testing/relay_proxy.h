// A proxy that understands CONNECT, and asks for a password where it has one. For tests.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace ow::net::test {

/// One tunnel at a time on a free loopback port; every CONNECT leads to 127.0.0.1 and the port that it names.
class RelayProxy final {
 public:
  /// `authorization`: the Proxy-Authorization that is asked for; empty: none.
  explicit RelayProxy(std::string authorization = {});
  ~RelayProxy();
  RelayProxy(const RelayProxy&) = delete;
  RelayProxy& operator=(const RelayProxy&) = delete;
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] int tunnels() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ow::net::test
