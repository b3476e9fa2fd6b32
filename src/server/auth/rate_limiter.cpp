#include "server/auth/rate_limiter.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace ow::server {

double RateLimiter::level_at(const Bucket& bucket, TimePoint now) const {
  return std::min(rate_.burst, bucket.level + to_seconds(now - bucket.seen) * rate_.per_second);
}

std::optional<std::chrono::seconds> RateLimiter::take(std::string_view key) {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(mutex_);
  auto found = buckets_.find(key);
  if (found == buckets_.end()) {
    if (buckets_.size() >= keys_max_) make_room(now);
    found = buckets_.emplace(key, Bucket{rate_.burst, now}).first;
  }
  Bucket& bucket = found->second;
  bucket.level = level_at(bucket, now);
  bucket.seen = now;
  if (bucket.level >= 1) {
    bucket.level -= 1;
    return std::nullopt;
  }
  const double wait_s = (1 - bucket.level) / rate_.per_second;
  return std::chrono::seconds(std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(wait_s))));
}

void RateLimiter::give_back(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const auto found = buckets_.find(key);
  if (found != buckets_.end()) found->second.level = std::min(rate_.burst, found->second.level + 1);
}

/// A quarter goes at once, so that a flood of new keys does not sort the table for each of them.
void RateLimiter::make_room(TimePoint now) {
  std::vector<std::pair<double, std::string>> fullest;
  fullest.reserve(buckets_.size());
  for (const auto& [key, bucket] : buckets_) fullest.emplace_back(level_at(bucket, now), key);
  const std::size_t surplus = std::max<std::size_t>(1, fullest.size() / 4);
  std::ranges::nth_element(fullest, fullest.begin() + static_cast<std::ptrdiff_t>(surplus - 1), std::greater<>());
  for (std::size_t i = 0; i < surplus; ++i) buckets_.erase(fullest[i].second);
}

std::size_t RateLimiter::size() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

std::string rate_key_of(std::string_view address) {
  std::array<unsigned char, 16> raw{};
  const std::string text(address.substr(0, address.find('%')));
  if (inet_pton(AF_INET6, text.c_str(), raw.data()) != 1) return std::string(address);
  const bool mapped = std::all_of(raw.begin(), raw.begin() + 10, [](unsigned char byte) { return byte == 0; }) &&
                      raw[10] == 0xff && raw[11] == 0xff;
  if (!mapped) std::fill(raw.begin() + 8, raw.end(), static_cast<unsigned char>(0));
  std::array<char, INET6_ADDRSTRLEN> out{};
  return inet_ntop(AF_INET6, raw.data(), out.data(), out.size());
}

}  // namespace ow::server
