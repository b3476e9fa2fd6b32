#include "net/connection.h"

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>

namespace ow::net {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

constexpr std::size_t kProxyHeadBytesMax = 16 << 10;

Error network_error(const std::string& peer, const boost::system::error_code& code) {
  using namespace asio::error;
  if (code == connection_refused)
    return {ErrorCode::kUnavailable, peer + " refuses the connection: nothing listens there", {}};
  if (code == host_unreachable || code == network_unreachable)
    return {ErrorCode::kUnavailable, peer + " cannot be reached from here; is this machine on-line?", {}};
  if (code == connection_reset || code == broken_pipe || code == eof)
    return {ErrorCode::kUnavailable, peer + " cut the connection", {}};
  return {ErrorCode::kUnavailable, "no connection with " + peer + ": " + code.message(), {}};
}

Error lookup_error(const std::string& host, const boost::system::error_code& code) {
  if (code == asio::error::host_not_found || code == asio::error::no_data) {
    return {ErrorCode::kNotFound,
            "the name " + host + " is unknown (DNS); is it spelled right, or is a proxy to be used " + "(HTTPS_PROXY)?",
            {}};
  }
  return {ErrorCode::kUnavailable,
          "the name " + host + " cannot be looked up (DNS: " + code.message() +
              "); is this machine on-line, or is a proxy to be used (HTTPS_PROXY)?",
          {}};
}

/// "407" of "HTTP/1.1 407 Proxy Authentication Required".
int status_of(std::string_view head) {
  const std::size_t blank = head.find(' ');
  if (!head.starts_with("HTTP/1.") || blank == std::string_view::npos) return 0;
  int status = 0;
  for (const char c : head.substr(blank + 1, 3)) status = c >= '0' && c <= '9' ? status * 10 + (c - '0') : 0;
  return status;
}

}  // namespace

Connection::Connection(const HttpOptions& options, std::stop_token stop, TimePoint deadline)
    : options_(options), stop_(std::move(stop)), deadline_(deadline), io_(1), socket_(io_) {}

void Connection::close() {
  Code ignored;
  socket_.close(ignored);
}

Status Connection::wait(const bool& done, Duration limit, const std::function<void()>& abort, const std::string& what) {
  const SteadyClock clock;
  const TimePoint until = std::min(clock.now() + limit, deadline_);
  const std::stop_callback wake(stop_, [this] { asio::post(io_, [] {}); });
  while (!done) {
    const bool stopped = stop_.stop_requested();
    if (!stopped && clock.now() < until) {
      io_.restart();
      io_.run_one_until(until);
      continue;
    }
    abort();
    io_.restart();
    while (!done && io_.run_one() > 0) {
    }
    if (stopped) return fail(ErrorCode::kCancelled, "stopped");
    if (until == deadline_) {
      return fail(ErrorCode::kDeadlineExceeded, "{}: not done within {:.1f} s", peer_,
                  to_seconds(options_.total_timeout));
    }
    return fail(ErrorCode::kDeadlineExceeded, "{}: {} within {:.1f} s", peer_, what, to_seconds(limit));
  }
  return {};
}

Status Connection::open(const Url& url, const std::optional<Url>& proxy) {
  if (!proxy) {
    OW_CHECK(connect(url, ""));
  } else {
    OW_CHECK(connect(*proxy, "the proxy "));
    if (url.secure()) OW_CHECK(open_tunnel(url, *proxy));
  }
  peer_ = url.authority();
  return url.secure() ? start_tls(url) : Status{};
}

Status Connection::connect(const Url& to, std::string_view what) {
  peer_ = std::string(what) + to.authority();
  bool done = false;
  Code code;
  Tcp::resolver resolver(io_);
  Tcp::resolver::results_type found;
  resolver.async_resolve(to.host, std::to_string(to.port), [&](Code error, Tcp::resolver::results_type results) {
    done = true;
    code = error;
    found = std::move(results);
  });
  OW_CHECK(wait(
      done, options_.connect_timeout, [&] { resolver.cancel(); }, "the name was not looked up"));
  if (code) return std::unexpected(lookup_error(to.host, code));
  done = false;
  asio::async_connect(socket_, found, [&](Code error, const Tcp::endpoint&) {
    done = true;
    code = error;
  });
  OW_CHECK(wait(
      done, options_.connect_timeout, [&] { close(); }, "no connection"));
  if (code) return std::unexpected(network_error(peer_, code));
  socket_.set_option(Tcp::no_delay(true), code);
  return {};
}

