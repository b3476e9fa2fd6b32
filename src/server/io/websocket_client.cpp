#include "server/io/websocket_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "base/log.h"
#include "server/io/live_socket.h"

namespace ow::server {
namespace {

namespace websocket = beast::websocket;

constexpr std::chrono::milliseconds kCloseTimeout{5'000};
constexpr std::chrono::milliseconds kStopTimeout{300};
/// A browser answers a ping now and then, and says nothing else.
constexpr std::chrono::seconds kCountedFor{10};
constexpr int kIncomingMax = 500;

}  // namespace

WebSocketClient::WebSocketClient(Stream&& stream, Context& context, std::shared_ptr<Signal> wake, Credential credential)
    : context_(context),
      place_(context.connections, *this),
      wake_(std::move(wake)),
      stream_(std::move(stream)),
      credential_(std::move(credential)) {}

void WebSocketClient::set_timeouts(std::chrono::milliseconds close_timeout) {
  stream_.set_option(websocket::stream_base::timeout{close_timeout, context_.limits.idle_timeout, true});
}

asio::awaitable<bool> WebSocketClient::accept(const HttpRequest& request) {
  stream_.next_layer().expires_never();  // the WebSocket has time-outs of its own
  keep_unsent_small(stream_.next_layer().socket().native_handle());
  set_timeouts(kCloseTimeout);
  stream_.read_message_max(context_.limits.incoming_message_bytes_max);
  stream_.auto_fragment(false);
  auto [error] = co_await stream_.async_accept(request, kAwait);
  if (error) co_return false;
  stream_.control_callback([this](websocket::frame_type, beast::string_view) { count_incoming(); });
  asio::co_spawn(context_.executor, read_until_closed(shared_from_this()), asio::detached);
  co_return true;
}

asio::awaitable<void> WebSocketClient::read_until_closed(std::shared_ptr<WebSocketClient> self) {
  beast::flat_buffer ignored;
  for (;;) {
    auto [error, size] = co_await self->stream_.async_read(ignored, kAwait);
    if (error) break;
    self->count_incoming();
    ignored.clear();
  }
  self->gone_ = true;
  self->wake_->notify();
}

asio::awaitable<bool> WebSocketClient::send_binary(std::array<asio::const_buffer, 2> parts) {
  stream_.binary(true);
  sending_since_ = context_.services.clock.now();
  auto [error, size] = co_await stream_.async_write(parts, kAwait);
  sending_since_.reset();
  co_return !error;
}

asio::awaitable<bool> WebSocketClient::send_text(const std::string& text) {
  stream_.text(true);
  sending_since_ = context_.services.clock.now();
  auto [error, size] = co_await stream_.async_write(asio::buffer(text), kAwait);
  sending_since_.reset();
  co_return !error;
}

asio::awaitable<void> WebSocketClient::close(CloseCode code, std::string reason) {
  if (gone_) co_return;
  if (logged_out_) {
    code = CloseCode::kPolicyViolation;
    reason = "logged out";
  } else if (stopping_) {
    code = CloseCode::kGoingAway;
    reason = "the server stops";
  }
  websocket::close_reason why;
  why.code = static_cast<websocket::close_code>(code);
  why.reason = reason.substr(0, websocket::reason_string::static_capacity);
  co_await stream_.async_close(why, kAwait);
}

void WebSocketClient::count_incoming() {
  const TimePoint now = context_.services.clock.now();
  if (now - counted_since_ > kCountedFor) {
    counted_since_ = now;
    incoming_ = 0;
  }
  if (++incoming_ != kIncomingMax) return;
  log::warn("a WebSocket client sent {} messages within {} s and was cut off", kIncomingMax, kCountedFor.count());
  boost::system::error_code ignored;
  stream_.next_layer().socket().close(ignored);  // the read fails and ends its coroutine
}

void WebSocketClient::end_if_stalled(TimePoint now) {
  if (!sending_since_ || now - *sending_since_ < context_.limits.stall_timeout) return;
  log::info("a viewer took nothing for {:.0f} s and was cut off", to_seconds(now - *sending_since_));
  // Reset: what it did not take is not kept by the kernel for it either.
  boost::system::error_code ignored;
  auto& socket = stream_.next_layer().socket();
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);  // the write and the read fail and end their coroutines
}

void WebSocketClient::shut_down() {
  stopping_ = true;
  set_timeouts(kStopTimeout);
  // A picture that is stuck on a slow viewer's connection would hold the goodbye up: those are cut at the deadline.
  wake_->notify();
}

void WebSocketClient::log_out() {
  logged_out_ = true;
  shut_down();
}

}  // namespace ow::server
