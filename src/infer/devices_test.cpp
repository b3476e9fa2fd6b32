#include "infer/devices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace ow::infer {
namespace {

using ::testing::HasSubstr;

std::vector<DeviceInfo> machine(bool cuda, bool mps) {
  return {{DeviceKind::kCuda, "RTX", cuda, cuda ? "" : "no NVIDIA GPU"},
          {DeviceKind::kTensorRt, "RTX", cuda, cuda ? "" : "no NVIDIA GPU"},
          {DeviceKind::kMps, "Apple", mps, mps ? "" : "not macOS"},
          {DeviceKind::kCpu, "CPU", true, {}}};
}

TEST(Devices, DetectionNamesAllAndHasACpu) {
  const auto devices = detect_devices();
  ASSERT_EQ(devices.size(), 5U);
  for (const DeviceInfo& device : devices) {
    EXPECT_FALSE(device.name.empty());
    EXPECT_EQ(device.available, device.reason.empty()) << to_string(device.kind) << ": " << device.reason;
  }
  EXPECT_EQ(devices.back().kind, DeviceKind::kCpu);
  EXPECT_TRUE(devices.back().available);
}

TEST(Devices, AutoTakesTheBestButNeverTensorRt) {
  EXPECT_EQ(choose_device(DeviceKind::kAuto, machine(true, true)), DeviceKind::kCuda);
  EXPECT_EQ(choose_device(DeviceKind::kAuto, machine(false, true)), DeviceKind::kMps);
  EXPECT_EQ(choose_device(DeviceKind::kAuto, machine(false, false)), DeviceKind::kCpu);
}

TEST(Devices, AForcedDeviceIsTakenOrAnErrorThatSaysWhy) {
  EXPECT_EQ(choose_device(DeviceKind::kTensorRt, machine(true, false)), DeviceKind::kTensorRt);
  EXPECT_EQ(choose_device(DeviceKind::kCpu, {}), DeviceKind::kCpu);
  const auto cuda = choose_device(DeviceKind::kCuda, machine(false, false));
  ASSERT_FALSE(cuda);
  EXPECT_EQ(cuda.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(cuda.error().message, HasSubstr("no NVIDIA GPU"));
  EXPECT_FALSE(choose_device(DeviceKind::kOpenVino, machine(true, true)));
}

}  // namespace
}  // namespace ow::infer
