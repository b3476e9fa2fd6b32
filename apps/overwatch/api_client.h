// A running server as a command-line tool sees it: its REST API.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/error.h"

namespace ow::cli {

struct Endpoint {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8000;
  bool tls = false;
  std::string ca_file = {};  ///< certificates (PEM) that are trusted alone; empty: those of the system
  std::string token = {};  ///< sent as a bearer token when there is one

  /// "http://127.0.0.1:8000".
  [[nodiscard]] std::string url() const;
};

/// "http://host:port" or "https://host:port" (a path behind it is ignored). kInvalidArgument for anything else.
Result<Endpoint> parse_endpoint(const std::string& url);

/// A connected TCP socket without TLS, the caller's to close. kUnavailable when nobody answers.
Result<int> connect_to(const Endpoint& endpoint);

/// One call on a connection of its own; gives up after 60 s without a byte, and at 16 MB. A status of 400 and above is an error
/// with the server's own words: kPermissionDenied (401, 403), kNotFound (404), else kFailedPrecondition.
Result<nlohmann::ordered_json> call_api(const Endpoint& endpoint, const std::string& method, const std::string& path,
                                        const std::string& body = {});

}  // namespace ow::cli
