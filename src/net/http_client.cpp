#include "net/http_client.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "net/http_exchange.h"

namespace ow::net {
namespace {

bool is_redirect(const HttpHead& head) {
  constexpr std::array kStatuses = {301, 302, 303, 307, 308};
  return std::ranges::find(kStatuses, head.status) != kStatuses.end() && !head.header("location").empty();
}

/// The request that a redirect asks for: 303 is always a GET, 301 and 302 turn POST into one (RFC 9110, 15.4); credentials
/// go to nobody but the host that they were meant for.
void follow(HttpRequest& request, int status, const Url& from, const Url& to) {
  const bool becomes_get = (status == 303 && request.method != "HEAD") || (status <= 302 && request.method == "POST");
  if (becomes_get) {
    request.method = "GET";
    request.body.clear();
  }
  const bool same_host = from.host_and_port() == to.host_and_port() && from.scheme == to.scheme;
  std::erase_if(request.headers, [&](const auto& header) {
    const std::string name = to_lower(header.first);
    const bool secret = name == "authorization" || name == "cookie" || name == "proxy-authorization";
    const bool of_the_body = name == "content-type" || name == "content-encoding";
    return (secret && !same_host) || (of_the_body && becomes_get);
  });
}

std::string_view reason_of(int status) {
  switch (status) {
    case 400: return "it does not understand the request";
    case 401: return "it asks for a user and password";
    case 403: return "it does not allow this";
    case 404: return "there is no such file";
    case 407: return "the proxy asks for a user and password: HTTP_PROXY=http://user:password@proxy:3128";
    case 410: return "the file is gone";
    case 429: return "too many requests; try again later";
    case 500: return "the server has failed";
    case 502:
    case 503:
    case 504: return "the server is not available at the moment";
    default: return "the server refuses";
  }
}

}  // namespace

std::string_view HttpHead::header(std::string_view lower_case_name) const {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

Result<HttpResponse> HttpClient::send(const HttpRequest& request, std::stop_token stop) const {
  HttpResponse out;
  const HttpReceiver receiver{.on_head = {}, .on_body = [&](std::string_view bytes) -> Status {
                                out.body.append(bytes);
                                return {};
                              }};
  OW_TRY(out.head, stream(request, receiver, std::move(stop)));
  return out;
}

Result<HttpHead> HttpClient::stream(const HttpRequest& asked, const HttpReceiver& receiver,
                                    std::stop_token stop) const {
  const TimePoint deadline =
      options_.total_timeout.count() > 0 ? SteadyClock().now() + options_.total_timeout : TimePoint::max();
  HttpRequest request = asked;
  OW_TRY(Url url, parse_url(request.url));
  const std::string first = url.text();
  for (int redirects = 0;; ++redirects) {
    OW_TRY(const std::optional<Url> proxy, proxy_for(options_.proxy, url));
    OW_TRY(const std::string head, request_head(request, url, proxy, options_));
    Connection connection(options_, stop, deadline);
    OW_CHECK(connection.open(url, proxy));
    const auto keep_body = [](const HttpHead& answer) { return !is_redirect(answer); };
    OW_TRY(HttpHead answer, exchange(connection, request, head, receiver, keep_body, options_.body_bytes_max, url));
    if (!is_redirect(answer)) return answer;
    if (redirects >= options_.redirects_max) {
      return fail(ErrorCode::kUnavailable, "{} leads to ever other addresses ({} redirects); the last was {}", first,
                  redirects, url.text());
    }
    OW_TRY(Url next, resolve_location(url, answer.header("location")));
    if (url.secure() && !next.secure()) {
      return fail(ErrorCode::kPermissionDenied, "{} leads to {}, which is not encrypted; refused", url.text(),
                  next.text());
    }
    follow(request, answer.status, url, next);
    url = std::move(next);
  }
}

Error status_error(const HttpHead& head) {
  ErrorCode code = ErrorCode::kFailedPrecondition;
  if (head.status == 404 || head.status == 410) code = ErrorCode::kNotFound;
  if (head.status == 401 || head.status == 403 || head.status == 407) code = ErrorCode::kPermissionDenied;
  if (head.status == 429 || head.status >= 500) code = ErrorCode::kUnavailable;
  return Error{code, fmt::format("{} answers {}: {}", head.url, head.status, reason_of(head.status)), {}};
}

}  // namespace ow::net
