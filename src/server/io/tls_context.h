// The TLS side of a server: certificate, key, protocol versions.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "base/error.h"
#include "server/tls/certificate_files.h"

namespace ow::server {

/// TLS 1.2 and 1.3 with the library's own choice of ciphers. Errors name the file and what is wrong with it: missing, not
/// readable for this user, no PEM, with a passphrase, a key of another certificate.
Result<std::unique_ptr<boost::asio::ssl::context>> make_tls_context(const CertificateFiles& files);

}  // namespace ow::server
