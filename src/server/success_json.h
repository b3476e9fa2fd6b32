// The success metrics of workflows as JSON, for the API and the status feed.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <span>
#include <string>

#include "profile/success_metrics.h"
#include "server/server.h"

namespace ow::server {

/// The machine's load at one moment, held against any number of snapshots. May read /proc and NVML: not on the I/O thread.
class SuccessReport final {
 public:
  SuccessReport(const Services& services, std::span<const engine::WorkflowStatus> statuses);
  /// Of one workflow; of all in sum when `workflow` is empty.
  [[nodiscard]] nlohmann::ordered_json of(const profile::Snapshot& snapshot, const std::string& workflow = {}) const;

 private:
  profile::LoadFacts load_;
  std::set<std::string> on_gpu_;  ///< workflows with a model that runs on a GPU
};

}  // namespace ow::server
