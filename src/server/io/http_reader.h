// HttpReader: requests off a connection, within the limits. The header comes first, and the body only when it is asked for:
// who may not send one costs no memory.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>
#include <optional>

#include "server/http_message.h"
#include "server/io/stream.h"
#include "server/server.h"

namespace ow::server {

using HttpRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// What came in: a request, or a refusal after which the connection cannot go on, or neither when the client has gone or
/// was too slow.
struct Incoming {
  std::optional<Request> request;  ///< without its body
  std::optional<Response> refusal;
  Persistence persistence = Persistence::kClose;
  Method method = Method::kGet;  ///< as far as it could be read: an answer to HEAD has no body
};

/// I/O thread; `stream` is borrowed for the reader's life.
class HttpReader final {
 public:
  HttpReader(Stream& stream, const Limits& limits);
  asio::awaitable<Incoming> read_head();

  /// Of the request whose head was read: does more of it come?
  [[nodiscard]] bool body_follows() const { return parser_ && !parser_->is_done(); }
  /// How long its body is at most: as it says, or the limit where it does not say.
  [[nodiscard]] std::uint64_t body_bytes() const;
  /// Reads the rest into `request`. A refusal when it is longer than `bytes_max` (413) or malformed; an empty request when
  /// the client has gone or was too slow.
  asio::awaitable<Incoming> read_body(Request request, std::uint64_t bytes_max);
  /// The request as it came, for a WebSocket's handshake.
  [[nodiscard]] const HttpRequest& raw() const { return parser_->get(); }

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  asio::awaitable<bool> wait_for_first_byte();
  asio::awaitable<void> allow_body();

  Stream& stream_;
  const Limits& limits_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;  ///< of the request that is being read
};

}  // namespace ow::server
