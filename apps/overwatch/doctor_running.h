// `overwatch doctor --running`: does the server that runs meet the specification's success metrics?
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace ow::cli {

struct RunningOptions {
  std::string url;
  std::string token;
  std::string ca_file;  ///< certificates (PEM) to trust for https; empty: those of the system
  bool json = false;
};

/// "3 of 4 targets met, 2 without a figure yet": of one workflow's metrics as the server tells them.
std::string targets_text(const nlohmann::ordered_json& metrics);

/// Prints each workflow's metrics with target, figure, verdict and what would help. kOk when none was missed, kFailed
/// when one was or nobody answers, kUsage for a wrong address.
int doctor_running(const RunningOptions& options);

}  // namespace ow::cli
