#include "profile/leak_sentinel.h"

#include <algorithm>

namespace ow::profile {
namespace {

double hours(Duration duration) { return std::chrono::duration<double, std::ratio<3600>>(duration).count(); }

double quantile(std::vector<double>& values, std::size_t at) {
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(at));
  return values[at];
}

}  // namespace

void Trend::add(TimePoint when, double value) {
  if (!samples_.empty() && when <= samples_.back().when) return;
  samples_.push_back({when, value});
  if (samples_.size() > samples_max_) samples_.pop_front();
}

std::optional<Trend::Slope> Trend::slope() const {
  if (samples_.size() < 3) return std::nullopt;
  std::vector<double> slopes;
  slopes.reserve(samples_.size() * (samples_.size() - 1) / 2);
  for (std::size_t i = 0; i < samples_.size(); ++i) {
    for (std::size_t j = i + 1; j < samples_.size(); ++j) {
      slopes.push_back((samples_[j].value - samples_[i].value) / hours(samples_[j].when - samples_[i].when));
    }
  }
  Slope slope;
  slope.per_hour = quantile(slopes, slopes.size() / 2);
  slope.lower_per_hour = quantile(slopes, slopes.size() / 4);
  return slope;
}

Duration Trend::span() const { return samples_.empty() ? Duration(0) : samples_.back().when - samples_.front().when; }

bool LeakSentinel::due(TimePoint now) {
  if (!warm_at_) warm_at_ = now + options_.warm_up;
  if (next_ && now < *next_) return false;
  next_ = now + options_.sample_every;
  return true;
}

void LeakSentinel::sample(const std::string& series, TimePoint now, double value) {
  if (!warm_at_ || now < *warm_at_) return;
  const auto found = trends_.try_emplace(series, Series{Trend(options_.samples_max)}).first;
  found->second.trend.add(now, value);
}

void LeakSentinel::restart(TimePoint now) {
  warm_at_ = now + options_.warm_up;
  trends_.clear();
}

double LeakSentinel::limit_of(const std::string& series) const {
  if (series == "descriptors") return options_.descriptors_per_hour_max;
  if (series == "threads") return options_.threads_per_hour_max;
  return options_.bytes_per_hour_max;
}

std::vector<Growth> LeakSentinel::growths() {
  std::vector<Growth> all;
  for (auto& [name, series] : trends_) {
    const auto slope = series.trend.slope();
    if (!slope) continue;
    const double limit = limit_of(name);
    const bool steady = series.trend.span() >= options_.span_min && slope->lower_per_hour > limit / 4;
    series.suspicious = series.suspicious ? slope->per_hour > limit / 2 : steady && slope->per_hour > limit;
    all.push_back({name, series.trend.newest(), slope->per_hour, series.trend.span(), series.suspicious});
  }
  return all;
}

}  // namespace ow::profile
