#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "base/thread.h"
#include "overwatch/doctor.h"
#include "profile/system_stats.h"

namespace ow::cli {
namespace {

constexpr double kGigabyte = 1e9;

std::string gigabytes(double bytes) { return fmt::format("{:.1f} GB", bytes / kGigabyte); }

/// What is left of a cgroup v2 limit, where there is one. Only memory that cannot be given up counts as used.
std::optional<double> cgroup_memory_left() {
  std::ifstream limit_file("/sys/fs/cgroup/memory.max");
  double limit = 0;
  if (!(limit_file >> limit)) return std::nullopt;
  std::ifstream parts("/sys/fs/cgroup/memory.stat");
  std::string name;
  double bytes = 0;
  while (parts >> name >> bytes) {
    if (name == "anon") return std::max(0.0, limit - bytes);
  }
  return std::nullopt;
}

Check check_cores() {
  const unsigned cores = usable_cores();
  if (cores >= 2) return {"cores", Verdict::kGood, fmt::format("{} usable", cores)};
  return {"cores", Verdict::kWarning, "1 usable",
          "decoding and inference cannot overlap; give this machine or container a second core"};
}

Check check_memory() {
  const SteadyClock clock;
  const auto available = static_cast<double>(profile::SystemSampler(clock).sample().memory_available_bytes);
  const double left = std::min(available, cgroup_memory_left().value_or(available));
  if (left >= 0.5 * kGigabyte) return {"memory", Verdict::kGood, gigabytes(left) + " available"};
  return {"memory", Verdict::kWarning, gigabytes(left) + " available",
          "a model with its video takes 0.2 to 0.5 GB: end other programs, or use fewer workflows"};
}

Check check_simd() {
#if defined(__x86_64__) || defined(__i386__)
  if (__builtin_cpu_supports("avx512f")) return {"SIMD", Verdict::kGood, "AVX-512"};
  if (__builtin_cpu_supports("avx2")) return {"SIMD", Verdict::kGood, "AVX2"};
  return {"SIMD", Verdict::kWarning, "no AVX2",
          "everything works, but several times slower than on a processor of 2015 or later"};
#elif defined(__aarch64__)
  return {"SIMD", Verdict::kGood, "NEON"};
#else
  return {"SIMD", Verdict::kNote, "unknown processor"};
#endif
}

Check check_descriptors() {
  constexpr rlim_t kWanted = 1024;
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur == RLIM_INFINITY) return {"descriptors", Verdict::kGood, "no limit"};
  const std::string found = fmt::format("{} at most", limit.rlim_cur);
  if (limit.rlim_cur >= kWanted) return {"descriptors", Verdict::kGood, found};
  return {"descriptors", Verdict::kWarning, found,
          fmt::format("every viewer and camera takes one: raise the limit with `ulimit -n {}`", kWanted)};
}

/// The folder itself, or the nearest one above it that exists.
std::filesystem::path existing_part(std::filesystem::path path) {
  std::error_code error;
  path = std::filesystem::absolute(path, error);
  while (!std::filesystem::exists(path, error) && path.has_relative_path()) path = path.parent_path();
  return path;
}

Check check_data_folder(const std::filesystem::path& data) {
  const std::filesystem::path existing = existing_part(data);
  if (::access(existing.c_str(), W_OK | X_OK) != 0 || !std::filesystem::is_directory(existing)) {
    return {"data folder", Verdict::kBad, data.string() + " cannot be written",
            "give yourself the right to write there, or name another folder with --data-dir"};
  }
  if (existing != std::filesystem::absolute(data))
    return {"data folder", Verdict::kNote, data.string() + " is not there yet; it is made when it is needed"};
  return {"data folder", Verdict::kGood, data.string()};
}

Check check_disk(const std::filesystem::path& data) {
  std::error_code error;
  const auto space = std::filesystem::space(existing_part(data), error);
  if (error) return {"disk space", Verdict::kWarning, "cannot be told: " + error.message()};
  const auto free = static_cast<double>(space.available);
  const std::string found = gigabytes(free) + " free";
  const std::string advice =
      "recordings and models need room: free some, or name a folder on another disk with --data-dir";
  if (free < 0.1 * kGigabyte) return {"disk space", Verdict::kBad, found, advice};
  if (free < kGigabyte) return {"disk space", Verdict::kWarning, found, advice};
  return {"disk space", Verdict::kGood, found};
}

Check check_log(const Globals& globals) {
  const auto file = open_log(globals, false);
  if (!file) {
    return {"log file", Verdict::kBad, file.error().message, "name another file with --log-file or OVERWATCH_LOG_FILE"};
  }
  return {"log file", Verdict::kGood, file->string()};
}

Check check_configuration(const Globals& globals) {
  if (globals.resolved.file.empty()) return {"configuration", Verdict::kGood, "no file, so defaults"};
  return {"configuration", Verdict::kGood, globals.resolved.file.string()};
}

}  // namespace

void check_machine(Checks& checks) {
  checks.push_back(check_cores());
  checks.push_back(check_memory());
  checks.push_back(check_simd());
  checks.push_back(check_descriptors());
}

void check_folders(const Globals& globals, Checks& checks) {
  checks.push_back(check_log(globals));
  checks.push_back(check_configuration(globals));
  checks.push_back(check_data_folder(globals.data_folder()));
  checks.push_back(check_disk(globals.data_folder()));
}

}  // namespace ow::cli
