#include "net/tls.h"

#include <openssl/x509v3.h>

#include <boost/asio/ip/address.hpp>

namespace ow::net {
namespace {

namespace ssl = boost::asio::ssl;

bool is_address(const std::string& host) {
  boost::system::error_code error;
  boost::asio::ip::make_address(host, error);
  return !error;
}

/// Certificates of the system lie where Debian puts them; without the package there are none.
constexpr const char* kTrustHint =
    "where your own authority signs, name its certificate file in SSL_CERT_FILE; on a bare system install "
    "ca-certificates";

Error refused(std::string message) { return Error{ErrorCode::kPermissionDenied, std::move(message), {}}; }

}  // namespace

Result<ssl::context> make_client_tls(const std::string& ca_file) {
  ssl::context context(ssl::context::tls_client);
  boost::system::error_code error;
  context.set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1, error);
  if (ca_file.empty()) {
    context.set_default_verify_paths(error);
  } else {
    context.load_verify_file(ca_file, error);
    if (error) return fail(ErrorCode::kNotFound, "cannot read certificates from {}: {}", ca_file, error.message());
  }
  context.set_verify_mode(ssl::verify_peer, error);
  if (error) return fail(ErrorCode::kInternal, "TLS cannot be set up: {}", error.message());
  return context;
}

Status expect_host(SSL* connection, const std::string& host) {
  const bool set = is_address(host) ? X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection), host.c_str()) == 1
                                    : SSL_set1_host(connection, host.c_str()) == 1 &&
                                          SSL_set_tlsext_host_name(connection, host.c_str()) == 1;
  if (!set) return fail(ErrorCode::kInvalidArgument, "'{}' is no name that TLS can check", host);
  return {};
}

Error handshake_error(SSL* connection, const std::string& host, const boost::system::error_code& error) {
  const long verified = SSL_get_verify_result(connection);
  const std::string reason = X509_verify_cert_error_string(verified);
  switch (verified) {
    case X509_V_OK: break;
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return refused("the certificate of " + host +
                     " has expired; check this machine's clock, or tell whoever runs the host");
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return refused("the certificate of " + host + " is not valid yet; check this machine's clock");
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return refused("the certificate that " + host + " shows is for another name; nothing was sent");
    default: return refused("the certificate of " + host + " is not trusted (" + reason + "); " + kTrustHint);
  }
  return Error{ErrorCode::kUnavailable, "no TLS connection with " + host + ": " + error.message(), {}};
}

}  // namespace ow::net
