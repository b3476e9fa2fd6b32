#include "engine/process_watch.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/allocator.h"
#include "profile/process_stats.h"

namespace ow::engine {
namespace {

constexpr double kMegabyte = 1 << 20;
constexpr std::string_view kLeakTopic = "leak-";
/// A notice is written anew when its figure has grown by a twentieth.
constexpr double kTellAgain = 1.05;
constexpr std::string_view kHeldPrefix = "held_bytes/";

std::string held_text(const ProcessWatch::Held& held) {
  std::string text;
  for (const auto& [workflow, bytes] : held) {
    text += fmt::format("{}{} {:.1f} MB", text.empty() ? "" : ", ", workflow, static_cast<double>(bytes) / kMegabyte);
  }
  return text.empty() ? "nothing" : text;
}

std::string growth_text(const profile::Growth& growth, const ProcessWatch::Held& held) {
  const double minutes = to_seconds(growth.span) / 60;
  if (growth.series == "resident_bytes") {
    return fmt::format(
        "resident memory has grown by {:.1f} MB an hour for {:.0f} minutes and is at {:.0f} MB: something leaks. Held "
        "by "
        "workflows: {}; the rest is of the process. Restart the program before memory runs out",
        growth.per_hour / kMegabyte, minutes, growth.now / kMegabyte, held_text(held));
  }
  if (growth.series.starts_with(kHeldPrefix)) {
    return fmt::format(
        "the frames and pictures that workflow {} holds have grown by {:.1f} MB an hour for {:.0f} minutes",
        growth.series.substr(kHeldPrefix.size()), growth.per_hour / kMegabyte, minutes);
  }
  return fmt::format(
      "{} have grown by {:.0f} an hour for {:.0f} minutes and are at {:.0f}: something leaks. Restart the "
      "program before they run out",
      growth.series, growth.per_hour, minutes, growth.now);
}

}  // namespace

void ProcessWatch::sample(TimePoint now, const Held& held) {
  // One that ended by itself changes levels as one that a person stopped.
  const auto gone = [&](const auto& before) { return !held.contains(before.first); };
  if (std::ranges::any_of(held_, gone)) workflows_changed();
  held_ = held;
  give_back_free_memory();  // holes in the heap are no growth
  const profile::ProcessStats stats = profile::read_process_stats();
  sentinel_.sample("resident_bytes", now, static_cast<double>(stats.resident_bytes));
  sentinel_.sample("descriptors", now, static_cast<double>(stats.open_fds));
  sentinel_.sample("threads", now, static_cast<double>(stats.threads));
  for (const auto& [workflow, bytes] : held) {
    sentinel_.sample(std::string(kHeldPrefix) + workflow, now, static_cast<double>(bytes));
  }
  auto growths = sentinel_.growths();
  for (const profile::Growth& growth : growths) watch_growth(growth, held);
  const std::lock_guard lock(mutex_);
  growths_ = std::move(growths);
}

void ProcessWatch::watch_growth(const profile::Growth& growth, const Held& held) {
  const std::string topic = std::string(kLeakTopic) + growth.series;
  const auto told = told_.find(growth.series);
  if (!growth.suspicious) {
    if (told == told_.end()) return;
    told_.erase(told);
    notices_.clear(topic, "does not grow any more");
  } else if (told == told_.end() || growth.now > told->second * kTellAgain) {
    told_[growth.series] = growth.now;
    notices_.set({topic, Severity::kWarning, growth_text(growth, held)});
  }
}

void ProcessWatch::take_down() {
  for (const auto& [series, value] : told_) {
    notices_.clear(std::string(kLeakTopic) + series, "the workflows changed; it is measured anew");
  }
  told_.clear();
  const std::lock_guard lock(mutex_);
  growths_.clear();
}

std::vector<profile::Growth> ProcessWatch::growths() const {
  const std::lock_guard lock(mutex_);
  return growths_;
}

}  // namespace ow::engine
