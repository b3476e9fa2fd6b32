// TLS towards the outside: whom to trust, and what went wrong in words.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <string>

#include "base/error.h"

namespace ow::net {

/// TLS 1.2 and later. Trusts `ca_file` alone where one is given, else what OpenSSL does: the system's store, SSL_CERT_FILE,
/// SSL_CERT_DIR.
Result<boost::asio::ssl::context> make_client_tls(const std::string& ca_file);

/// The peer has to prove that it is `host` (a name or an address). To be called before the handshake.
Status expect_host(SSL* connection, const std::string& host);

/// Why the handshake with `host` failed, from OpenSSL's verification result and the error that Asio gave.
Error handshake_error(SSL* connection, const std::string& host, const boost::system::error_code& error);

}  // namespace ow::net
