// Runtime: everything that workflows share in one process: devices, models, inference, pool, profiles, hub, node types.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "core/device.h"
#include "core/notices.h"
#include "graph/registry.h"
#include "graph/worker_pool.h"
#include "graph/workflow.h"
#include "nodes/services.h"
#include "profile/profiler.h"

namespace ow::engine {

struct RuntimeOptions {
  std::vector<std::filesystem::path> model_folders;
  std::shared_ptr<const Access> access =
      {};  ///< what workflows may touch; null: everything, outputs in the current folder
  DeviceKind device = DeviceKind::kAuto;  ///< what was asked for (DEVICE, --device)
  unsigned cores = 0;  ///< at most this many; 0: all that the process may use
  /// Node types beyond the built-in ones.
  std::function<void(graph::Registry&)> add_nodes = {};
};

/// Made once; outlives every run.
class Runtime {
 public:
  /// Fails when a forced device is not there.
  static Result<std::unique_ptr<Runtime>> create(RuntimeOptions options);

  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] const graph::Registry& registry() const { return registry_; }
  [[nodiscard]] const models::Library& library() const { return library_; }
  [[nodiscard]] const std::vector<infer::DeviceInfo>& devices() const { return devices_; }
  [[nodiscard]] DeviceKind default_device() const { return services_->default_device; }
  [[nodiscard]] infer::InferenceService& inference() { return *inference_; }
  [[nodiscard]] live::Hub& hub() { return hub_; }
  [[nodiscard]] profile::Profiler& profiler() { return *profiler_; }
  [[nodiscard]] const Access& access() const { return *services_->access; }
  [[nodiscard]] const std::shared_ptr<const Access>& shared_access() const { return services_->access; }
  [[nodiscard]] graph::WorkerPool& pool() { return pool_; }
  [[nodiscard]] NoticeBoard& notices() { return notices_; }

 private:
  Runtime(RuntimeOptions options, unsigned cores);

  SteadyClock clock_;
  NoticeBoard notices_;
  models::Library library_;
  std::vector<infer::DeviceInfo> devices_;
  std::unique_ptr<infer::InferenceService> inference_;
  live::Hub hub_;
  std::unique_ptr<profile::Profiler> profiler_;
  std::unique_ptr<nodes::Services> services_;
  graph::Registry registry_;
  graph::WorkerPool pool_;
};

/// Is any source of this plan asked to lose nothing?
bool is_lossless(const graph::Plan& plan);

/// Problems of a plan that need the file system: models that are not there, sources and outputs that may not be touched.
std::vector<graph::Problem> check_places(const graph::Plan& plan, const Runtime& runtime);

/// The first real problem as an error, or OK.
Status to_status(const std::vector<graph::Problem>& problems);

}  // namespace ow::engine
