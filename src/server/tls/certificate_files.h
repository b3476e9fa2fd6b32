// A certificate and its key on disk.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"

namespace ow::server {

struct CertificateFiles {
  std::filesystem::path certificate;  ///< PEM: the server's own first, then the chain
  std::filesystem::path key;          ///< PEM, without a passphrase
};

/// Both can be read. kNotFound or kPermissionDenied with the file's name and what to do.
Status check_readable(const CertificateFiles& files);

/// SHA-256 of the first certificate, as browsers and openssl show it: "AB:CD:…".
Result<std::string> fingerprint_of(const std::filesystem::path& certificate);

}  // namespace ow::server
