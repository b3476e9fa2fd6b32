#include "overwatch/config/config_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <system_error>

#include "base/log.h"
#include "core/device.h"
#include "infer/devices.h"
#include "models/catalogue.h"
#include "net/url.h"
#include "overwatch/config/folders.h"
#include "server/host_rules.h"
#include "server/machine_names.h"
#include "server/server.h"
#include "server/tls/certificate_files.h"
#include "store/account_store.h"
#include "store/data_folder.h"

namespace ow::cli {
namespace {

namespace fs = std::filesystem;

class Complaints {
 public:
  explicit Complaints(const Resolved& resolved) : resolved_(resolved) {}

  void add(std::string_view key, std::string message) {
    all_.problems.push_back({ErrorCode::kInvalidArgument, std::move(message), place_of(key)});
  }
  void warn(std::string_view key, std::string message) {
    all_.warnings.push_back({ErrorCode::kPermissionDenied, std::move(message), place_of(key)});
  }
  void add_failure(std::string_view key, const Status& status) {
    if (!status) add(key, status.error().message);
  }
  void add_missing(std::string_view key, const std::vector<std::string>& folders) {
    for (const Error& each : missing_folders(folders)) {
      each.code == ErrorCode::kPermissionDenied ? warn(key, each.message) : add(key, each.message);
    }
  }
  Findings take() { return std::move(all_); }

 private:
  std::string place_of(std::string_view key) const {
    const Source& source = resolved_.sources.find(key)->second;
    std::string place = source.place;  // a flag or variable says which key it is
    if (source.origin == Origin::kFile) place += fmt::format(": {}", key);
    if (source.origin == Origin::kDefault) place = fmt::format("{}:1: {}", resolved_.file.string(), key);
    return place;
  }

