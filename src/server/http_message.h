// Request and Response: HTTP as the resources see it, with no trace of the library that speaks it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/auth/caller.h"

namespace ow::server {

enum class Method { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions, kOther };
std::string_view to_string(Method method);
Method parse_method(std::string_view name);

/// How the client's browser sees the connection; a proxy in front may add the TLS.
enum class Transport { kPlain, kSecure };

/// The path of `OPTIONS *` (RFC 9110 section 9.3.7).
inline constexpr std::string_view kWholeServer = "*";

struct Request {
  Method method = Method::kGet;
  std::string path;                                          ///< percent-decoded, without the query; or kWholeServer
  std::map<std::string, std::string, std::less<>> query;     ///< decoded; the first of equal names
  std::map<std::string, std::string, std::less<>> headers;   ///< by lower-case name; the first of equal names
  std::map<std::string, std::string, std::less<>> parameters;///< of the route's pattern
  std::string body;
  std::string client_address;                                ///< IP address, without the port
  std::string server_address;                                ///< IP address that the connection came in on
  std::uint16_t server_port = 0;                             ///< and its port
  Transport transport = Transport::kPlain;
  Caller caller;  ///< set before a handler is called, except of public routes

  /// A header's value by its lower-case name, empty when it is not there.
  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
  /// A parameter of the route's pattern; it is there whenever the pattern names it.
  [[nodiscard]] const std::string& parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type;  ///< empty: no body
  std::vector<std::pair<std::string, std::string>> headers;  ///< beside the ones that every response carries
  std::string body;
  std::string_view borrowed_body;  ///< instead of `body`: bytes that outlive the server

  [[nodiscard]] std::string_view content() const {
    return borrowed_body.empty() ? std::string_view(body) : borrowed_body;
  }
};

/// What happens to the connection after a response.
enum class Persistence { kKeepAlive, kClose };

/// The header block of `response`, up to and including the empty line, with the security headers, Date, and (unless the
/// status forbids it) Content-Length.
std::string head_of(const Response& response, Persistence persistence);

/// The same for a body of unknown length that ends with the connection.
std::string head_of_stream(const Response& response);

/// "Not Found" for 404; "Unknown" for a status that this server never gives.
std::string_view reason_of(int status);

}  // namespace ow::server
