// A certificate and its key on disk.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"

/// OpenSSL's SSL_CTX.
struct ssl_ctx_st;

namespace ow::server {

struct CertificateFiles {
  std::filesystem::path certificate;  ///< PEM: the server's own first, then the chain
  std::filesystem::path key;          ///< PEM, without a passphrase
};

/// Loads both into a context of OpenSSL. Errors name the file and what is wrong with it: missing, not readable for this
/// user, no PEM, with a passphrase, a key of another certificate.
Status load_certificate(ssl_ctx_st* context, const CertificateFiles& files);

/// Whether a server could use them: load_certificate() into a context that is thrown away.
Status check_usable(const CertificateFiles& files);

/// SHA-256 of the first certificate, as browsers and openssl show it: "AB:CD:…".
Result<std::string> fingerprint_of(const std::filesystem::path& certificate);

}  // namespace ow::server
