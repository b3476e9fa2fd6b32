// A server on a free loopback port that answers as a test wants, byte by byte, with TLS or without. For tests.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/testing/certificate.h"

namespace ow::net::test {

struct Seen {
  std::string method;
  std::string target;
  std::map<std::string, std::string> headers;  ///< by lower-case name
  std::string body;

  [[nodiscard]] std::string header(const std::string& lower_case_name) const {
    const auto found = headers.find(lower_case_name);
    return found == headers.end() ? std::string() : found->second;
  }
};

enum class Then { kClose, kStaySilent };

struct Answer {
  std::string bytes;
  Then then = Then::kClose;
};

/// "HTTP/1.1 200 OK" with the headers ("Name: value\r\n" each), Content-Length and the body.
std::string reply(std::string_view status, std::string_view body, std::string_view headers = {});

/// One connection at a time, one request each. `answer` is called on the server's thread.
class HttpServer final {
 public:
  explicit HttpServer(std::function<Answer(const Seen&)> answer, std::optional<Identity> identity = std::nullopt);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// "http://127.0.0.1:port" (or https) and the path.
  [[nodiscard]] std::string url(std::string_view path) const;
  /// The requests so far.
  [[nodiscard]] std::vector<Seen> seen() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A file as good servers give it: ETag, If-Range and Range understood.
Answer serve_file(const Seen& request, const std::string& content, const std::string& etag);

}  // namespace ow::net::test
