#include "overwatch/service_manager.h"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "base/log.h"
#include "base/thread.h"
#include "base/wait.h"

namespace ow::cli {
namespace {

/// A decimal number in an environment variable.
std::optional<std::uint64_t> number_variable(const char* name) {
  const char* text = std::getenv(name);
  if (text == nullptr) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = text + std::strlen(text);
  const auto parsed = std::from_chars(text, end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  return number;
}

/// Where a client on this machine reaches a server that listens on `address`.
std::string reachable(const std::string& address) {
  if (address == "0.0.0.0" || address == "localhost") return "127.0.0.1";
  return address == "::" ? "::1" : address;
}

bool request_is_answered(int descriptor, const addrinfo& peer) {
  constexpr std::string_view kRequest = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  const timeval patience{.tv_sec = 5, .tv_usec = 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  if (::connect(descriptor, peer.ai_addr, peer.ai_addrlen) != 0) return false;
  if (::send(descriptor, kRequest.data(), kRequest.size(), 0) < 0) return false;
  char answer[512];
  return ::recv(descriptor, answer, sizeof(answer), 0) >= 0;
}

}  // namespace

bool notify_service_manager(std::string_view state) {
  const char* name = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  // "@name" is Linux's abstract namespace: its first byte is zero.
  if (name == nullptr || (*name != '/' && *name != '@') || std::strlen(name) >= sizeof(address.sun_path)) return false;
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, name, sizeof(address.sun_path) - 1);
  if (*name == '@') address.sun_path[0] = '\0';
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(name));
  const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM, 0);
  if (descriptor < 0) return false;
  const ssize_t sent =
      ::sendto(descriptor, state.data(), state.size(), 0, reinterpret_cast<const sockaddr*>(&address), length);
  ::close(descriptor);
  return sent == static_cast<ssize_t>(state.size());
}

std::optional<std::chrono::microseconds> watchdog_interval() {
  const auto interval = number_variable("WATCHDOG_USEC");
  const auto process = number_variable("WATCHDOG_PID");
  if (!interval || *interval == 0) return std::nullopt;
  if (process && *process != static_cast<std::uint64_t>(::getpid())) return std::nullopt;
  return std::chrono::microseconds(*interval);
}

Watchdog::Watchdog(std::function<bool()> is_alive) {
  const auto interval = watchdog_interval();
  if (!interval) return;
  thread_ = std::jthread([is_alive = std::move(is_alive), pause = *interval / 3](std::stop_token stop) {
    set_thread_name("ow-watchdog");
    do {
      if (is_alive()) {
        notify_service_manager("WATCHDOG=1");
      } else {
        log::warn("the server does not answer its own watchdog");
      }
    } while (wait_until(stop, std::chrono::steady_clock::now() + pause));
  });
}

bool server_answers(const std::string& address, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (::getaddrinfo(reachable(address).c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return false;
  const int descriptor = ::socket(found->ai_family, found->ai_socktype, found->ai_protocol);
  const bool answered = descriptor >= 0 && request_is_answered(descriptor, *found);
  if (descriptor >= 0) ::close(descriptor);
  ::freeaddrinfo(found);
  return answered;
}

}  // namespace ow::cli
