// One connection to an HTTP server: directly, through a proxy, with TLS or without. Inside of net.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>

#include "base/clock.h"
#include "base/error.h"
#include "net/http_client.h"
#include "net/tls.h"
#include "net/url.h"

namespace ow::net {

/// Belongs to the calling thread, on which every operation runs to its end; each ends by its time-out, by the deadline of
/// the whole call, or by the stop.
class Connection final {
 public:
  Connection(const HttpOptions& options, std::stop_token stop, TimePoint deadline);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Reaches the host, or the proxy; TLS for https.
  Status open(const Url& url, const std::optional<Url>& proxy);
  Status write(std::string_view bytes);
  /// What came, at least a byte; 0: the other side has ended the connection.
  Result<std::size_t> read(std::span<char> into);

 private:
  using Code = boost::system::error_code;

  Status connect(const Url& to, std::string_view what);
  Status open_tunnel(const Url& url, const Url& proxy);
  Status start_tls(const Url& url);
  /// Runs the loop until `done`; past the limit or on a stop, `abort` has to make that come soon.
  Status wait(const bool& done, Duration limit, const std::function<void()>& abort, const std::string& what);
  void close();

  const HttpOptions& options_;
  std::stop_token stop_;
  TimePoint deadline_;
  std::string peer_;  ///< for messages
  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_;
  std::optional<boost::asio::ssl::context> trust_;
  std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
};

}  // namespace ow::net
