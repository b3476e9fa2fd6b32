// Which hosts a confined workflow may not reach. Cameras on the local network are what the program is for, so private
// addresses are allowed; these two kinds trust whoever can reach them.
#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <memory>

#include "base/text.h"
#include "core/access.h"

namespace ow {
namespace {

/// Where clouds hand out credentials to whoever asks from the machine.
constexpr std::array<std::string_view, 5> kMetadata = {"169.254.169.254", "169.254.170.2", "100.100.100.200",
                                                       "192.0.0.192", "fd00:ec2::254"};

struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
};

/// Takes an address apart as libav does: the last '@' before the path ends the user, brackets hold IPv6.
Result<Endpoint> endpoint_of(const std::string& address, std::string_view name) {
  const std::size_t scheme = address.find("://");
  std::string_view rest = std::string_view(address).substr(scheme == std::string::npos ? 0 : scheme + 3);
  rest = rest.substr(0, rest.find_first_of("/?#"));
  if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) rest.remove_prefix(at + 1);
  Endpoint out;
  std::string_view port;
  if (rest.starts_with('[')) {
    const std::size_t close = std::min(rest.find(']'), rest.size());
    out.host = rest.substr(1, close - 1);
    port = rest.substr(std::min(close + 1, rest.size()));
  } else {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    out.host = rest.substr(0, colon);
    port = rest.substr(colon);
  }
  const std::string kind = to_lower(address.substr(0, scheme));
  out.port = kind.ends_with("https") ? 443 : kind.starts_with("http") ? 80 : kind == "rtsps" ? 322 : 554;
  const bool plain =
      std::ranges::all_of(out.host, [](unsigned char c) { return c > 0x20 && c != 0x7f && c != '\\' && c != '%'; });
  if (port.size() > 1) {  // libav takes "+8000" and " 8000" for numbers, too
    const char* const end = port.data() + port.size();
    const auto [stop, error] = std::from_chars(port.data() + 1, end, out.port);
    if (!port.starts_with(':') || stop != end || error != std::errc() || out.port == 0) {
      return fail(ErrorCode::kInvalidArgument, "{}: '{}' is no port; a port is a number from 1 to 65535", name,
                  port.substr(1));
    }
  }
  if (out.host.empty() || !plain) return fail(ErrorCode::kInvalidArgument, "{}: there is no host name in it", name);
  return out;
}

struct FreeAddresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

std::string numeric(const sockaddr& address, socklen_t length) {
  std::array<char, NI_MAXHOST> text{};
  if (::getnameinfo(&address, length, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0) return {};
  std::string_view out = text.data();
  constexpr std::string_view kMapped = "::ffff:";  // IPv4 in IPv6 clothes
  if (out.starts_with(kMapped)) out.remove_prefix(kMapped.size());
  return std::string(out.substr(0, out.find('%')));
}

/// An address of this machine can be bound to.
bool is_own(const sockaddr& address, socklen_t length) {
  sockaddr_storage any{};
  std::memcpy(&any, &address, std::min<std::size_t>(length, sizeof any));
  if (any.ss_family == AF_INET) reinterpret_cast<sockaddr_in&>(any).sin_port = 0;
  if (any.ss_family == AF_INET6) reinterpret_cast<sockaddr_in6&>(any).sin6_port = 0;
  const Descriptor probe(::socket(any.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return probe.open() && ::bind(probe.get(), reinterpret_cast<const sockaddr*>(&any), length) == 0;
}

}  // namespace

Status Access::check_address(const std::string& address, std::string_view name, Names names) const {
  if (!confined()) return {};
  OW_TRY(const Endpoint endpoint, endpoint_of(address, name));
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  if (names == Names::kPassOver) hints.ai_flags = AI_NUMERICHOST;
  addrinfo* found = nullptr;
  if (::getaddrinfo(endpoint.host.c_str(), nullptr, &hints, &found) != 0)
    return {};  // the opening says so, and retries
  const std::unique_ptr<addrinfo, FreeAddresses> list(found);
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    if (std::ranges::find(kMetadata, numeric(*entry->ai_addr, entry->ai_addrlen)) != kMetadata.end()) {
      return fail(ErrorCode::kPermissionDenied,
                  "{}: this address serves the machine's own credentials and is no source", name);
    }
    if (own_port_ != 0 && endpoint.port == own_port_ && is_own(*entry->ai_addr, entry->ai_addrlen)) {
      return fail(ErrorCode::kPermissionDenied, "{}: this is the server itself, which is no source of its own", name);
    }
  }
  return {};
}

}  // namespace ow
