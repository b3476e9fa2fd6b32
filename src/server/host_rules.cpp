#include "server/host_rules.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

#include "base/descriptor.h"
#include "base/text.h"
#include "server/machine_names.h"

namespace ow::server {
namespace {

/// "[::1]:8000" → "[::1]", "localhost:8000" → "localhost". Nothing when something else than a port comes after the name.
std::optional<std::string_view> without_port(std::string_view host) {
  const std::size_t end = host.starts_with('[') ? host.find(']') + 1 : std::min(host.find(':'), host.size());
  const std::string_view rest = host.substr(end);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool port =
      rest.empty() || (rest[0] == ':' && rest.size() <= 6 && std::ranges::all_of(rest.substr(1), is_digit));
  if (end == 0 || !port) return std::nullopt;
  return host.substr(0, end);
}

/// An IPv6 address as it stands in a Host header.
std::string in_brackets(const std::string& address) {
  return address.find(':') == std::string::npos || address.starts_with('[') ? address : "[" + address + "]";
}

bool is_host_name(std::string_view name) {
  const auto good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("-.[]:_").find(c) != std::string_view::npos;
  };
  return !name.empty() && name.size() <= 253 && std::ranges::all_of(name, good);
}

/// Browsers leave a scheme's own port away in Origin; other clients may write it in Host.
std::string_view without_default_port(std::string_view host, Transport transport) {
  const std::string_view port = transport == Transport::kSecure ? ":443" : ":80";
  return host.ends_with(port) ? host.substr(0, host.size() - port.size()) : host;
}

}  // namespace

Status check_listen_address(std::string_view address) {
  boost::system::error_code error;
  if (address != "localhost") boost::asio::ip::make_address(address, error);
  if (error) return fail(ErrorCode::kInvalidArgument, "'{}' is no IP address", address);
  return {};
}

Status check_address_is_here(const std::string& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.c_str(), "0", &hints, &found) != 0) return check_listen_address(address);
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> list(found, ::freeaddrinfo);
  const Descriptor socket(::socket(found->ai_family, found->ai_socktype, found->ai_protocol));
  if (!socket.open() || ::bind(socket.get(), found->ai_addr, found->ai_addrlen) == 0) return {};
  return fail(ErrorCode::kUnavailable, "cannot listen on {}: {}", address, std::strerror(errno));
}

Result<HostRules> HostRules::create(std::string_view listen_address, const std::vector<std::string>& allowed) {
  HostRules out;
  out.names_ = {"localhost", "127.0.0.1", "[::1]"};
  if (!is_wildcard(listen_address)) out.names_.insert(in_brackets(std::string(listen_address)));
  if (!is_loopback(listen_address)) {
    for (const std::string& name : machine_host_names()) out.names_.insert(name);
  }
  for (const std::string& each : allowed) {
    constexpr std::string_view kTls = "https://";
    const std::string given = to_lower(trim(each));
    const bool behind_tls = given.starts_with(kTls);
    std::string_view rest = behind_tls ? std::string_view(given).substr(kTls.size()) : std::string_view(given);
    if (rest.ends_with('/')) rest.remove_suffix(1);
    const bool bare_ipv6 = !rest.starts_with('[') && std::ranges::count(rest, ':') > 1;
    const std::optional<std::string_view> plain = bare_ipv6 ? rest : without_port(rest);
    if (!is_host_name(rest) || !plain) {
      return fail_at("allowed-host", ErrorCode::kInvalidArgument,
                     "'{}' is no host name; write e.g. camera-box.example.org, or https://camera-box.example.org for a "
                     "TLS proxy's name",
                     each);
    }
    const std::string name = bare_ipv6 ? in_brackets(std::string(*plain)) : std::string(*plain);
    out.names_.insert(name);
    if (behind_tls) out.behind_tls_.insert(name);
  }
  return out;
}

Status HostRules::check_host(const Request& request) const {
  const std::string_view host = request.header("host");
  if (host.empty()) return fail(ErrorCode::kInvalidArgument, "the request has no Host header");
  const auto name = without_port(host);
  if (name && names_.contains(to_lower(*name))) return {};
  // An address, unlike a name, cannot be made to lead here by somebody's DNS. So that of the connection itself is good, also one
  // that the machine got after the start.
  if (name && !request.server_address.empty() && to_lower(*name) == in_brackets(request.server_address)) return {};
  return fail(ErrorCode::kPermissionDenied,
              "this server does not answer to '{}'; open http://localhost:<port>, or start it with --allowed-host NAME",
              to_lower(name.value_or(host).substr(0, 253)));
}

Status HostRules::check_origin(const Request& request) const {
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return {};
  const std::string host = to_lower(request.header("host"));
  const std::string own = (request.transport == Transport::kSecure ? "https://" : "http://") +
                          std::string(without_default_port(host, request.transport));
  if (to_lower(origin) == own) return {};
  return fail(ErrorCode::kPermissionDenied,
              "a page of {} may not do this; only pages of {} may (behind a TLS proxy: --allowed-host https://NAME)",
              origin.substr(0, 253), own);
}

void HostRules::look_through_proxy(Request& request) const {
  if (behind_tls_.empty() || !is_loopback(request.client_address)) return;
  const auto name = without_port(request.header("host"));
  if (!name || !behind_tls_.contains(to_lower(*name))) return;
  request.transport = Transport::kSecure;
  const std::string_view forwarded = request.header("x-forwarded-for");
  // The last address is the one that the proxy itself has seen; those before it are the client's own words.
  const std::string_view last = trim(forwarded.substr(forwarded.rfind(',') + 1));
  const bool is_address = last.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos;
  if (is_address && !last.empty() && last.size() <= 45) request.client_address = last;
}

}  // namespace ow::server
