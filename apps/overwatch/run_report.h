// The report of a foreground run: what ran, on what, how fast.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/error.h"
#include "engine/run_once.h"
#include "overwatch/command.h"

namespace ow::cli {

/// What `run` and `detect` have in common after the workflow is made.
struct ForegroundOptions {
  std::string report;      ///< file for the JSON report; empty: none
  std::string trace;       ///< file for the Chrome trace; empty: none
  std::string workflow_file = {};  ///< that the workflow is from, for what is said of it; empty: none
  bool quiet = false;      ///< no progress, no summary
  std::uint64_t frames_expected = 0;
};

/// Runs in the foreground with a progress line, writes report and trace, prints a summary on standard error. Returns the exit code.
int run_foreground(const Globals& globals, const graph::Workflow& workflow, const ForegroundOptions& options);

}  // namespace ow::cli
