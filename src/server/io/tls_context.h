// The TLS side of a server: certificate, key, protocol versions.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "base/error.h"
#include "server/tls/certificate_files.h"

namespace ow::server {

/// TLS 1.2 and 1.3 with the library's own choice of ciphers. Fails as load_certificate() does.
Result<std::unique_ptr<boost::asio::ssl::context>> make_tls_context(const CertificateFiles& files);

}  // namespace ow::server
