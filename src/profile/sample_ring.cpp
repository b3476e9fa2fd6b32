#include "profile/sample_ring.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace ow::profile {

void SampleRing::add(TimePoint time, double value) {
  ++total_count_;
  total_ += value;
  if (samples_.size() < kSamplesMax) {
    samples_.push_back({time, value});
    return;
  }
  samples_[next_] = {time, value};
  next_ = (next_ + 1) % kSamplesMax;
}

void SampleRing::clear() { *this = SampleRing(); }

void SampleRing::collect(TimePoint from, std::vector<double>& values) const {
  for (const Sample& sample : samples_) {
    if (sample.time >= from) values.push_back(sample.value);
  }
}

double SampleRing::rate(TimePoint from, TimePoint now) const {
  auto count =
      std::count_if(samples_.begin(), samples_.end(), [&](const Sample& sample) { return sample.time >= from; });
  if (samples_.size() == kSamplesMax && samples_[next_].time > from) {
    from = samples_[next_].time;
    --count;  // the oldest one only marks where the time begins
  }
  const double seconds = to_seconds(now - from);
  return seconds > 0 ? static_cast<double>(count) / seconds : 0;
}

double nearest_rank(const std::vector<double>& sorted, double fraction) {
  if (sorted.empty()) return 0;
  const auto rank = static_cast<std::size_t>(std::ceil(fraction * static_cast<double>(sorted.size())));
  return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

OperationStats summarise(std::string operation, SpanKind kind, std::vector<double>& values) {
  OperationStats stats;
  stats.operation = std::move(operation);
  stats.kind = kind;
  if (values.empty()) return stats;
  std::sort(values.begin(), values.end());
  stats.count = values.size();
  stats.avg_ms = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  stats.p50_ms = nearest_rank(values, 0.50);
  stats.p95_ms = nearest_rank(values, 0.95);
  stats.p99_ms = nearest_rank(values, 0.99);
  stats.max_ms = values.back();
  return stats;
}

}  // namespace ow::profile
