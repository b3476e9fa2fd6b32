#include "overwatch/config/config_rules.h"

#include <fmt/format.h>

#include <filesystem>

#include "net/url.h"
#include "server/host_rules.h"
#include "server/tls/certificate_files.h"

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
  void add_failure(std::string_view key, const Status& status) {
    if (!status) add(key, status.error().message);
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

Status check_output_root(const Settings& settings) {
  if (settings.output_root.empty()) return {};
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(settings.output_root, error);
  if (error || folder != folder.root_path()) return {};
  return fail_at("output_root", ErrorCode::kInvalidArgument,
                 "below {} workflows could write anywhere; name a folder for them", settings.output_root);
}

Status check_mirror(const Settings& settings) {
  if (settings.models_mirror.empty()) return {};
  const auto url = net::parse_url(settings.models_mirror);
  if (url) return {};
  return fail_at("models_mirror", url.error().code, "{}", url.error().message);
}

std::vector<Error> problems_here(const ConfigFile& file) {
  if (!file.problems.empty()) return {};
  Settings settings;
  for (const auto& [name, value] : file.values) (void)assign(*find_key(name), value.texts, settings);
  Complaints complaints(file);
  complaints.add_failure("address", server::check_listen_address(settings.address));
  if (const auto hosts = server::HostRules::create(settings.address, settings.allowed_host); !hosts)
    complaints.add("allowed_host", hosts.error().message);
  const Status tls = check_tls(settings);
  complaints.add_failure(settings.tls_cert.empty() ? "tls_key" : "tls_cert", tls);
  if (tls && !settings.tls_cert.empty())
    complaints.add_failure("tls_cert", server::check_usable({settings.tls_cert, settings.tls_key}));
  complaints.add_failure("models_mirror", check_mirror(settings));
  complaints.add_failure("output_root", check_output_root(settings));
  std::error_code ignored;
  if (fs::is_directory(settings.log_file, ignored))
    complaints.add("log_file", fmt::format("{} is a folder; name a file in it", settings.log_file));
  const fs::path folder = fs::path(settings.log_file).parent_path();
  if (!folder.empty() && !fs::is_directory(folder, ignored)) {
    complaints.add("log_file", fmt::format("the folder {} is not there", folder.string()));
  }
  return complaints.take();
}

}  // namespace ow::cli
