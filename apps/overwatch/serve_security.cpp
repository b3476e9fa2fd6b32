#include "overwatch/serve_security.h"

#include "overwatch/accounts.h"
#include "overwatch/config/config_rules.h"
#include "server/machine_names.h"
#include "server/tls/self_signed.h"
#include "store/data_folder.h"

namespace ow::cli {
namespace {

/// The names that a certificate needs: those that were asked for. IPv6 without brackets, no scheme, no port.
std::vector<std::string> certificate_names(const Settings& settings) {
  const std::string& address = settings.address;
  std::vector<std::string> out;
  if (!server::is_wildcard(address) && !server::is_loopback(address)) out.push_back(address);
  for (const std::string& host : settings.allowed_host) {
    if (!host.starts_with("https://")) out.push_back(host);
  }
  return out;
}

Result<std::optional<server::CertificateFiles>> make_tls(const Globals& globals, std::vector<std::string>& notes) {
  OW_CHECK(check_tls(globals));
  if (!globals.tls_cert.empty()) return std::optional(server::CertificateFiles{globals.tls_cert, globals.tls_key});
  if (globals.tls != "self") return std::optional<server::CertificateFiles>();
  std::vector<std::string> further = server::machine_host_names();
  for (std::string& each : server::machine_addresses()) further.push_back(std::move(each));
  OW_TRY(const auto made,
         server::self_signed_certificate(globals.data_folder() / "tls", certificate_names(globals), further));
  notes.push_back(fmt::format("certificate: {} ({}, SHA-256 {})", made.files.certificate.string(),
                              made.made_now ? "made now" : "of its own making", made.fingerprint));
  return std::optional(made.files);
}

/// Who lost all users by a damaged store must not become open to everybody by it.
bool lost_users(const Globals& globals, bool has_users) {
  return !has_users && store::damaged_predecessor(store::store_file(globals.data_folder())).has_value();
}

}  // namespace

Result<Security> make_security(const Globals& globals, const Clock& clock, server::ServerOptions& server) {
  Security out;
  OW_TRY(out.accounts, open_accounts(globals));
  OW_TRY(const bool has_users, out.accounts->has_users());
  const bool lost = lost_users(globals, has_users);
  server.allowed_hosts = globals.allowed_host;
  const bool beyond = server::reaches_beyond_this_machine(server);
  const bool always = globals.auth || ((beyond || lost) && !globals.insecure);
  out.guard = std::make_unique<server::Guard>(
      *out.accounts, clock,
      server::GuardOptions{.demand = always ? server::Demand::kAlways : server::Demand::kWhenUsersExist});
  server.exposure = globals.insecure ? server::Exposure::kInsecure : server::Exposure::kGuarded;
  OW_TRY(server.tls, make_tls(globals, out.notes));
  if (lost && !globals.insecure) {
    out.notes.emplace_back(
        "a damaged store was set aside here, and maybe users with it: a log-in is asked for; add a user, "
        "or remove the .damaged file");
  }
  if (always && !has_users)
    out.notes.emplace_back("nobody can log in to the page yet: overwatch users add NAME --role admin");
  if (beyond && globals.insecure && !has_users) {
    out.notes.emplace_back("WARNING: everybody who reaches this server may do everything (--insecure)");
  } else if (!server::is_loopback(server.address) && !server.tls) {
    out.notes.emplace_back("WARNING: passwords and pictures cross the network in the clear; --tls self encrypts them");
  }
  return out;
}

}  // namespace ow::cli
