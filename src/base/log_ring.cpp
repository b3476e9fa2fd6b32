#include "base/log_ring.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace ow::log {
namespace {

constexpr std::size_t kTextBytesMax = 2'000;
constexpr std::array<std::pair<Level, std::string_view>, 4> kLevels{
    {{Level::kDebug, "debug"}, {Level::kInfo, "info"}, {Level::kWarning, "warning"}, {Level::kError, "error"}}};

Level from_spdlog(spdlog::level::level_enum level) {
  switch (level) {
    case spdlog::level::trace:
    case spdlog::level::debug: return Level::kDebug;
    case spdlog::level::warn: return Level::kWarning;
    case spdlog::level::err:
    case spdlog::level::critical: return Level::kError;
    default: return Level::kInfo;
  }
}

class RingSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit RingSink(std::shared_ptr<Ring> ring) : ring_(std::move(ring)) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const auto unix_ms = std::chrono::duration_cast<std::chrono::milliseconds>(message.time.time_since_epoch()).count();
    ring_->add(unix_ms, from_spdlog(message.level), {message.payload.data(), message.payload.size()});
  }
  void flush_() override {}

 private:
  std::shared_ptr<Ring> ring_;
};

}  // namespace

std::string_view to_string(Level level) {
  return std::ranges::find(kLevels, level, &std::pair<Level, std::string_view>::first)->second;
}

Result<Level> parse_level(std::string_view word) {
  const auto found = std::ranges::find(kLevels, word, &std::pair<Level, std::string_view>::second);
  if (found != kLevels.end()) return found->first;
  return fail(ErrorCode::kInvalidArgument, "'{}' is no level; there are debug, info, warning and error", word);
}

void Ring::add(std::int64_t unix_ms, Level level, std::string_view text) {
  Line line{.number = 0, .unix_ms = unix_ms, .level = level, .text = std::string(text.substr(0, kTextBytesMax))};
  std::lock_guard lock(mutex_);
  line.number = ++newest_;
  lines_.push_back(std::move(line));
  if (lines_.size() > lines_max_) lines_.pop_front();
}

std::vector<Line> Ring::after(std::uint64_t after, Level level, std::size_t count_max) const {
  std::vector<Line> found;
  std::lock_guard lock(mutex_);
  for (auto line = lines_.rbegin(); line != lines_.rend() && line->number > after && found.size() < count_max; ++line) {
    if (line->level >= level) found.push_back(*line);
  }
  std::ranges::reverse(found);
  return found;
}

std::uint64_t Ring::newest() const {
  std::lock_guard lock(mutex_);
  return newest_;
}

void attach(std::shared_ptr<Ring> ring) {
  spdlog::default_logger()->sinks().push_back(std::make_shared<RingSink>(std::move(ring)));
}

}  // namespace ow::log
