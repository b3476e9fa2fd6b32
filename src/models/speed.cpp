#include "models/speed.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "base/clock.h"
#include "base/thread.h"
#include "infer/session.h"
#include "models/files.h"
#include "models/sums.h"
#include "vision/head.h"

namespace ow::models {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kFileBytesMax = 4 << 20;
constexpr int kWarmUpRuns = 2;
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

Result<MeasuredSpeed> measure_speed(const std::filesystem::path& file, DeviceKind device, const SpeedBounds& bounds,
                                    std::stop_token stop) {
  OW_TRY(const auto session,
         infer::create_onnx_session({.file = file, .device = device, .threads = static_cast<int>(usable_cores())}));
  OW_TRY(const auto head, vision::recognise_head(session->signature()));
  const Tensor input = noise(head->input());
  for (int i = 0; i < kWarmUpRuns; ++i) OW_CHECK(session->run(input.view()));
  const SteadyClock clock;
  const TimePoint begin = clock.now();
  std::vector<double> times_ms;
  while (std::ssize(times_ms) < bounds.runs_max &&
         (std::ssize(times_ms) < kRunsMin || clock.now() - begin < bounds.time)) {
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "stopped");
    const TimePoint started = clock.now();
    OW_CHECK(session->run(input.view()));
    times_ms.push_back(to_ms(clock.now() - started));
  }
  const auto middle = times_ms.begin() + std::ssize(times_ms) / 2;
  std::ranges::nth_element(times_ms, middle);
  std::error_code error;
  return MeasuredSpeed{std::string(ow::to_string(session->truth().device)), *middle, static_cast<int>(times_ms.size()),
                       utc_now(), std::filesystem::file_size(file, error)};
}

std::map<std::string, MeasuredSpeed> read_speeds(const std::filesystem::path& file) {
  std::map<std::string, MeasuredSpeed> out;
  const auto text = read_file(file, kFileBytesMax);
  if (!text) return out;
  try {
    const Json document = Json::parse(*text);
    for (const auto& [name, entry] : document.at("models").items()) {
      out[name] = {entry.at("device"), entry.at("ms_p50"), entry.at("runs"), entry.at("date"), entry.at("file_bytes")};
    }
  } catch (const Json::exception&) {
    out.clear();
  }
  return out;
}

Status write_speeds(const std::filesystem::path& file, const std::map<std::string, MeasuredSpeed>& speeds) {
  Json models = Json::object();
  for (const auto& [name, speed] : speeds) {
    models[name] = {{"device", speed.device},
                    {"ms_p50", speed.ms_p50},
                    {"runs", speed.runs},
                    {"date", speed.date},
                    {"file_bytes", speed.file_bytes}};
  }
  return write_file_atomically(file, Json{{"models", std::move(models)}}.dump(2) + "\n");
}

}  // namespace ow::models
