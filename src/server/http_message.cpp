#include "server/http_message.h"

#include <fmt/chrono.h>

#include <array>
#include <cassert>
#include <chrono>
#include <iterator>

namespace ow::server {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 6> kMethods{{{Method::kGet, "GET"},
                                                                       {Method::kHead, "HEAD"},
                                                                       {Method::kPost, "POST"},
                                                                       {Method::kPut, "PUT"},
                                                                       {Method::kDelete, "DELETE"},
                                                                       {Method::kOptions, "OPTIONS"}}};

// The page loads nothing from elsewhere, draws pictures from blobs, and sets styles from code.
constexpr std::string_view kFixedHeaders =
    "Server: overwatch\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Content-Security-Policy: default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'\r\n";

bool has_body(int status) { return status >= 200 && status != 204 && status != 304; }

bool sets(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return true;
  }
  return false;
}

std::string common_head(const Response& response) {
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n{}", response.status, reason_of(response.status), kFixedHeaders);
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  fmt::format_to(std::back_inserter(head), "Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(now));
  if (!response.content_type.empty()) head += "Content-Type: " + response.content_type + "\r\n";
  if (!sets(response, "Cache-Control")) head += "Cache-Control: no-store\r\n";
  for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
  return head;
}

}  // namespace

std::string_view to_string(Method method) {
  for (const auto& [value, name] : kMethods) {
    if (value == method) return name;
  }
  return "OTHER";
}

Method parse_method(std::string_view name) {
  for (const auto& [value, text] : kMethods) {
    if (text == name) return value;
  }
  return Method::kOther;
}

std::string_view Request::header(std::string_view lower_case_name) const {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

const std::string& Request::parameter(std::string_view name) const {
  const auto found = parameters.find(name);
  assert(found != parameters.end());
  return found->second;
}

std::string head_of(const Response& response, Persistence persistence) {
  std::string head = common_head(response);
  if (has_body(response.status)) head += fmt::format("Content-Length: {}\r\n", response.content().size());
  head += persistence == Persistence::kKeepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return head;
}

std::string head_of_stream(const Response& response) { return common_head(response) + "Connection: close\r\n\r\n"; }

std::string_view reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 426: return "Upgrade Required";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 507: return "Insufficient Storage";
    default: return "Unknown";
  }
}

}  // namespace ow::server
