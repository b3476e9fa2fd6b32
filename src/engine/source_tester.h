// Trying a source before a workflow uses it, and finding the webcams of this machine.
#pragma once

#include <semaphore>

#include "engine/engine.h"
#include "engine/runtime.h"

namespace ow::engine {

/// Thread-safe; calls block for a few seconds.
class SourceTester {
 public:
  explicit SourceTester(Runtime& runtime) : runtime_(runtime) {}
  /// kResourceExhausted when two tests are going on already. Errors are those of media::open_source, with the place
  /// "source".
  Result<SourceProbe> test(const SourceTest& test);

 private:
  Runtime& runtime_;
  std::counting_semaphore<2> places_{2};
};

/// V4L2 devices that capture video, by number; at most 64.
std::vector<CaptureDevice> find_capture_devices();

}  // namespace ow::engine
