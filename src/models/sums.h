// models.lock.json: the SHA-256 of every model that was pulled into a folder, with where it came from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "base/error.h"

namespace ow::models {

struct RecordedSum {
  std::string sha256 = {};
  std::uint64_t bytes = 0;
  std::string url = {};    ///< without credentials
  std::string date = {};   ///< "2026-01-31T12:00:00Z"
};

/// By model name. A folder without the file has none; a damaged one is kDataLoss.
Result<std::map<std::string, RecordedSum>> read_sums(const std::filesystem::path& folder);

/// Replaces the record of one model; safe beside other processes that do the same.
Status record_sum(const std::filesystem::path& folder, const std::string& name, const RecordedSum& sum);
Status forget_sum(const std::filesystem::path& folder, const std::string& name);

/// The time now as "2026-01-31T12:00:00Z".
std::string utc_now();

}  // namespace ow::models
