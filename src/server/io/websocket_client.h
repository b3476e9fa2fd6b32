// WebSocketClient: the protocol's side of a WebSocket connection; what is sent is up to live_websockets.cpp.
#pragma once

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <memory>
#include <optional>
#include <string>

#include "server/io/connections.h"
#include "server/io/context.h"
#include "server/io/http_reader.h"
#include "server/io/signal.h"
#include "server/io/stream.h"

namespace ow::server {

namespace beast = boost::beast;

/// Close codes of RFC 6455 and the IANA registry.
enum class CloseCode : std::uint16_t {
  kNormal = 1000,
  kGoingAway = 1001,
  kPolicyViolation = 1008,
  kInternalError = 1011,
  kServiceRestart = 1012
};

/// I/O thread only. Dead clients are found by pings; what a client sends is read, bounded and ignored, and one that floods the
/// server with it is cut off.
class WebSocketClient final : public Connection, public std::enable_shared_from_this<WebSocketClient> {
 public:
  /// `wake` is notified when the client has gone, is to go, or the server stops.
  WebSocketClient(Stream&& stream, Context& context, std::shared_ptr<Signal> wake, Credential credential);

  /// The handshake; false when it failed.
  asio::awaitable<bool> accept(const HttpRequest& request);
  [[nodiscard]] bool open() const { return !gone_ && !stopping_; }
  /// One message. False when the client has gone.
  asio::awaitable<bool> send_binary(std::array<asio::const_buffer, 2> parts);
  asio::awaitable<bool> send_text(const std::string& text);
  /// Says why and waits for the client's answer, for a bounded time. After shut_down it is 1001, after log_out 1008,
  /// whatever `code` says.
  asio::awaitable<void> close(CloseCode code, std::string reason);

  void shut_down() override;
  /// Cuts a client that has not taken a message for limits.stall_timeout.
  void end_if_stalled(TimePoint now) override;
  void log_out() override;
  [[nodiscard]] const Credential* credential() const override { return &credential_; }

 private:
  static asio::awaitable<void> read_until_closed(std::shared_ptr<WebSocketClient> self);
  void set_timeouts(std::chrono::milliseconds close_timeout);
  void count_incoming();

  Context& context_;
  Connections::Place place_;
  std::shared_ptr<Signal> wake_;
  beast::websocket::stream<Stream> stream_;
  const Credential credential_;
  std::optional<TimePoint> sending_since_;  ///< while a message is on its way into the kernel
  TimePoint counted_since_{};
  int incoming_ = 0;  ///< messages, pings and pongs since then
  bool gone_ = false;
  bool stopping_ = false;
  bool logged_out_ = false;
};

}  // namespace ow::server
