#include "server/io/http_session.h"

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <chrono>
#include <cstdint>
#include <optional>

#include "server/auth/admission.h"
#include "server/dispatch.h"
#include "server/io/blocking.h"
#include "server/io/body_room.h"
#include "server/io/http_reader.h"
#include "server/io/live_http.h"
#include "server/io/live_websockets.h"
#include "server/io/peer.h"
#include "server/io/stream.h"
#include "server/io/websocket_client.h"
#include "server/problem.h"

namespace ow::server {
namespace {

constexpr std::size_t kRefusalsMax = 64;
constexpr std::chrono::seconds kLingerTime{1};

/// False when the connection is not to go on. A free function with all that it needs as arguments: the member coroutine
/// that it replaces read a wrong `this` as GCC 12 compiles it.
asio::awaitable<bool> write_message(Stream& stream, std::string message, Persistence persistence) {
  const auto [error, size] = co_await asio::async_write(stream, asio::buffer(message), kAwait);
  co_return !error && persistence == Persistence::kKeepAlive;
}

/// Empty when it is not there.
std::string query_value(const Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

SlowLane& lane_of(Context& context, Lane lane) {
  switch (lane) {
    case Lane::kLogIns: return context.log_ins;
    case Lane::kSourceTests: return context.source_tests;
    case Lane::kMeasurements: break;
  }
  return context.measurements;
}

class HttpSession final : public Connection {
 public:
  HttpSession(Tcp::socket&& socket, Context& context)
      : context_(context),
        peer_(peer_of(socket)),
        stream_(std::move(socket), context.tls),
        reader_(stream_, context_.limits) {
    place_.emplace(context_.connections, *this);
  }

  static asio::awaitable<void> run(std::shared_ptr<HttpSession> self) {
    bool goes_on = co_await self->stream_.open(self->context_.limits.request_timeout);
    while (goes_on) goes_on = co_await self->exchange();
    co_await self->linger();
  }

  static asio::awaitable<void> refuse(std::shared_ptr<HttpSession> self) {
    const bool open = co_await self->stream_.open(kLingerTime);
    if (open) {
      const Error too_many{ErrorCode::kUnavailable, "the server has too many connections; try again in a second", {}};
      const Response response = problem(too_many);
      co_await self->send(response, Persistence::kClose, Method::kGet);
      co_await self->linger();
    }
    --self->context_.refusals;
  }

  void shut_down() override { stream_.close(); }
  [[nodiscard]] const Credential* credential() const override { return watching_ ? &*watching_ : nullptr; }

 private:
  asio::awaitable<bool> exchange();
  asio::awaitable<bool> answer(Incoming& incoming);
  [[nodiscard]] std::uint64_t body_bytes_max(const Route& route) const;
  asio::awaitable<bool> receive_body(Incoming& incoming, std::uint64_t bytes_max);
  asio::awaitable<bool> act(const Route& route, Incoming& incoming);
  asio::awaitable<bool> serve_live(Live live, Incoming& incoming);
  asio::awaitable<bool> serve_websocket(Live live, Incoming& incoming);
  asio::awaitable<bool> serve_pictures(Live live, const Incoming& incoming);
  void complete(Request& request) const;
  asio::awaitable<std::optional<Response>> admit(const Route& route, Request& request);
  asio::awaitable<Response> call_blocking(asio::thread_pool& pool, const Handler& handler, Request request);
  asio::awaitable<Response> call_slow(const Slow& slow, Request request);
  asio::awaitable<bool> send(const Response& response, Persistence persistence, Method method);
  asio::awaitable<void> linger();

  Context& context_;
  std::optional<Connections::Place> place_;
  const Peer peer_;
  Stream stream_;
  HttpReader reader_;
  std::optional<Credential> watching_;  ///< what the stream of pictures was asked for with
};

/// One request and its answer; false when the connection is not to go on.
asio::awaitable<bool> HttpSession::exchange() {
  Incoming incoming = co_await reader_.read_head();
  if (incoming.refusal) {
    co_await send(*incoming.refusal, Persistence::kClose, incoming.method);
    co_return false;
  }
  if (!incoming.request) co_return false;
  co_return co_await answer(incoming);
}

asio::awaitable<bool> HttpSession::answer(Incoming& incoming) {
  Request& request = *incoming.request;
  complete(request);
  // What is refused leaves its body unread, so that nothing can follow it.
  const Persistence if_refused = reader_.body_follows() ? Persistence::kClose : incoming.persistence;
  const bool upgrade = boost::beast::websocket::is_upgrade(reader_.raw());
  const Decision decision = decide(context_.router, context_.assets.get(), context_.hosts, request,
                                   upgrade ? Connecting::kWebSocket : Connecting::kNormal);
  if (const auto* response = std::get_if<Response>(&decision)) {
    co_return co_await send(*response, if_refused, request.method);
  }
  const Route& route = *std::get<const Route*>(decision);
  if (context_.services.guard != nullptr) {
    const auto refusal = co_await admit(route, request);
    if (refusal) co_return co_await send(*refusal, if_refused, request.method);
  }
  if (!reader_.body_follows()) co_return co_await act(route, incoming);
  const std::uint64_t bytes_max = body_bytes_max(route);
  const BodyRoom room(context_, std::min(reader_.body_bytes(), bytes_max));
  if (!room.granted()) {
    const Response busy =
        problem(Error{ErrorCode::kUnavailable, "too many large requests at once; try again in a second", {}});
    co_return co_await send(busy, Persistence::kClose, request.method);
  }
  const bool received = co_await receive_body(incoming, bytes_max);
  if (!received) co_return false;
  co_return co_await act(route, incoming);
}

/// Of anybody, only what needs no share of the room.
std::uint64_t HttpSession::body_bytes_max(const Route& route) const {
  const Limits& limits = context_.limits;
  const bool anybody = context_.services.guard != nullptr && route.access == Access::kPublic;
  return anybody ? std::min(limits.small_body_bytes_max, limits.body_bytes_max) : limits.body_bytes_max;
}

/// False when it did not come; the client was told where it is still there.
asio::awaitable<bool> HttpSession::receive_body(Incoming& incoming, std::uint64_t bytes_max) {
  const Method method = incoming.request->method;
  Incoming whole = co_await reader_.read_body(std::move(*incoming.request), bytes_max);
  if (whole.refusal) co_await send(*whole.refusal, Persistence::kClose, method);
  incoming.request = std::move(whole.request);
  co_return incoming.request.has_value();
}

asio::awaitable<bool> HttpSession::act(const Route& route, Incoming& incoming) {
  Request& request = *incoming.request;
  const auto& action = route.action;
  if (const auto* live = std::get_if<Live>(&action)) co_return co_await serve_live(*live, incoming);
  const Method method = request.method;
  Response response;
  if (const auto* quick = std::get_if<Inline>(&action)) {
    response = call_handler(quick->handler, request);
  } else if (const auto* slow = std::get_if<Slow>(&action)) {
    response = co_await call_slow(*slow, std::move(request));
  } else {
    response = co_await call_blocking(context_.pool, std::get<Blocking>(action).handler, std::move(request));
  }
  co_return co_await send(response, incoming.persistence, method);
}

/// What the connection knows of a request.
void HttpSession::complete(Request& request) const {
  request.client_address = peer_.address;
  request.server_address = peer_.server_address;
  request.server_port = peer_.server_port;
  request.transport = stream_.transport();
  context_.hosts.look_through_proxy(request);
}

/// A refusal, or nothing when the request may go on. The store is asked on a worker thread, and only when its last answer
/// is a few seconds old.
asio::awaitable<std::optional<Response>> HttpSession::admit(const Route& route, Request& request) {
  Guard& guard = *context_.services.guard;
  const auto wait = guard.count_request(request.client_address);
  if (wait) co_return too_many_requests(*wait);
  if (route.access == Access::kPublic) co_return std::nullopt;
  const Credential credential = credential_of(request);
  const auto known = guard.remembered(credential);
  if (known) co_return refusal_of(*known, route.access, request);
  std::function<Result<Admitted>()> work = [&guard, credential] { return guard.examine(credential); };
  auto examined =
      co_await run_blocking<Result<Admitted>>(context_.guard_pool, std::move(work), context_.limits.request_timeout);
  if (!examined) examined = fail(ErrorCode::kDeadlineExceeded, "no answer in time");
  co_return refusal_of(*examined, route.access, request);
}

asio::awaitable<Response> HttpSession::call_slow(const Slow& slow, Request request) {
  SlowLane& lane = lane_of(context_, slow.lane);
  if (lane.calls >= lane.calls_max) {
    co_return problem(Error{ErrorCode::kResourceExhausted, std::string(lane.refusal), {}});
  }
  ++lane.calls;
  Response response = co_await call_blocking(lane.pool, slow.handler, std::move(request));
  --lane.calls;
  co_return response;
}

asio::awaitable<Response> HttpSession::call_blocking(asio::thread_pool& pool, const Handler& handler, Request request) {
  std::function<Response()> work = [&handler, request = std::move(request)] { return call_handler(handler, request); };
  auto response = co_await run_blocking<Response>(pool, std::move(work), context_.limits.request_timeout);
  if (response) co_return std::move(*response);
  co_return problem(Error{ErrorCode::kDeadlineExceeded, "the engine is still busy with this; look at its status", {}});
}

asio::awaitable<bool> HttpSession::serve_live(Live live, Incoming& incoming) {
  if (live == Live::kXrayMjpeg || live == Live::kXrayJpeg) co_return co_await serve_pictures(live, incoming);
  if (boost::beast::websocket::is_upgrade(reader_.raw())) co_return co_await serve_websocket(live, incoming);
  Response response = problem(426, Error{ErrorCode::kInvalidArgument, "this address speaks WebSocket only", {}});
  response.headers.emplace_back("Upgrade", "websocket");
  co_return co_await send(response, incoming.persistence, incoming.request->method);
}

asio::awaitable<bool> HttpSession::serve_websocket(Live live, Incoming& incoming) {
  auto wake = std::make_shared<Signal>(context_.executor);
  std::unique_ptr<PictureWatch> watch;
  std::string workflow;
  const auto query = log_query(*incoming.request);
  if (live == Live::kLogWebSocket && !query) {
    const Response refusal = problem(query.error());
    co_return co_await send(refusal, incoming.persistence, incoming.request->method);
  }
  if (live == Live::kStatusWebSocket) workflow = query_value(*incoming.request, "workflow");
  if (live == Live::kXrayWebSocket) {
    workflow = incoming.request->parameter("workflow");
    auto opened = PictureWatch::open(context_.services, *incoming.request, wake, context_.executor);
    if (!opened) {
      const Response refusal = problem(opened.error());
      co_return co_await send(refusal, incoming.persistence, incoming.request->method);
    }
    watch = std::move(*opened);
  }
  const HttpRequest handshake = reader_.raw();
  auto client = std::make_shared<WebSocketClient>(std::move(stream_), context_, wake, credential_of(*incoming.request));
  place_.reset();
  const bool accepted = co_await client->accept(handshake);
  if (!accepted) co_return false;
  if (watch) {
    co_await send_pictures(context_, client, std::move(watch), wake, std::move(workflow));
  } else if (live == Live::kLogWebSocket) {
    co_await send_log(context_, client, wake, *query);
  } else {
    co_await send_status(context_, client, wake, std::move(workflow));
  }
  co_return false;
}

asio::awaitable<bool> HttpSession::serve_pictures(Live live, const Incoming& incoming) {
  const Request& request = *incoming.request;
  auto wake = std::make_shared<Signal>(context_.executor);
  auto watch = PictureWatch::open(context_.services, request, wake, context_.executor);
  if (!watch) {
    const Response refusal = problem(watch.error());
    co_return co_await send(refusal, incoming.persistence, request.method);
  }
  if (live == Live::kXrayJpeg) {
    const Response response = co_await newest_jpeg(context_, std::move(*watch), wake);
    co_return co_await send(response, incoming.persistence, request.method);
  }
  if (request.method == Method::kHead) {
    const std::string head = head_of_stream(mjpeg_response());
    co_await asio::async_write(stream_, asio::buffer(head), kAwait);
  } else {
    watching_ = credential_of(request);
    co_await stream_mjpeg(context_, stream_, std::move(*watch), wake);
  }
  co_return false;
}

asio::awaitable<bool> HttpSession::send(const Response& response, Persistence persistence, Method method) {
  std::string message = head_of(response, persistence);
  if (method != Method::kHead) message += response.content();
  stream_.expires_after(context_.limits.request_timeout);
  return write_message(stream_, std::move(message), persistence);
}

/// Closing while the client still sends would make its kernel throw our answer away: so say the end and read on a while.
asio::awaitable<void> HttpSession::linger() {
  if (!stream_.is_open()) co_return;
  co_await stream_.say_end(kLingerTime);
  stream_.expires_after(kLingerTime);
  std::array<char, 4096> rest{};
  for (;;) {
    auto [error, size] = co_await stream_.async_read_some(asio::buffer(rest), kAwait);
    if (error) break;
  }
  stream_.close();
}

std::shared_ptr<HttpSession> make_session(Tcp::socket&& socket, Context& context) {
  boost::system::error_code ignored;
  socket.set_option(Tcp::no_delay(true), ignored);
  return std::make_shared<HttpSession>(std::move(socket), context);
}

}  // namespace

void start_http_session(Tcp::socket socket, Context& context) {
  auto session = make_session(std::move(socket), context);
  asio::co_spawn(context.executor, HttpSession::run(std::move(session)), asio::detached);
}

void start_refusal(Tcp::socket socket, Context& context) {
  if (context.refusals >= kRefusalsMax) return;
  ++context.refusals;
  auto session = make_session(std::move(socket), context);
  asio::co_spawn(context.executor, HttpSession::refuse(std::move(session)), asio::detached);
}

}  // namespace ow::server
