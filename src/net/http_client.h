// HTTP client: requests to the outside (model files, webhooks) with everything about them bounded.
//
// Blocking calls, each on a connection of its own (HTTP/1.1, "Connection: close") and on the caller's thread. Immutable
// after construction: any number of threads may use one client. Errors: kInvalidArgument (the address, a header),
// kNotFound (DNS does not know the name), kPermissionDenied (the certificate, the proxy's 407, a redirect from https to
// http), kDeadlineExceeded (a time-out), kUnavailable (refused, cut off: worth a retry), kResourceExhausted (the body's
// bound), kDataLoss (no HTTP), kCancelled (stopped).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "net/proxy.h"

namespace ow::net {

struct HttpOptions {
  std::chrono::milliseconds connect_timeout{10'000};  ///< TCP, proxy and TLS, each
  std::chrono::milliseconds idle_timeout{30'000};  ///< without a byte from the other side
  std::chrono::milliseconds total_timeout{0};  ///< of a whole call with its redirects; 0: none
  int redirects_max = 8;
  std::uint64_t body_bytes_max = 16 << 20;
  std::string ca_file = {};  ///< trusted alone; empty: the system's store, or SSL_CERT_FILE
  ProxySettings proxy = {};
  std::string user_agent = "overwatch";
};

struct HttpRequest {
  std::string method = "GET";
  std::string url = {};  ///< user and password in it become an Authorization header
  std::vector<std::pair<std::string, std::string>> headers = {};  ///< beside Host, User-Agent, Accept, Content-Length
  std::string body = {};
};

/// An answer without its body.
struct HttpHead {
  int status = 0;
  std::map<std::string, std::string, std::less<>> headers;  ///< by lower-case name; the first of equal names
  std::string url;  ///< what answered in the end, fit for messages

  /// Empty when it is not there.
  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
};

struct HttpResponse {
  HttpHead head;
  std::string body;
};

/// Called for the final answer only, on the caller's thread; an error ends the call and is what it returns.
struct HttpReceiver {
  std::function<Status(const HttpHead&)> on_head = {};
  std::function<Status(std::string_view)> on_body = {};  ///< piece by piece as they come, 64 KiB at most
};

class HttpClient final {
 public:
  explicit HttpClient(HttpOptions options) : options_(std::move(options)) {}

  /// The answer, whatever its status. A name look-up cannot be cut short: it ends as resolv.conf says.
  [[nodiscard]] Result<HttpResponse> send(const HttpRequest& request, std::stop_token stop = {}) const;
  /// The same with the body handed over as it comes.
  [[nodiscard]] Result<HttpHead> stream(const HttpRequest& request, const HttpReceiver& receiver,
                                        std::stop_token stop = {}) const;
  [[nodiscard]] const HttpOptions& options() const { return options_; }

 private:
  HttpOptions options_;
};

/// A status of 400 or more in words: kNotFound (404, 410), kPermissionDenied (401, 403), kUnavailable (429, 5xx: worth a
/// retry), else kFailedPrecondition.
Error status_error(const HttpHead& head);

}  // namespace ow::net
