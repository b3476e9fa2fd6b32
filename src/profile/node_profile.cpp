#include "profile/node_profile.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace ow::profile {
namespace {

constexpr std::size_t kNodesMax = 256;
constexpr const char* kOther = "other";

}  // namespace

NodeProfile::Series& NodeProfile::series_of(const Span& span) {
  const char* literal = span.name != nullptr ? span.name : kOther;
  for (const auto& series : series_) {
    if (series->literal == literal) return *series;
  }
  for (const auto& series : series_) {
    if (series->name == literal) return *series;
  }
  if (std::strcmp(literal, kOther) != 0 && series_left_.fetch_sub(1) <= 0) {
    series_left_.fetch_add(1);
    return series_of({kOther, span.begin, span.end, span.kind});
  }
  series_.push_back(std::make_unique<Series>(Series{literal, literal, span.kind, {}}));
  return *series_.back();
}

void NodeProfile::add_span(const Span& span) {
  const double milliseconds = std::max(0.0, to_ms(span.end - span.begin));
  const std::lock_guard lock(mutex_);
  Series& series = series_of(span);
  series.samples_ms.add(span.end, milliseconds);
  is_model_ = is_model_ || series.name == stage::kModelInference;
}

void NodeProfile::add_frame_in(TimePoint now) {
  const std::lock_guard lock(mutex_);
  in_.add(now, 0);
}

void NodeProfile::add_frame_out(TimePoint now) {
  const std::lock_guard lock(mutex_);
  out_.add(now, 0);
}

void NodeProfile::add_skip(TimePoint now) {
  const std::lock_guard lock(mutex_);
  skips_.add(now, 0);
}

void NodeProfile::add_delivery(TimePoint time, double interval_ms) {
  const std::lock_guard lock(mutex_);
  deliveries_ms_.add(time, interval_ms);
}

void NodeProfile::reset() {
  const std::lock_guard lock(mutex_);
  for (const auto& series : series_) series->samples_ms.clear();
  in_.clear();
  out_.clear();
  skips_.clear();
  deliveries_ms_.clear();
}

NodeValues NodeProfile::collect(TimePoint from, TimePoint now) const {
  NodeValues values;
  std::size_t series_count = 0;
  {
    const std::lock_guard lock(mutex_);
    series_count = series_.size();
    values.is_model = is_model_;
    values.in_fps = in_.rate(from, now);
    values.out_fps = out_.rate(from, now);
    values.skip_fps = skips_.rate(from, now);
    values.frames_in = in_.total_count();
    values.frames_out = out_.total_count();
    values.skips = skips_.total_count();
    deliveries_ms_.collect(from, values.delivery_ms);
  }
  for (std::size_t index = 0; index < series_count; ++index) collect_series(index, from, values.operations);
  return values;
}

void NodeProfile::collect_series(std::size_t index, TimePoint from, OperationTable& operations) const {
  OperationValues collected;
  collected.values.reserve(SampleRing::kSamplesMax);
  std::string name;
  {
    const std::lock_guard lock(mutex_);
    const Series& series = *series_[index];
    name = series.name;
    collected.kind = series.kind;
    collected.total_count = series.samples_ms.total_count();
    collected.total = series.samples_ms.total();
    series.samples_ms.collect(from, collected.values);
  }
  operations.insert_or_assign(std::move(name), std::move(collected));
}

NodeProfile& NodeTable::find_or_add(std::string_view node) {
  {
    const std::shared_lock lock(mutex_);
    const auto found = nodes_.find(node);
    if (found != nodes_.end()) return *found->second;
  }
  const std::unique_lock lock(mutex_);
  if (nodes_.size() >= kNodesMax && !nodes_.contains(node)) node = kOther;
  auto& entry = nodes_[std::string(node)];
  if (entry == nullptr) entry = std::make_unique<NodeProfile>(series_left_);
  return *entry;
}

void NodeTable::reset() {
  const std::shared_lock lock(mutex_);
  for (const auto& [name, node] : nodes_) node->reset();
}

std::vector<NodeValues> NodeTable::collect(TimePoint from, TimePoint now) const {
  std::vector<std::pair<std::string, const NodeProfile*>> nodes;
  {
    const std::shared_lock lock(mutex_);
    for (const auto& [name, node] : nodes_) nodes.emplace_back(name, node.get());
  }
  std::sort(nodes.begin(), nodes.end());
  std::vector<NodeValues> values;
  values.reserve(nodes.size());
  for (const auto& [name, node] : nodes) {
    values.push_back(node->collect(from, now));
    values.back().node = name;
  }
  return values;
}

}  // namespace ow::profile
