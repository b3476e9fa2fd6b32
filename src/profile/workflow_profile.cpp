#include "profile/workflow_profile.h"

#include <algorithm>
#include <limits>

namespace ow::profile {
namespace {

constexpr Duration::rep kNotStarted = std::numeric_limits<Duration::rep>::max();
constexpr std::size_t kDropPlacesMax = 256;
/// Rates over less time than this would be guesses: one frame in the first millisecond is not 1,000 fps.
constexpr Duration kRateTimeMin = std::chrono::milliseconds(100);

OperationValues collect_ring(const SampleRing& ring, TimePoint from) {
  OperationValues values;
  values.total_count = ring.total_count();
  values.total = ring.total();
  ring.collect(from, values.values);
  return values;
}

}  // namespace

WindowedProfile::WindowedProfile(std::string workflow, std::chrono::milliseconds window, const Clock& clock)
    : workflow_(std::move(workflow)), window_(window), clock_(clock), started_ns_(kNotStarted) {}

void WindowedProfile::mark_start(TimePoint time) {
  Duration::rep expected = kNotStarted;
  if (started_ns_.load(std::memory_order_relaxed) != kNotStarted) return;
  started_ns_.compare_exchange_strong(expected, time.time_since_epoch().count());
}

void WindowedProfile::on_span(std::string_view node, const Span& span) {
  mark_start(span.begin);
  nodes_.find_or_add(node).add_span(span);
  if (TraceRecorder* recorder = recorder_.load(std::memory_order_acquire); recorder != nullptr) {
    recorder->record(workflow_, node, span);
  }
}

void WindowedProfile::on_frame_in(std::string_view node) {
  const TimePoint now = clock_.now();
  mark_start(now);
  nodes_.find_or_add(node).add_frame_in(now);
}

void WindowedProfile::on_frame_out(std::string_view node) {
  const TimePoint now = clock_.now();
  mark_start(now);
  nodes_.find_or_add(node).add_frame_out(now);
}

void WindowedProfile::on_skip(std::string_view node) {
  const TimePoint now = clock_.now();
  mark_start(now);
  nodes_.find_or_add(node).add_skip(now);
}

void WindowedProfile::on_drop(std::string_view where, DropReason reason) {
  const std::lock_guard lock(drops_mutex_);
  auto found = drops_.find(where);
  if (found == drops_.end()) {
    found = drops_.try_emplace(drops_.size() < kDropPlacesMax ? std::string(where) : "other").first;
  }
  ++found->second[reason];
}

void WindowedProfile::on_complete(std::string_view /*node*/, const Trace& trace, TimePoint end) {
  const double latency_ms = std::max(0.0, to_ms(end - trace.capture()));
  const double unaccounted_ms = std::max(0.0, to_ms(trace.unaccounted(end)));
  const std::lock_guard lock(frames_mutex_);
  total_latency_ms_.add(end, latency_ms);
  unaccounted_ms_.add(end, unaccounted_ms);
}

void WindowedProfile::on_delivery(std::string_view node, TimePoint time, Duration interval) {
  nodes_.find_or_add(node).add_delivery(time, to_ms(interval));
}

void WindowedProfile::on_picture(std::string_view /*node*/, std::size_t bytes) {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(frames_mutex_);
  picture_bytes_.add(now, static_cast<double>(bytes));
}

Snapshot WindowedProfile::snapshot(std::chrono::milliseconds window) const { return summarise(collect(window)); }

WindowValues WindowedProfile::collect(std::chrono::milliseconds window) const {
  const TimePoint now = clock_.now();
  const Duration::rep started_ns = started_ns_.load();
  const TimePoint started = started_ns == kNotStarted ? now : TimePoint(Duration(started_ns));
  const TimePoint from = std::min(std::max(now - std::min(window, window_), started), now - kRateTimeMin);
  WindowValues values;
  values.nodes = nodes_.collect(from, now);
  values.rates = rates_of(values.nodes);
  collect_frames(from, values);
  const std::lock_guard lock(drops_mutex_);
  for (const auto& [where, reasons] : drops_) {
    for (const auto& [reason, count] : reasons) values.drops.push_back({where, reason, count});
  }
  return values;
}

void WindowedProfile::collect_frames(TimePoint from, WindowValues& values) const {
  const std::lock_guard lock(frames_mutex_);
  values.total_latency_ms = collect_ring(total_latency_ms_, from);
  values.unaccounted_ms = collect_ring(unaccounted_ms_, from);
  values.picture_bytes = collect_ring(picture_bytes_, from);
}

void WindowedProfile::reset() {
  nodes_.reset();
  {
    const std::lock_guard lock(frames_mutex_);
    total_latency_ms_.clear();
    unaccounted_ms_.clear();
    picture_bytes_.clear();
  }
  {
    const std::lock_guard lock(drops_mutex_);
    drops_.clear();
  }
  if (started_ns_.load() != kNotStarted) started_ns_.store(clock_.now().time_since_epoch().count());
}

void WindowedProfile::set_trace_recorder(std::shared_ptr<TraceRecorder> recorder) {
  const std::lock_guard lock(recorders_mutex_);
  recorder_.store(recorder.get(), std::memory_order_release);
  if (recorder != nullptr) recorders_.push_back(std::move(recorder));
}

}  // namespace ow::profile
