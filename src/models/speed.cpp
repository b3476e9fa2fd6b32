#include "models/speed.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "base/thread.h"
#include "infer/session.h"
#include "models/file_lock.h"
#include "models/files.h"
#include "models/sums.h"
#include "vision/head.h"

namespace ow::models {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kFileBytesMax = 4 << 20;
constexpr int kRunsMin = 3;

/// One picture of noise as the head wants its input.
Tensor noise(const vision::InputSpec& spec) {
  const bool planar = spec.layout == vision::TensorLayout::kNchw;
  Tensor tensor;
  if (planar) {
    tensor.shape = {1, 3, spec.size.height, spec.size.width};
  } else {
    tensor.shape = {1, spec.size.height, spec.size.width, 3};
  }
  tensor.values.resize(3U * static_cast<std::size_t>(spec.size.width) * static_cast<std::size_t>(spec.size.height));
  std::minstd_rand random(1);
  std::uniform_real_distribution<float> values(0.0F, 1.0F);
  for (float& value : tensor.values) value = values(random);
  return tensor;
}

}  // namespace

Result<std::vector<double>> time_runs(const std::function<Status()>& run, const SpeedBounds& bounds, const Clock& clock,
                                      const std::stop_token& stop) {
  Duration last{};
  const auto next = [&]() -> Status {
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "the measurement was stopped");
    const TimePoint started = clock.now();
    OW_CHECK(run());
    last = clock.now() - started;
    return {};
  };
  OW_CHECK(next());  // loads, compiles or searches for the best way: it tells nothing of the others
  const TimePoint end = clock.now() + bounds.time_max;
  OW_CHECK(next());
  const auto room = [&] { return clock.now() + last <= end; };
  std::vector<double> times_ms;
  const TimePoint begin = clock.now();
  while (room() && std::ssize(times_ms) < bounds.runs_max &&
         (std::ssize(times_ms) < kRunsMin || clock.now() - begin < bounds.time)) {
    OW_CHECK(next());
    times_ms.push_back(to_ms(last));
  }
  if (times_ms.empty()) times_ms.push_back(to_ms(last));
  return times_ms;
}

std::int64_t file_time_of(const std::filesystem::path& file) {
  std::error_code error;
  const auto time = std::filesystem::last_write_time(file, error);
  return error ? 0 : time.time_since_epoch().count();
}

Result<MeasuredSpeed> measure_speed(const std::filesystem::path& file, DeviceKind device, const SpeedBounds& bounds,
                                    std::stop_token stop) {
  OW_TRY(const auto session,
         infer::create_onnx_session({.file = file, .device = device, .threads = static_cast<int>(usable_cores())}));
  OW_TRY(const auto head, vision::recognise_head(session->signature()));
  const Tensor input = noise(head->input());
  const auto run = [&]() -> Status {
    OW_CHECK(session->run(input.view()));
    return {};
  };
  OW_TRY(std::vector<double> times_ms, time_runs(run, bounds, SteadyClock(), stop));
  const auto middle = times_ms.begin() + std::ssize(times_ms) / 2;
  std::ranges::nth_element(times_ms, middle);
  std::error_code error;
  return MeasuredSpeed{.device = std::string(ow::to_string(session->truth().device)),
                       .ms_p50 = *middle,
                       .runs = static_cast<int>(times_ms.size()),
                       .date = utc_now(),
                       .file_bytes = std::filesystem::file_size(file, error),
                       .file_time = file_time_of(file)};
}

Speeds read_speeds(const std::filesystem::path& file) {
  Speeds out;
  const auto text = read_file(file, kFileBytesMax);
  if (!text) return out;
  try {
    const Json document = Json::parse(*text);
    for (const auto& [name, entry] : document.at("models").items()) {
      out[name] = {entry.at("device"),        entry.at("ms_p50"),     entry.at("runs"),
                   entry.at("date"),          entry.at("file_bytes"), entry.value("file_time", std::int64_t{0}),
                   entry.value("busy", false)};
    }
  } catch (const Json::exception&) {
    out.clear();
  }
  return out;
}

Status write_speeds(const std::filesystem::path& file, const Speeds& speeds) {
  Json models = Json::object();
  for (const auto& [name, speed] : speeds) {
    models[name] = {{"device", speed.device}, {"ms_p50", speed.ms_p50},         {"runs", speed.runs},
                    {"date", speed.date},     {"file_bytes", speed.file_bytes}, {"file_time", speed.file_time},
                    {"busy", speed.busy}};
  }
  return write_file_atomically(file, Json{{"models", std::move(models)}}.dump(2) + "\n");
}

Status keep_speed(const std::filesystem::path& file, const std::string& name, const MeasuredSpeed& speed) {
  OW_TRY(const FileLock lock, FileLock::take(file.string() + ".lock", FileLock::Taken::kIsWaitedFor));
  Speeds speeds = read_speeds(file);
  speeds[name] = speed;
  return write_speeds(file, speeds);
}

const MeasuredSpeed* speed_of(const Speeds& speeds, const InstalledModel& model) {
  const auto found = speeds.find(model.name);
  if (found == speeds.end()) return nullptr;
  const MeasuredSpeed& speed = found->second;
  const bool same_time =
      speed.file_time == 0 || speed.file_time == file_time_of(model.path);  // 0: it was not kept then
  return same_time && speed.file_bytes == model.file_bytes ? &speed : nullptr;
}

}  // namespace ow::models
