#include "server/io/live_websockets.h"

#include <nlohmann/json.hpp>

#include "server/io/blocking.h"
#include "server/json_body.h"

namespace ow::server {
namespace {

/// Between two looks at the log.
constexpr std::chrono::milliseconds kLogPause{250};

struct Goodbye {
  CloseCode code = CloseCode::kServiceRestart;
  std::string reason = "the workflow starts again";  // and so the page should connect again
};

/// Why a view ended, as the engine sees it.
Goodbye goodbye_of(engine::Engine& engine, const std::string& workflow) {
  const auto status = engine.status(workflow);
  if (!status) return {CloseCode::kNormal, "the workflow was removed"};
  switch (status->state) {
    case engine::RunState::kFinished: return {CloseCode::kNormal, "the workflow has finished"};
    case engine::RunState::kStopped:
    case engine::RunState::kStopping: return {CloseCode::kNormal, "the workflow was stopped"};
    case engine::RunState::kFailed: return {CloseCode::kInternalError, "the workflow failed"};
    case engine::RunState::kStarting:
    case engine::RunState::kRunning:
    case engine::RunState::kRestarting: return {};
  }
  return {};
}

asio::awaitable<void> say_goodbye(Context& context, WebSocketClient& client, std::string workflow) {
  std::function<Goodbye()> work = [&engine = context.services.engine, workflow] {
    return goodbye_of(engine, workflow);
  };
  auto goodbye = co_await run_blocking<Goodbye>(context.pool, std::move(work), context.limits.request_timeout);
  const Goodbye said = goodbye ? *goodbye : Goodbye{};
  co_await client.close(said.code, said.reason);
}

}  // namespace

asio::awaitable<void> send_pictures(Context& context, std::shared_ptr<WebSocketClient> client,
                                    std::unique_ptr<PictureWatch> watch, std::shared_ptr<Signal> wake,
                                    std::string workflow) {
  const Clock& clock = context.services.clock;
  while (client->open()) {
    const live::PicturePtr picture = watch->take();
    if (!picture) {
      if (watch->ended()) break;
      co_await wake->wait(kUntilNotified);
      continue;
    }
    const TimePoint begin = clock.now();
    const std::array<asio::const_buffer, 2> parts{asio::buffer(picture->header.of(*picture)),
                                                  asio::buffer(picture->bytes)};
    const bool taken = co_await client->send_binary(parts);
    if (!taken) co_return;
    watch->sent(*picture, begin, clock.now());
  }
  watch.reset();
  co_await say_goodbye(context, *client, std::move(workflow));
}

asio::awaitable<void> send_status(Context& context, std::shared_ptr<WebSocketClient> client,
                                  std::shared_ptr<Signal> wake, std::string workflow) {
  const StatusFeed::Place place(context.feed, *wake, workflow);
  std::uint64_t seen = context.feed.number();
  context.feed.start(context);
  while (client->open()) {
    const auto text = context.feed.newest(workflow);
    if (context.feed.number() == seen || !text) {
      co_await wake->wait(kUntilNotified);
      continue;
    }
    seen = context.feed.number();
    const bool taken = co_await client->send_text(*text);
    if (!taken) co_return;
  }
  co_await client->close(CloseCode::kGoingAway, "the server stops");
}

asio::awaitable<void> send_log(Context& context, std::shared_ptr<WebSocketClient> client, std::shared_ptr<Signal> wake,
                               LogQuery query) {
  const auto log = context.services.log;
  bool first = true;
  while (client->open()) {
    const std::uint64_t newest = log ? log->newest() : 0;
    if (!std::exchange(first, false) && newest == query.after) {
      co_await wake->wait(kLogPause);
      continue;
    }
    const auto lines = log ? log->after(query.after, query.level, query.limit) : std::vector<log::Line>();
    query.after = newest;
    const std::string text = json_text(log_json(lines, newest));
    const bool taken = co_await client->send_text(text);
    if (!taken) co_return;
    co_await wake->wait(kLogPause);
  }
  co_await client->close(CloseCode::kGoingAway, "the server stops");
}

}  // namespace ow::server
