#include "server/io/status_feed.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "server/io/blocking.h"
#include "server/io/context.h"
#include "server/json_body.h"
#include "server/performance_json.h"
#include "server/status_json.h"
#include "server/success_json.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

/// One workflow's part of a message, its snapshot taken once for all that is said of it.
struct Part {
  std::string id;
  Json status, performance;
};

/// `snapshot` null: nothing was measured.
Part part_of(const Services& services, const engine::WorkflowStatus& status, const SuccessReport& report,
             const profile::Snapshot* snapshot) {
  Part part{.id = status.id, .status = status_json(status), .performance = {}};
  if (snapshot == nullptr) return part;
  part.performance = condensed_json(services.engine, status.id, *snapshot);
  part.performance["success_metrics"] = report.of(*snapshot, status.id);
  for (Json& node : part.status["nodes"]) {
    node["performance"] = node_performance(*snapshot, node["id"].get_ref<const std::string&>());
  }
  return part;
}

/// The message of all parts, or of one, put into the frame of what all messages say.
std::string text_of(Json out, const std::vector<Part>& parts, const std::string& only) {
  Json& measured = out["performance"]["workflows"] = Json::object();
  for (const Part& part : parts) {
    if (!only.empty() && part.id != only) continue;
    out["workflows"].push_back(part.status);
    if (!part.performance.is_null()) measured[part.id] = part.performance;
  }
  return json_text(out);
}

StatusFeed::Texts texts_for(const Services& services, const std::set<std::string>& wanted) {
  const std::int64_t as_of = as_of_us();
  const auto statuses = services.engine.statuses();
  const SuccessReport report(services, statuses);
  const auto snapshots = services.profiler.snapshots();
  const bool all = wanted.contains("");
  std::vector<Part> parts;
  for (const engine::WorkflowStatus& status : statuses) {
    if (!all && !wanted.contains(status.id)) continue;
    const auto measured = snapshots.find(status.id);
    parts.push_back(part_of(services, status, report, measured == snapshots.end() ? nullptr : &measured->second));
  }
  const profile::Snapshot sum = services.profiler.total();
  Json total = condensed_json(services.engine, "", sum);
  total["success_metrics"] = report.of(sum, {});
  const Json frame{{"as_of_us", as_of},
                   {"workflows", Json::array()},
                   {"notices", notices_json(services.engine)},
                   {"performance", std::move(total)}};
  StatusFeed::Texts texts;
  for (const std::string& only : wanted) {
    texts.emplace(only, std::make_shared<const std::string>(text_of(frame, parts, only)));
  }
  return texts;
}

}  // namespace

struct StatusFeedLoop {
  static asio::awaitable<void> run(Context& context) {
    StatusFeed& feed = context.feed;
    Signal pause(co_await asio::this_coro::executor);
    while (!feed.listeners_.empty()) {
      std::set<std::string> wanted;
      for (const auto& [listener, workflow] : feed.listeners_) wanted.insert(workflow);
      std::function<StatusFeed::Texts()> work = [services = context.services, wanted = std::move(wanted)] {
        return texts_for(services, wanted);
      };
      auto texts =
          co_await run_blocking<StatusFeed::Texts>(context.pool, std::move(work), context.limits.request_timeout);
      if (texts) {
        feed.texts_ = std::move(*texts);
        ++feed.number_;
        for (const auto& [listener, workflow] : feed.listeners_) listener->notify();
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
