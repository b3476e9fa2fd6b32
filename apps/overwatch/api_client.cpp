#include "overwatch/api_client.h"

#include <fmt/core.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>
#include <string_view>

namespace ow::cli {
namespace {

constexpr std::size_t kAnswerBytesMax = 16 << 20;
constexpr long kPatienceSeconds = 60;

/// Closes at the end.
class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket() { ::close(descriptor_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  /// Until the other side closes.
  [[nodiscard]] std::string receive_all() const {
    std::string answer;
    std::array<char, 16384> block{};
    while (answer.size() < kAnswerBytesMax) {
      const ssize_t count = ::recv(descriptor_, block.data(), block.size(), 0);
      if (count <= 0) break;
      answer.append(block.data(), static_cast<std::size_t>(count));
    }
    return answer;
  }

 private:
  int descriptor_;
};

ErrorCode code_of(int status) {
  if (status == 401 || status == 403) return ErrorCode::kPermissionDenied;
  return status == 404 ? ErrorCode::kNotFound : ErrorCode::kFailedPrecondition;
}

Result<nlohmann::ordered_json> read_answer(const std::string& answer, const std::string& what) {
  const std::size_t end = answer.find("\r\n\r\n");
  if (!answer.starts_with("HTTP/1.") || end == std::string::npos || answer.size() < 12) {
    return fail(ErrorCode::kUnavailable, "{}: no HTTP answer came", what);
  }
  int status = 0;
  std::from_chars(answer.data() + 9, answer.data() + 12, status);
  auto body = nlohmann::ordered_json::parse(answer.substr(end + 4), nullptr, false);
  if (status < 200 || status >= 400) {
    const bool told = body.is_object() && body.contains("detail");
    return fail(code_of(status), "{}: {}", what, told ? body["detail"].dump() : fmt::format("HTTP status {}", status));
  }
  if (body.is_discarded()) return fail(ErrorCode::kUnavailable, "{}: the answer is no JSON", what);
  return body;
}

}  // namespace

Result<Endpoint> parse_endpoint(const std::string& url) {
  constexpr std::string_view kScheme = "http://";
  const auto wrong = [&] { return fail(ErrorCode::kInvalidArgument, "'{}' is not of the form http://HOST:PORT", url); };
  if (!url.starts_with(kScheme)) return wrong();
  std::string_view rest = std::string_view(url).substr(kScheme.size());
  rest = rest.substr(0, rest.find('/'));
  Endpoint endpoint;
  endpoint.port = 80;
  const std::size_t colon = rest.rfind(':');
  const bool has_port = colon != std::string_view::npos && rest.find(']', colon) == std::string_view::npos;
  if (has_port) {
    const std::string_view digits = rest.substr(colon + 1);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), endpoint.port);
    if (parsed.ec != std::errc{} || parsed.ptr != digits.data() + digits.size()) return wrong();
    rest = rest.substr(0, colon);
  }
  if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
  if (rest.empty()) return wrong();
  endpoint.host = rest;
  return endpoint;
}

Result<int> connect_to(const Endpoint& endpoint) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(endpoint.host.c_str(), std::to_string(endpoint.port).c_str(), &hints, &found) != 0) {
    return fail(ErrorCode::kUnavailable, "no such host: {}", endpoint.host);
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, ::freeaddrinfo);
  const timeval patience{.tv_sec = kPatienceSeconds, .tv_usec = 0};
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
    const int descriptor = ::socket(each->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return fail(ErrorCode::kResourceExhausted, "no socket: too many open files?");
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    if (::connect(descriptor, each->ai_addr, each->ai_addrlen) == 0) return descriptor;
    ::close(descriptor);
  }
  return fail(ErrorCode::kUnavailable, "nobody answers at http://{}:{}", endpoint.host, endpoint.port);
}

Result<nlohmann::ordered_json> call_api(const Endpoint& endpoint, const std::string& method, const std::string& path,
                                        const std::string& body) {
  OW_TRY(const int descriptor, connect_to(endpoint));
  const Socket socket(descriptor);
  std::string request = fmt::format("{} {} HTTP/1.1\r\nHost: {}:{}\r\nConnection: close\r\nContent-Length: {}\r\n",
                                    method, path, endpoint.host, endpoint.port, body.size());
  if (!body.empty()) request += "Content-Type: application/json\r\n";
  if (!endpoint.token.empty()) request += "Authorization: Bearer " + endpoint.token + "\r\n";
  const std::string what = method + " " + path;
  if (!socket.send(request + "\r\n" + body)) return fail(ErrorCode::kUnavailable, "{}: the connection was cut", what);
  return read_answer(socket.receive_all(), what);
}

}  // namespace ow::cli
