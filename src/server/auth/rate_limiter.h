// RateLimiter: a token bucket for each key, in bounded memory.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace ow::server {

struct Rate {
  double burst = 10;       ///< so many at once
  double per_second = 1;   ///< and so many a second for ever
};

/// Thread-safe. Keeps `keys_max` keys; when there are more, those with the fullest buckets are forgotten, which favours
/// nobody: a key that is about to be refused has an empty one.
class RateLimiter final {
 public:
  RateLimiter(Rate rate, const Clock& clock, std::size_t keys_max = 4096)
      : rate_(rate), clock_(clock), keys_max_(keys_max) {}

  /// Takes one. Nothing when there was one; else how long to wait for the next.
  std::optional<std::chrono::seconds> take(std::string_view key);
  /// Puts one back: it turned out not to count.
  void give_back(std::string_view key);
  [[nodiscard]] std::size_t size() const;

 private:
  struct Bucket {
    double level = 0;
    TimePoint seen;
  };
  [[nodiscard]] double level_at(const Bucket& bucket, TimePoint now) const;
  void make_room(TimePoint now);

  const Rate rate_;
  const Clock& clock_;
  const std::size_t keys_max_;
  mutable std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
};

/// The part of an address that one customer holds: all of IPv4, the first 64 bits of IPv6.
std::string rate_key_of(std::string_view address);

}  // namespace ow::server
