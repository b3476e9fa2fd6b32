// The checks of `overwatch doctor`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "overwatch/command.h"

namespace ow::cli {

enum class Verdict {
  kGood,
  kNote,     ///< worth knowing, nothing to do
  kWarning,  ///< works, but not as well as it could
  kBad,      ///< something that a user needs does not work
};
std::string_view to_string(Verdict verdict);

struct Check {
  std::string name;
  Verdict verdict = Verdict::kGood;
  std::string found;
  std::string advice = {};  ///< what to do; empty when all is well
};
using Checks = std::vector<Check>;

/// Cores, memory, vector instructions, descriptors.
void check_machine(Checks& checks);
/// Data folder, free disk space, log file. Opens the log.
void check_folders(const Globals& globals, Checks& checks);
/// FFmpeg, devices, the default model (loaded and run once), the sample clip, fonts.
void check_product(const Globals& globals, Checks& checks);
/// Whether the port is free on loopback, or who answers there.
void check_port(std::uint16_t port, Checks& checks);

}  // namespace ow::cli