  const Resolved& resolved_;
  Findings all_;
};

Status check_device(const Settings& settings) {
  const auto device = parse_device(settings.device);
  if (!device || *device == DeviceKind::kAuto) return {};
  const auto chosen = infer::choose_device(*device, infer::detect_devices());
  return chosen ? Status() : std::unexpected(chosen.error());
}

Status check_address(const std::string& address) {
  OW_CHECK(server::check_listen_address(address));
  return server::check_address_is_here(address);
}

/// May this user not look for files in it?
bool is_closed(const fs::path& folder) {
  std::error_code error;
  static_cast<void>(fs::status(folder / ".", error));
  return error == std::errc::permission_denied;
}

void check_demo_model(const Settings& settings, const fs::path& data, Complaints& complaints) {
  if (!settings.demo) return;
  const models::Library library(model_folders(settings, data), Confinement::kRoots);
  const auto found = library.resolve(settings.demo_model);
  if (found) return;
  const auto closed = std::ranges::find_if(library.folders(), is_closed);
  if (closed == library.folders().end()) return complaints.add("demo_model", found.error().message);
  complaints.warn(
      "demo_model",
      fmt::format("whether the model {} is in {} was not checked: this user may not look there; check again "
                  "as the user whose server it is",
                  settings.demo_model, closed->string()));
}

/// As the server itself has it, but without making a store. Who may not read the store is not told about it.
Status check_log_in(const Settings& settings, const fs::path& data) {
  server::ServerOptions server;
  server.address = settings.address;
  server.allowed_hosts = settings.allowed_host;
  if (settings.insecure || !server::reaches_beyond_this_machine(server)) return {};
  const fs::path file = store::store_file(data);
  if (std::error_code error; fs::exists(file, error) || error) {
    const auto accounts = error ? nullptr : store::AccountStore::open(file).value_or(nullptr);
    if (!accounts || accounts->has_users().value_or(true) || accounts->has_tokens().value_or(true)) return {};
  }
  return fail(ErrorCode::kPermissionDenied,
              "this reaches beyond this machine, and {} has no users yet, so the server would not start: add one first "
              "(overwatch users add NAME --role admin), or let everybody in (insecure: true)",
              data.string());
}

/// The machine's own file is the service's, whoever checks it.
bool is_of_the_service(const Resolved& resolved) { return resolved.file.parent_path() == "/etc/overwatch"; }

/// Of the server that reads this file.
fs::path data_folder_of(const Resolved& resolved) {
  constexpr std::string_view kServiceData = "/var/lib/overwatch";  // StateDirectory= of packaging/overwatch.service
  const bool of_the_service = resolved.settings.data_dir.empty() && is_of_the_service(resolved);
  return of_the_service && fs::exists(kServiceData) ? fs::path(kServiceData)
                                                    : data_folder(resolved.settings, process_environment);
}

/// What this user may not write, the service may.
Status unless_of_the_service(const Resolved& resolved, Status status) {
  const bool rights = !status && status.error().code == ErrorCode::kPermissionDenied;
  return rights && is_of_the_service(resolved) ? Status() : status;
}

void check_folders(const Resolved& resolved, const fs::path& data, Complaints& complaints) {
  const Settings& settings = resolved.settings;
  complaints.add_failure("data_dir", unless_of_the_service(resolved, check_can_hold(data)));
  complaints.add_failure("output_root", unless_of_the_service(resolved, check_output_root(settings)));
  complaints.add_failure("log_file", log::check_file(settings.log_file));
  complaints.add_missing("media_root", settings.media_root);
  complaints.add_missing("models_dir", settings.models_dir);
}

void check_reach(const Settings& settings, const fs::path& data, Complaints& complaints) {
  const Status address = check_address(settings.address);
  complaints.add_failure("address", address);
  if (const auto hosts = server::HostRules::create(settings.address, settings.allowed_host); !hosts)
    complaints.add("allowed_host", hosts.error().message);
  const Status tls = check_tls(settings);
  complaints.add_failure(settings.tls_cert.empty() ? "tls_key" : "tls_cert", tls);
  if (tls && !settings.tls_cert.empty())
    complaints.add_failure("tls_cert", server::check_usable({settings.tls_cert, settings.tls_key}));
  // What is no address reaches nowhere.
  if (!address && address.error().code == ErrorCode::kInvalidArgument) return;
  complaints.add_failure(server::is_loopback(settings.address) ? "allowed_host" : "address",
                         check_log_in(settings, data));
}

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
  if (fs::exists(settings.output_root, error) && !fs::is_directory(settings.output_root, error)) {
    return fail_at("output_root", ErrorCode::kInvalidArgument, "{} is not a folder", settings.output_root);
  }
  const fs::path folder = fs::weakly_canonical(settings.output_root, error);
  if (error || folder != folder.root_path()) {
    const Status usable = check_can_hold(settings.output_root);
    if (usable) return {};
    return fail_at("output_root", usable.error().code, "{}", usable.error().message);
  }
  return fail_at("output_root", ErrorCode::kInvalidArgument,
                 "below {} workflows could write anywhere; name a folder for them", settings.output_root);
}

Status check_source_variables(const Settings& settings) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (const std::string& name : settings.source_variable) {
    const bool digit_first = !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) != 0;
    if (!name.empty() && !digit_first && std::ranges::all_of(name, is_word)) continue;
    return fail_at("source_variable", ErrorCode::kInvalidArgument,
                   "'{}' is no name of a variable: letters, digits and '_', no digit first", name);
  }
  return {};
}

Status check_mirror(const Settings& settings) {
  if (settings.models_mirror.empty()) return {};
  const auto url = net::parse_url(settings.models_mirror);
  if (url) return {};
  return fail_at("models_mirror", url.error().code, "{}", url.error().message);
}

Findings look_here(const Resolved& resolved) {
  const Settings& settings = resolved.settings;
  const fs::path data = data_folder_of(resolved);
  Complaints complaints(resolved);
  check_reach(settings, data, complaints);
  complaints.add_failure("models_mirror", check_mirror(settings));
  complaints.add_failure("source_variable", check_source_variables(settings));
  complaints.add_failure("device", check_device(settings));
  check_folders(resolved, data, complaints);
  check_demo_model(settings, data, complaints);
  return complaints.take();
}

}  // namespace ow::cli
