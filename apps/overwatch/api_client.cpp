#include "overwatch/api_client.h"

#include <fmt/core.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "net/http_client.h"
#include "net/url.h"

namespace ow::cli {
namespace {

constexpr long kPatienceSeconds = 60;

ErrorCode code_of(int status) {
  if (status == 401 || status == 403) return ErrorCode::kPermissionDenied;
  return status == 404 ? ErrorCode::kNotFound : ErrorCode::kFailedPrecondition;
}

Result<nlohmann::ordered_json> read_answer(const net::HttpResponse& answer, const std::string& what) {
  const int status = answer.head.status;
  auto body = nlohmann::ordered_json::parse(answer.body, nullptr, false);
  if (status < 200 || status >= 400) {
    if (status == 401) {
      return fail(code_of(status),
                  "{}: the server asks for a log-in: give it a token (--token or OVERWATCH_TOKEN; "
                  "`overwatch tokens create` makes one)",
                  what);
    }
    const bool told = body.is_object() && body.contains("detail");
    return fail(code_of(status), "{}: {}", what, told ? body["detail"].dump() : fmt::format("HTTP status {}", status));
  }
  if (body.is_discarded()) return fail(ErrorCode::kUnavailable, "{}: the answer is no JSON", what);
  return body;
}

}  // namespace

std::string Endpoint::url() const {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return fmt::format("{}://{}:{}", tls ? "https" : "http", is_ipv6 ? "[" + host + "]" : host, port);
}

Result<Endpoint> parse_endpoint(const std::string& url) {
  const auto parsed = net::parse_url(url);
  if (!parsed) return fail(ErrorCode::kInvalidArgument, "'{}' is not of the form http://HOST:PORT", url);
  return Endpoint{.host = parsed->host, .port = parsed->port, .tls = parsed->secure()};
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
  return fail(ErrorCode::kUnavailable, "nobody answers at {}", endpoint.url());
}

Result<nlohmann::ordered_json> call_api(const Endpoint& endpoint, const std::string& method, const std::string& path,
                                        const std::string& body) {
  net::HttpRequest request{.method = method, .url = endpoint.url() + path, .body = body};
  if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  if (!endpoint.token.empty()) request.headers.emplace_back("Authorization", "Bearer " + endpoint.token);
  const net::HttpClient client({.idle_timeout = std::chrono::seconds(kPatienceSeconds), .ca_file = endpoint.ca_file});
  OW_TRY(const net::HttpResponse answer, client.send(request));
  return read_answer(answer, method + " " + path);
}

}  // namespace ow::cli
