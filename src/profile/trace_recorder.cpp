#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "profile/profiler.h"

namespace ow::profile {
namespace {

struct Event {
  std::uint32_t node = 0;  ///< index into State::nodes
  SpanKind kind = SpanKind::kWork;
  const char* name = nullptr;
  TimePoint begin{};
  TimePoint end{};
};

struct Node {
  std::string name;
  std::size_t process = 0;  ///< Chrome's pid, from 1
};

/// A lane holds spans that do not overlap; Chrome draws anything else wrongly.
struct Lane {
  std::size_t id = 0;  ///< Chrome's tid, from 1
  TimePoint busy_until{};
};

std::string json_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Hands out lanes per node and kind, and writes one named lane the first time it is used.
class Lanes {
 public:
  Lanes(const std::vector<Node>& nodes, std::string& json) : nodes_(nodes), json_(json) {}

  /// Events must come by rising begin.
  std::size_t place(const Event& event) {
    auto& lanes = lanes_[{event.node, event.kind}];
    auto lane =
        std::find_if(lanes.begin(), lanes.end(), [&](const Lane& free) { return free.busy_until <= event.begin; });
    if (lane == lanes.end()) lane = lanes.insert(lanes.end(), {add_lane(event, lanes.size()), {}});
    lane->busy_until = event.end;
    return lane->id;
  }

 private:
  std::size_t add_lane(const Event& event, std::size_t before) {
    const Node& node = nodes_[event.node];
    std::string name = node.name;
    if (event.kind == SpanKind::kWait) name += " (waits)";
    if (before > 0) name += fmt::format(" {}", before + 1);
    const std::size_t id = next_id_++;
    fmt::format_to(std::back_inserter(json_),
                   R"({{"ph":"M","name":"thread_name","pid":{},"tid":{},"args":{{"name":{}}}}},)"
                   "\n",
                   node.process, id, json_text(name));
    return id;
  }

  const std::vector<Node>& nodes_;
  std::string& json_;
  std::map<std::pair<std::uint32_t, SpanKind>, std::vector<Lane>> lanes_;
  std::size_t next_id_ = 1;
};

double microseconds(Duration duration) { return std::chrono::duration<double, std::micro>(duration).count(); }

}  // namespace

struct TraceRecorder::State {
  std::size_t events_max = 0;
  mutable std::mutex mutex;
  std::deque<Event> events;  ///< a deque never moves what it holds: no long copy on the frame path
  std::size_t lost = 0;
  std::map<std::string, std::map<std::string, std::uint32_t, std::less<>>, std::less<>>
      ids;  ///< workflow → node → index
  std::vector<std::string> workflows;
  std::vector<Node> nodes;

  std::uint32_t node_id(std::string_view workflow, std::string_view node) {
    auto process = ids.find(workflow);
    if (process == ids.end()) {
      process = ids.try_emplace(std::string(workflow)).first;
      workflows.emplace_back(workflow);
    }
    const auto found = process->second.find(node);
    if (found != process->second.end()) return found->second;
    const auto place = std::find(workflows.begin(), workflows.end(), workflow);
    nodes.push_back({std::string(node), static_cast<std::size_t>(place - workflows.begin()) + 1});
    return process->second.try_emplace(std::string(node), static_cast<std::uint32_t>(nodes.size() - 1)).first->second;
  }
};

TraceRecorder::TraceRecorder(std::size_t events_max) : state_(std::make_unique<State>()) {
  state_->events_max = events_max;
}
TraceRecorder::~TraceRecorder() = default;

void TraceRecorder::record(std::string_view workflow, std::string_view node, const Span& span) {
  const std::lock_guard lock(state_->mutex);
  if (state_->events.size() >= state_->events_max) {
    ++state_->lost;
    return;
  }
  state_->events.push_back(
      {state_->node_id(workflow, node), span.kind, span.name, span.begin, std::max(span.begin, span.end)});
}

namespace {

void append_processes(std::string& json, const std::vector<std::string>& workflows) {
  for (std::size_t index = 0; index < workflows.size(); ++index) {
    fmt::format_to(std::back_inserter(json),
                   R"({{"ph":"M","name":"process_name","pid":{},"tid":0,"args":{{"name":{}}}}},)"
                   "\n",
                   index + 1, json_text(workflows[index]));
  }
}

void append_events(std::string& json, const std::vector<Event>& events, const std::vector<Node>& nodes) {
  Lanes lanes(nodes, json);
  for (const Event& event : events) {
    const std::size_t lane = lanes.place(event);
    fmt::format_to(std::back_inserter(json),
                   R"({{"ph":"X","name":{},"cat":"{}","ts":{:.3f},"dur":{:.3f},"pid":{},"tid":{}}},)"
                   "\n",
                   json_text(event.name != nullptr ? event.name : "other"),
                   event.kind == SpanKind::kWork ? "work" : "wait", microseconds(event.begin - events.front().begin),
                   microseconds(event.end - event.begin), nodes[event.node].process, lane);
  }
}

}  // namespace

std::string TraceRecorder::to_json() const {
  std::unique_lock lock(state_->mutex);  // for the copies only: records go on while the text is made
  std::vector<Event> events(state_->events.begin(), state_->events.end());
  const std::vector<std::string> workflows = state_->workflows;
  const std::vector<Node> nodes = state_->nodes;
  const std::size_t lost = state_->lost;
  lock.unlock();
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.begin < b.begin; });
  std::string json = "{\"traceEvents\":[\n";
  append_processes(json, workflows);
  append_events(json, events, nodes);
  if (json.ends_with(",\n")) json.erase(json.size() - 2, 1);
  json += fmt::format("],\"displayTimeUnit\":\"ms\",\"otherData\":{{\"events_lost\":{}}}}}\n", lost);
  return json;
}

}  // namespace ow::profile
