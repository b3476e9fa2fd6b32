#include "engine/edge_rates.h"

namespace ow::engine {
namespace {

constexpr std::chrono::milliseconds kSpacing{250};
constexpr std::chrono::milliseconds kWindow{2'000};

}  // namespace

void EdgeRates::reset(TimePoint start) {
  samples_.clear();
  start_ = start;
}

std::vector<double> EdgeRates::look(TimePoint now, const std::vector<std::uint64_t>& packets) {
  if (samples_.empty() || samples_.front().packets.size() != packets.size()) {
    samples_.clear();
    samples_.push_back({start_, std::vector<std::uint64_t>(packets.size(), 0)});
  }
  // The oldest sample is the youngest that is at least a window old.
  while (samples_.size() > 1 && now - samples_[1].when >= kWindow) samples_.pop_front();
  const Sample& oldest = samples_.front();
  std::vector<double> rates(packets.size(), 0);
  const double seconds = to_seconds(now - oldest.when);
  for (std::size_t i = 0; i < packets.size() && seconds > 0; ++i) {
    rates[i] = static_cast<double>(packets[i] - oldest.packets[i]) / seconds;
  }
  if (now - samples_.back().when >= kSpacing) samples_.push_back({now, packets});
  return rates;
}

}  // namespace ow::engine
