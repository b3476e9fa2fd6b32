// Stream: a connection with or without TLS. One type for both, decided when the connection is made, so that everything
// above it (HTTP, WebSocket) is compiled once; a plain connection pays one branch for each read and write.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "server/http_message.h"
#include "server/io/asio.h"

namespace ow::server {

/// I/O thread only. Movable while nothing is being read or written. Models Asio's AsyncStream; time-outs are tcp_stream's:
/// expires_after() before each read or write. Not final, because Asio derives from it to find out what it is.
class Stream {
 public:
  using executor_type = boost::beast::tcp_stream::executor_type;

  /// `tls`: null for a plain connection; outlives the stream.
  Stream(Tcp::socket&& socket, asio::ssl::context* tls);

  [[nodiscard]] executor_type get_executor() { return state_->tcp.get_executor(); }
  [[nodiscard]] Transport transport() const { return state_->tls ? Transport::kSecure : Transport::kPlain; }
  [[nodiscard]] Tcp::socket& socket() { return state_->tcp.socket(); }
  /// False once closed or moved from.
  [[nodiscard]] bool is_open() const { return state_ && state_->tcp.socket().is_open(); }

  /// The TLS handshake; at once for a plain connection. False when it failed: then nothing can be said any more.
  asio::awaitable<bool> open(std::chrono::milliseconds timeout);
  void expires_after(std::chrono::milliseconds timeout) { state_->tcp.expires_after(timeout); }
  void expires_never() { state_->tcp.expires_never(); }
  /// Says that nothing more comes: FIN, under TLS close_notify before it, for which it waits `patience` at most.
  asio::awaitable<void> say_end(std::chrono::milliseconds patience);
  /// Ends all that goes on.
  void close() { state_->tcp.close(); }

  template <typename Buffers, typename Token>
  auto async_read_some(const Buffers& buffers, Token&& token) ->
      typename asio::async_result<std::decay_t<Token>, void(boost::system::error_code, std::size_t)>::return_type {
    return asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
        [](auto&& handler, State* state, const Buffers& parts) {
          if (state->tls) {
            state->tls->async_read_some(parts, std::forward<decltype(handler)>(handler));
          } else {
            state->tcp.async_read_some(parts, std::forward<decltype(handler)>(handler));
          }
        },
        token, state_.get(), buffers);
  }

  template <typename Buffers, typename Token>
  auto async_write_some(const Buffers& buffers, Token&& token) ->
      typename asio::async_result<std::decay_t<Token>, void(boost::system::error_code, std::size_t)>::return_type {
    return asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
        [](auto&& handler, State* state, const Buffers& parts) {
          if (state->tls) {
            state->tls->async_write_some(parts, std::forward<decltype(handler)>(handler));
          } else {
            state->tcp.async_write_some(parts, std::forward<decltype(handler)>(handler));
          }
        },
        token, state_.get(), buffers);
  }

 private:
  using Tls = asio::ssl::stream<boost::beast::tcp_stream&>;

  /// Apart, so that a move leaves what TLS borrows where it is.
  struct State {
    explicit State(Tcp::socket&& socket) : tcp(std::move(socket)) {}
    boost::beast::tcp_stream tcp;
    std::optional<Tls> tls;
  };

  /// How Beast's WebSocket ends the connection below it.
  template <typename Handler>
  friend void async_teardown(boost::beast::role_type role, Stream& stream, Handler&& handler) {
    using boost::beast::websocket::async_teardown;
    if (stream.state_->tls) {
      async_teardown(role, *stream.state_->tls, std::forward<Handler>(handler));
    } else {
      async_teardown(role, stream.state_->tcp, std::forward<Handler>(handler));
    }
  }
  friend void beast_close_socket(Stream& stream) { stream.close(); }

  std::shared_ptr<State> state_;
};

}  // namespace ow::server
