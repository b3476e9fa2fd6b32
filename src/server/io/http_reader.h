// HttpReader: requests off a connection, within the limits.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

#include "server/http_message.h"
#include "server/io/stream.h"
#include "server/server.h"

namespace ow::server {

using HttpRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// What came in: a request, or a refusal after which the connection cannot go on, or neither when the client has gone or
/// was too slow.
struct Incoming {
  std::optional<Request> request;
  std::optional<Response> refusal;
  Persistence persistence = Persistence::kClose;
  HttpRequest raw;  ///< for a WebSocket's handshake; its body went to `request`
};

/// I/O thread; `stream` is borrowed for the reader's life.
class HttpReader final {
 public:
  HttpReader(Stream& stream, const Limits& limits);
  asio::awaitable<Incoming> read();

 private:
  asio::awaitable<bool> wait_for_first_byte();
  asio::awaitable<void> allow_body();

  Stream& stream_;
  const Limits& limits_;
  boost::beast::flat_buffer buffer_;
};

}  // namespace ow::server
