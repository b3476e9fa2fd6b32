#include "server/io/tls_context.h"

#include <openssl/ssl.h>

#include "base/log.h"
#include "server/tls/openssl_handle.h"

namespace ow::server {
namespace {

/// OpenSSL would ask the terminal.
int no_passphrase(char*, int, int, void*) { return 0; }

Status load(SSL_CTX* context, const CertificateFiles& files) {
  if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1) {
    return fail(ErrorCode::kInvalidArgument, "{} holds no PEM certificate ({})", files.certificate.string(),
                openssl_reason());
  }
  if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) == 1) return {};
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

void warn_when_expired(SSL_CTX* context, const CertificateFiles& files) {
  const X509* certificate = SSL_CTX_get0_certificate(context);
  if (certificate != nullptr && X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0) {
    log::warn("the certificate {} has expired: browsers will refuse it", files.certificate.string());
  }
}

}  // namespace

Result<std::unique_ptr<boost::asio::ssl::context>> make_tls_context(const CertificateFiles& files) {
  OW_CHECK(check_readable(files));
  auto out = std::make_unique<boost::asio::ssl::context>(boost::asio::ssl::context::tls_server);
  SSL_CTX* context = out->native_handle();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);  // a viewer that waits keeps no 34 KB
  SSL_CTX_set_default_passwd_cb(context, no_passphrase);
  ERR_clear_error();
  OW_CHECK(load(context, files));
  if (SSL_CTX_check_private_key(context) != 1) {
    return fail(ErrorCode::kInvalidArgument, "the key {} does not belong to the certificate {} ({})",
                files.key.string(), files.certificate.string(), openssl_reason());
  }
  warn_when_expired(context, files);
  return out;
}

}  // namespace ow::server
