#include "server/tls/certificate_files.h"

#include <fcntl.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "server/tls/openssl_handle.h"

namespace ow::server {
namespace {

Status check_readable(const std::filesystem::path& file, std::string_view what) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor >= 0) {
    ::close(descriptor);
    return {};
  }
  if (errno == EACCES || errno == EPERM) {
    return fail(ErrorCode::kPermissionDenied, "this user has no right to read the {} {}", what, file.string());
  }
  return fail(ErrorCode::kNotFound, "cannot read the {} {}: {}", what, file.string(), std::strerror(errno));
}

/// OpenSSL would ask the terminal.
int no_passphrase(char*, int, int, void*) { return 0; }

std::unexpected<Error> key_failure(const CertificateFiles& files) {
  const int reason = ERR_GET_REASON(ERR_peek_last_error());
  if (reason == X509_R_KEY_VALUES_MISMATCH || reason == X509_R_KEY_TYPE_MISMATCH) {
    ERR_clear_error();
    return fail(ErrorCode::kInvalidArgument, "the key {} does not belong to the certificate {}", files.key.string(),
                files.certificate.string());
  }
  return fail(
      ErrorCode::kInvalidArgument,
      "{} holds no PEM key that can be read without a passphrase ({}); remove one with: openssl pkey -in KEY -out "
      "NEW",
      files.key.string(), openssl_reason());
}

}  // namespace

Status load_certificate(SSL_CTX* context, const CertificateFiles& files) {
  OW_CHECK(check_readable(files.certificate, "certificate"));
  OW_CHECK(check_readable(files.key, "certificate's key"));
  SSL_CTX_set_default_passwd_cb(context, no_passphrase);
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1) {
    return fail(ErrorCode::kInvalidArgument, "{} holds no PEM certificate ({})", files.certificate.string(),
                openssl_reason());
  }
  if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) != 1) return key_failure(files);
  if (SSL_CTX_check_private_key(context) != 1) {
    return fail(ErrorCode::kInvalidArgument, "the key {} does not belong to the certificate {} ({})",
                files.key.string(), files.certificate.string(), openssl_reason());
  }
  return {};
}

Status check_usable(const CertificateFiles& files) {
  const std::unique_ptr<SSL_CTX, OpenSslFree<SSL_CTX_free>> context(SSL_CTX_new(TLS_server_method()));
  if (!context) return fail(ErrorCode::kInternal, "no TLS: {}", openssl_reason());
  return load_certificate(context.get(), files);
}

Result<std::string> fingerprint_of(const std::filesystem::path& certificate) {
  OW_CHECK(check_readable(certificate, "certificate"));
  const BioPtr file(BIO_new_file(certificate.c_str(), "r"));
  const CertificatePtr parsed(file ? PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr) : nullptr);
  if (!parsed) {
    return fail(ErrorCode::kInvalidArgument, "{} holds no PEM certificate ({})", certificate.string(),
                openssl_reason());
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
  unsigned size = 0;
  if (X509_digest(parsed.get(), EVP_sha256(), raw.data(), &size) != 1) {
    return fail(ErrorCode::kInternal, "no fingerprint of {}: {}", certificate.string(), openssl_reason());
  }
  std::string out;
  for (unsigned i = 0; i < size; ++i) out += fmt::format("{}{:02X}", i == 0 ? "" : ":", raw.at(i));
  return out;
}

}  // namespace ow::server
