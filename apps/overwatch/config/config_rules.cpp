#include "overwatch/config/config_rules.h"

#include <fmt/format.h>

#include <fstream>

namespace ow::cli {
namespace {

namespace fs = std::filesystem;

class Complaints {
 public:
  explicit Complaints(const ConfigFile& file) : file_(file) {}

  void add(std::string_view key, std::string message) {
    const auto found = file_.values.find(key);
    const int line = found == file_.values.end() ? 1 : found->second.line;
    all_.push_back(
        {ErrorCode::kInvalidArgument, std::move(message), fmt::format("{}:{}: {}", file_.path.string(), line, key)});
  }
  void need_readable(std::string_view key, const std::string& file) {
    if (!file.empty() && !std::ifstream(file)) add(key, fmt::format("{} cannot be read", file));
  }
  std::vector<Error> take() { return std::move(all_); }

 private:
  const ConfigFile& file_;
  std::vector<Error> all_;
};

}  // namespace

Status check_tls(const Settings& settings) {
  const bool files = !settings.tls_cert.empty() || !settings.tls_key.empty();
  if (files && settings.tls == "self") {
    return fail_at("tls", ErrorCode::kInvalidArgument, "either 'self' or --tls-cert with --tls-key, not both");
  }
  if (files && (settings.tls_cert.empty() || settings.tls_key.empty())) {
    return fail_at("tls", ErrorCode::kInvalidArgument, "--tls-cert and --tls-key go together");
  }
  return {};
}

std::vector<Error> problems_here(const ConfigFile& file) {
  if (!file.problems.empty()) return {};
  Settings settings;
  for (const auto& [name, value] : file.values) (void)assign(*find_key(name), value.texts, settings);
  Complaints complaints(file);
  if (const Status tls = check_tls(settings); !tls) {
    complaints.add(settings.tls_cert.empty() ? "tls_key" : "tls_cert", tls.error().message);
  }
  complaints.need_readable("tls_cert", settings.tls_cert);
  complaints.need_readable("tls_key", settings.tls_key);
  std::error_code ignored;
  const fs::path folder = fs::path(settings.log_file).parent_path();
  if (!folder.empty() && !fs::is_directory(folder, ignored)) {
    complaints.add("log_file", fmt::format("the folder {} is not there", folder.string()));
  }
  return complaints.take();
}

}  // namespace ow::cli
