// What systemd is told: ready, stopping, still alive (sd_notify(3)). Without systemd nothing is sent.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace ow::cli {

/// One datagram to $NOTIFY_SOCKET, e.g. "READY=1". False when there is no such socket or it does not take it. Any thread.
bool notify_service_manager(std::string_view state);

/// What systemd asks for by WatchdogSec=: $WATCHDOG_USEC, where it is meant for this process ($WATCHDOG_PID).
std::optional<std::chrono::microseconds> watchdog_interval();

/// Calls `is_alive` three times within each watchdog interval and says so to systemd while it returns true. A call that hangs
/// or returns false for a whole interval makes systemd restart the service. Idle when no watchdog is asked for.
class Watchdog {
 public:
  explicit Watchdog(std::function<bool()> is_alive);

 private:
  std::jthread thread_;
};

/// Does the server at address:port accept, read and answer? Any answer counts: a refusal or a TLS alert is one too. Waits up to
/// five seconds; a wildcard address is tried on loopback. For any thread.
bool server_answers(const std::string& address, std::uint16_t port);

}  // namespace ow::cli
