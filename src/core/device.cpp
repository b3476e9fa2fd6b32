#include "core/device.h"

#include <fmt/core.h>

#include <array>
#include <utility>

namespace ow {
namespace {

constexpr std::array<std::pair<DeviceKind, std::string_view>, 6> kDeviceNames = {{{DeviceKind::kAuto, "auto"},
                                                                                  {DeviceKind::kCuda, "cuda"},
                                                                                  {DeviceKind::kTensorRt, "tensorrt"},
                                                                                  {DeviceKind::kMps, "mps"},
                                                                                  {DeviceKind::kOpenVino, "openvino"},
                                                                                  {DeviceKind::kCpu, "cpu"}}};

}  // namespace

std::string_view to_string(DeviceKind kind) {
  for (const auto& [candidate, name] : kDeviceNames) {
    if (candidate == kind) return name;
  }
  return "cpu";
}

std::optional<DeviceKind> parse_device(std::string_view text) {
  for (const auto& [kind, name] : kDeviceNames) {
    if (name == text) return kind;
  }
  return std::nullopt;
}

std::string_view to_string(Precision precision) {
  switch (precision) {
    case Precision::kFp32: return "fp32";
    case Precision::kFp16: return "fp16";
    case Precision::kInt8: return "int8";
  }
  return "fp32";
}

std::string ExecutionTruth::text() const {
  int total = 0;
  for (const ProviderShare& share : providers) total += share.node_count;
  std::string out;
  for (const ProviderShare& share : providers) {
    if (!out.empty()) out += ", ";
    out += fmt::format("{} {:.0f}% ({} nodes)", share.provider, 100.0 * share.node_count / total, share.node_count);
  }
  return out;
}

}  // namespace ow
