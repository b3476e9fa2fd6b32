#include "server/io/status_feed.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <nlohmann/json.hpp>

#include "profile/snapshot_json.h"
#include "server/io/blocking.h"
#include "server/io/context.h"
#include "server/json_body.h"
#include "server/status_json.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

/// A snapshot without what only a closer look needs; that is at /api/workflow-builder/performance.
Json condensed(const profile::Snapshot& snapshot) {
  Json out = profile::to_json(snapshot);
  out.erase("nodes");
  return out;
}

std::string status_text(const Services& services) {
  Json out = statuses_json(services.engine);
  Json& performance = out["performance"] = condensed(services.profiler.total());
  Json& workflows = performance["workflows"] = Json::object();
  for (const std::string& id : services.profiler.ids()) {
    workflows[id] = condensed(services.profiler.workflow(id)->snapshot());
  }
  return json_text(out);
}

}  // namespace

struct StatusFeedLoop {
  static asio::awaitable<void> run(Context& context) {
    StatusFeed& feed = context.feed;
    Signal pause(co_await asio::this_coro::executor);
    while (!feed.listeners_.empty()) {
      std::function<std::string()> work = [services = context.services] { return status_text(services); };
      auto text = co_await run_blocking<std::string>(context.pool, std::move(work), context.limits.request_timeout);
      if (text) {
        feed.newest_ = {feed.newest_.number + 1, std::make_shared<const std::string>(std::move(*text))};
        for (Signal* listener : feed.listeners_) listener->notify();
      }
      co_await pause.wait(context.limits.status_interval);
    }
    feed.running_ = false;
  }
};

void StatusFeed::start(Context& context) {
  if (running_) return;
  running_ = true;
  asio::co_spawn(context.executor, StatusFeedLoop::run(context), asio::detached);
}

}  // namespace ow::server
