#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include "overwatch/doctor.h"

namespace ow::cli {
namespace {

/// A peer that went away is an error of the call, not a signal.
#ifdef __linux__
constexpr int kSendFlags = MSG_NOSIGNAL;
#else
constexpr int kSendFlags = 0;  // macOS: SO_NOSIGPIPE
#endif

/// A TCP connection to a port on loopback; each call gives up after two seconds.
class Loopback {
 public:
  explicit Loopback(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{.tv_sec = 2, .tv_usec = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
#ifdef __APPLE__
    const int on = 1;
    ::setsockopt(descriptor_, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof(on));
#endif
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) error_ = errno;
  }
  ~Loopback() { ::close(descriptor_); }
  Loopback(const Loopback&) = delete;
  Loopback& operator=(const Loopback&) = delete;

  /// errno of the connection; 0 when somebody answers.
  [[nodiscard]] int error() const { return error_; }

  /// What comes back for a GET, as far as the first 64 KB and two seconds a read go.
  std::string get(const std::string& path) {
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    if (::send(descriptor_, request.data(), request.size(), kSendFlags) < 0) return {};
    std::string answer;
    char block[4096];
    while (answer.size() < (64U << 10)) {
      const ssize_t count = ::recv(descriptor_, block, sizeof(block), 0);
      if (count <= 0) break;
      answer.append(block, static_cast<std::size_t>(count));
    }
    return answer;
  }

 private:
  int descriptor_;
  int error_ = 0;
};

/// Overwatch names itself in its API document.
bool is_overwatch(std::uint16_t port) {
  Loopback connection(port);
  if (connection.error() != 0) return false;
  const std::string answer = connection.get("/api/openapi.json");
  return answer.starts_with("HTTP/1.1 200") && answer.find("Overwatch") != std::string::npos;
}

}  // namespace

void check_port(std::uint16_t port, Checks& checks) {
  const std::string name = fmt::format("port {}", port);
  int error = 0;
  {
    const Loopback connection(port);
    error = connection.error();
  }
  if (error == ECONNREFUSED) {
    checks.push_back({name, Verdict::kGood, "free"});
  } else if (error != 0) {
    checks.push_back({name, Verdict::kWarning, fmt::format("cannot be tried: {}", std::strerror(error)),
                      "look whether a firewall stands in the way of 127.0.0.1"});
  } else if (is_overwatch(port)) {
    checks.push_back({name, Verdict::kNote, fmt::format("Overwatch is running: http://127.0.0.1:{}/", port)});
  } else {
    checks.push_back({name, Verdict::kWarning, "another program answers there",
                      fmt::format("end it, or take another port: overwatch serve --port {0} (make run PORT={0})",
                                  port == 65535 ? 8000 : port + 1)});
  }
}

}  // namespace ow::cli
