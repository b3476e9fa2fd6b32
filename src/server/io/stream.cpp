#include "server/io/stream.h"

#include <openssl/ssl.h>

#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>

#include "server/io/signal.h"

namespace ow::server {
namespace {

constexpr std::string_view kWrongProtocol =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: 42\r\n\r\n"
    "This port speaks HTTPS: write https://...\n";

bool is_plain_http(const boost::system::error_code& error) {
  return error.category() == boost::asio::error::get_ssl_category() &&
         ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_HTTP_REQUEST;
}

}  // namespace

Stream::Stream(Tcp::socket&& socket, asio::ssl::context* tls) : state_(std::make_shared<State>(std::move(socket))) {
  if (tls != nullptr) state_->tls.emplace(state_->tcp, *tls);
}

asio::awaitable<bool> Stream::open(std::chrono::milliseconds timeout) {
  if (!state_->tls) co_return true;
  state_->tcp.expires_after(timeout);
  auto [error] = co_await state_->tls->async_handshake(asio::ssl::stream_base::server, kAwait);
  if (!error) co_return true;
  if (is_plain_http(error)) co_await asio::async_write(state_->tcp, asio::buffer(kWrongProtocol), kAwait);
  state_->tcp.close();
  co_return false;
}

asio::awaitable<void> Stream::say_end(std::chrono::milliseconds patience) {
  boost::system::error_code ignored;
  if (state_->tls) {
    auto done = std::make_shared<Signal>(state_->tcp.get_executor());
    state_->tcp.expires_after(patience);
    // The call keeps the state: it may still wait for the peer when this coroutine no longer does.
    state_->tls->async_shutdown([done, state = state_](const boost::system::error_code&) { done->notify(); });
    co_await done->wait(patience);
  }
  state_->tcp.socket().shutdown(Tcp::socket::shutdown_send, ignored);
}

}  // namespace ow::server