Status Connection::open_tunnel(const Url& url, const Url& proxy) {
  std::string request = "CONNECT " + url.host_and_port() + " HTTP/1.1\r\nHost: " + url.host_and_port() + "\r\n";
  if (!proxy.user_info.empty()) request += "Proxy-Authorization: " + basic_authorization(proxy.user_info) + "\r\n";
  OW_CHECK(write(request + "\r\n"));
  std::string head;
  while (!head.ends_with("\r\n\r\n")) {  // byte by byte: what follows is TLS, and not ours to read
    char byte = 0;
    OW_TRY(const std::size_t count, read({&byte, 1}));
    if (count == 0) return fail(ErrorCode::kUnavailable, "{} closed the connection to {}", peer_, url.host);
    head += byte;
    if (head.size() > kProxyHeadBytesMax) return fail(ErrorCode::kDataLoss, "{} does not speak HTTP", peer_);
  }
  const int status = status_of(head);
  if (status >= 200 && status < 300) return {};
  if (status == 407) {
    return fail(ErrorCode::kPermissionDenied,
                "{} asks for a user and password (407): HTTPS_PROXY=http://user:password@{}", peer_,
                proxy.host_and_port());
  }
  const ErrorCode code = status >= 500 ? ErrorCode::kUnavailable : ErrorCode::kPermissionDenied;
  return fail(code, "{} does not connect to {}: {}", peer_, url.host_and_port(), head.substr(0, head.find('\r')));
}

Status Connection::start_tls(const Url& url) {
  OW_TRY(trust_, make_client_tls(options_.ca_file));
  tls_.emplace(socket_, *trust_);
  OW_CHECK(expect_host(tls_->native_handle(), url.host));
  bool done = false;
  Code code;
  tls_->async_handshake(boost::asio::ssl::stream_base::client, [&](Code error) {
    done = true;
    code = error;
  });
  OW_CHECK(wait(
      done, options_.connect_timeout, [&] { close(); }, "no TLS"));
  if (code) return std::unexpected(handshake_error(tls_->native_handle(), url.authority(), code));
  return {};
}

Status Connection::write(std::string_view bytes) {
  bool done = false;
  Code code;
  const auto finish = [&](Code error, std::size_t) {
    done = true;
    code = error;
  };
  const asio::const_buffer buffer(bytes.data(), bytes.size());
  if (tls_) {
    asio::async_write(*tls_, buffer, finish);
  } else {
    asio::async_write(socket_, buffer, finish);
  }
  OW_CHECK(wait(
      done, options_.idle_timeout, [&] { close(); }, "took no more of the request"));
  if (code) return std::unexpected(network_error(peer_, code));
  return {};
}

Result<std::size_t> Connection::read(std::span<char> into) {
  bool done = false;
  Code code;
  std::size_t count = 0;
  const auto finish = [&](Code error, std::size_t bytes) {
    done = true;
    code = error;
    count = bytes;
  };
  const asio::mutable_buffer buffer(into.data(), into.size());
  if (tls_) {
    tls_->async_read_some(buffer, finish);
  } else {
    socket_.async_read_some(buffer, finish);
  }
  OW_CHECK(wait(
      done, options_.idle_timeout, [&] { close(); }, "sent nothing"));
  // Many servers end TLS without saying so; whether the message was whole is HTTP's to tell.
  if (code == asio::error::eof || code == boost::asio::ssl::error::stream_truncated) return 0;
  if (code && count == 0) return std::unexpected(network_error(peer_, code));
  return count;
}

}  // namespace ow::net
