// A plain HTTP and WebSocket client over real sockets. For tests.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ow::server {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Reply {
  int status = 0;  ///< 0: the connection was closed without an answer
  std::map<std::string, std::string, std::less<>> headers;  ///< by lower-case name
  std::string body;
};

/// A TCP connection to 127.0.0.1. Every call gives up after 60 s (and reads then tell "closed").
class PlainClient final {
 public:
  /// `receive_bytes`: the size of the socket's receive buffer, for slow readers.
  explicit PlainClient(std::uint16_t port, std::optional<int> receive_bytes = std::nullopt);
  ~PlainClient();
  PlainClient(const PlainClient&) = delete;
  PlainClient& operator=(const PlainClient&) = delete;

  void send(std::string_view bytes);
  /// Says that nothing more is sent.
  void end_sending();
  /// Up to and including `mark`; what came, when the connection ended before.
  std::string read_until(std::string_view mark);
  std::string read_exactly(std::size_t size);
  Reply read_reply(std::string_view method = "GET");
  /// True when the server closes (or has closed) without sending more.
  bool closed_by_server();

 private:
  bool fill();
  int socket_ = -1;
  std::string buffer_;
};

/// One request on a connection of its own. "Host" is added unless `headers` has it.
Reply request(std::uint16_t port, std::string_view method, std::string_view target, const Headers& headers = {},
              std::string_view body = {});

class WebSocket final {
 public:
  /// Throws when the server refuses.
  WebSocket(std::uint16_t port, std::string target, const Headers& headers = {});
  ~WebSocket();
  WebSocket(const WebSocket&) = delete;
  WebSocket& operator=(const WebSocket&) = delete;

  /// Nothing when the server closed (see close_code), or after 5 s (then the close code is 0).
  std::optional<std::string> read();
  void send(const std::string& text);
  [[nodiscard]] int close_code() const;
  [[nodiscard]] std::string close_reason() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ow::server
