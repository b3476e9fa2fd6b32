#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "net/http_client.h"
#include "overwatch/doctor.h"

namespace ow::cli {
namespace {

constexpr int kPatienceSeconds = 2;

/// errno of a TCP connection to a port on loopback; 0 when somebody answers.
int try_port(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  const timeval patience{.tv_sec = kPatienceSeconds, .tv_usec = 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool connected = ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  const int error = connected ? 0 : errno;
  ::close(descriptor);
  return error;
}

/// Overwatch names itself in its API document.
bool is_overwatch(std::uint16_t port) {
  const net::HttpClient client({.connect_timeout = std::chrono::seconds(kPatienceSeconds),
                                .idle_timeout = std::chrono::seconds(kPatienceSeconds),
                                .redirects_max = 0});
  const auto answer = client.send({.url = fmt::format("http://127.0.0.1:{}/api/openapi.json", port)});
  return answer && answer->head.status == 200 && answer->body.find("Overwatch") != std::string::npos;
}

}  // namespace

void check_port(std::uint16_t port, Checks& checks) {
  const std::string name = fmt::format("port {}", port);
  const int error = try_port(port);
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
