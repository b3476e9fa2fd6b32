#include "models/sums.h"

#include <fmt/chrono.h>

#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>

#include "models/file_lock.h"
#include "models/files.h"

namespace ow::models {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Sums = std::map<std::string, RecordedSum>;

constexpr std::uint64_t kFileBytesMax = 4 << 20;

fs::path sums_file(const fs::path& folder) { return folder / "models.lock.json"; }

Sums parse(const Json& document) {
  Sums out;
  for (const auto& [name, entry] : document.at("models").items()) {
    out[name] = {entry.at("sha256"), entry.at("bytes"), entry.at("url"), entry.at("date")};
  }
  return out;
}

Status write(const fs::path& folder, const Sums& sums) {
  Json entries = Json::object();
  for (const auto& [name, sum] : sums) {
    entries[name] = {{"sha256", sum.sha256}, {"bytes", sum.bytes}, {"url", sum.url}, {"date", sum.date}};
  }
  return write_file_atomically(sums_file(folder), Json{{"models", std::move(entries)}}.dump(2) + "\n");
}

Status change(const fs::path& folder, const std::function<void(Sums&)>& edit) {
  OW_TRY(const FileLock lock, FileLock::take(folder / "models.lock.json.lock", FileLock::Taken::kIsWaitedFor));
  OW_TRY(Sums sums, read_sums(folder));
  edit(sums);
  return write(folder, sums);
}

}  // namespace

Result<Sums> read_sums(const fs::path& folder) {
  const fs::path file = sums_file(folder);
  const auto text = read_file(file, kFileBytesMax);
  if (!text && text.error().code == ErrorCode::kNotFound) return Sums{};
  if (!text) return std::unexpected(text.error());
  try {
    return parse(Json::parse(*text));
  } catch (const Json::exception& error) {
    return fail(ErrorCode::kDataLoss, "{} is damaged ({}); remove it, and the sums are recorded anew", file.string(),
                error.what());
  }
}

Status record_sum(const fs::path& folder, const std::string& name, const RecordedSum& sum) {
  return change(folder, [&](Sums& sums) { sums[name] = sum; });
}

Status forget_sum(const fs::path& folder, const std::string& name) {
  OW_TRY(const Sums sums, read_sums(folder));
  if (!sums.contains(name)) return {};
  return change(folder, [&](Sums& changed) { changed.erase(name); });
}

std::string utc_now() {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace ow::models
