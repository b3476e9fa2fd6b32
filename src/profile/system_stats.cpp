#include "profile/system_stats.h"

#include <fstream>
#include <mutex>
#include <sstream>
#include <utility>

namespace ow::profile {
namespace {

constexpr Duration kSampleIntervalMin = std::chrono::milliseconds(500);

/// One "cpu" line of /proc/stat, in ticks since boot.
struct CoreTicks {
  std::uint64_t busy = 0, total = 0;
};

CoreTicks parse_ticks(std::istringstream& fields) {
  // proc(5): user nice system idle iowait irq softirq steal; guest time is contained in user.
  CoreTicks ticks;
  std::uint64_t value = 0;
  for (int field = 0; field < 8 && fields >> value; ++field) {
    ticks.total += value;
    if (field != 3 && field != 4) ticks.busy += value;
  }
  return ticks;
}

/// The sum of all cores first, then each.
std::vector<CoreTicks> read_ticks(const std::filesystem::path& proc) {
  std::vector<CoreTicks> cores;
  std::ifstream file(proc / "stat");
  for (std::string line; std::getline(file, line) && line.starts_with("cpu");) {
    std::istringstream fields(line);
    std::string label;
    fields >> label;
    cores.push_back(parse_ticks(fields));
  }
  return cores;
}

double busy_percent(const CoreTicks& before, const CoreTicks& now) {
  if (now.total <= before.total || now.busy < before.busy) return 0;
  return 100.0 * static_cast<double>(now.busy - before.busy) / static_cast<double>(now.total - before.total);
}

void read_memory(const std::filesystem::path& proc, SystemStats& stats) {
  std::ifstream file(proc / "meminfo");
  std::string key, unit;
  std::uint64_t kibibytes = 0;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    if (!(fields >> key >> kibibytes)) continue;
    if (key == "MemTotal:") stats.memory_total_bytes = kibibytes * 1024;
    if (key == "MemAvailable:") stats.memory_available_bytes = kibibytes * 1024;
  }
}

void read_load(const std::filesystem::path& proc, SystemStats& stats) {
  std::ifstream file(proc / "loadavg");
  for (double& average : stats.load_average) file >> average;
}

}  // namespace

struct SystemSampler::State {
  State(const Clock& shared_clock, const Options& options)
      : clock(shared_clock), proc(options.proc), gpus(options.nvml_library) {}

  const Clock& clock;
  const std::filesystem::path proc;
  const GpuMonitor gpus;
  std::mutex mutex;
  std::vector<CoreTicks> ticks;
  TimePoint sampled{};
  SystemStats last;

  void update(TimePoint now);
};

void SystemSampler::State::update(TimePoint now) {
  SystemStats next;
  std::vector<CoreTicks> cores = read_ticks(proc);
  ticks.resize(cores.size());  // a core that came online counts from its start
  if (!cores.empty()) next.cpu_percent = busy_percent(ticks[0], cores[0]);
  for (std::size_t core = 1; core < cores.size(); ++core)
    next.core_percent.push_back(busy_percent(ticks[core], cores[core]));
  read_memory(proc, next);
  read_load(proc, next);
  next.process = read_process_stats(proc);
  const double seconds = to_seconds(now - sampled);
  if (seconds > 0) next.process_cpu_percent = 100.0 * (next.process.cpu_seconds - last.process.cpu_seconds) / seconds;
  next.gpus = gpus.sample();
  ticks = std::move(cores);
  sampled = now;
  last = std::move(next);
}

SystemSampler::SystemSampler(const Clock& clock, const Options& options)
    : state_(std::make_unique<State>(clock, options)) {
  state_->ticks = read_ticks(state_->proc);
  state_->last.process = read_process_stats(state_->proc);
  state_->sampled = clock.now();
}

SystemSampler::~SystemSampler() = default;

SystemStats SystemSampler::sample() {
  const std::lock_guard lock(state_->mutex);
  const TimePoint now = state_->clock.now();
  const bool first = state_->last.memory_total_bytes == 0;
  if (first || now - state_->sampled >= kSampleIntervalMin) state_->update(now);
  return state_->last;
}

}  // namespace ow::profile
