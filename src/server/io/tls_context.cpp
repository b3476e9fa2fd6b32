#include "server/io/tls_context.h"

#include <openssl/ssl.h>

#include "base/log.h"

namespace ow::server {
namespace {

void warn_when_expired(SSL_CTX* context, const CertificateFiles& files) {
  const X509* certificate = SSL_CTX_get0_certificate(context);
  if (certificate != nullptr && X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0) {
    log::warn("the certificate {} has expired: browsers will refuse it", files.certificate.string());
  }
}

}  // namespace

Result<std::unique_ptr<boost::asio::ssl::context>> make_tls_context(const CertificateFiles& files) {
  auto out = std::make_unique<boost::asio::ssl::context>(boost::asio::ssl::context::tls_server);
  SSL_CTX* context = out->native_handle();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);  // a viewer that waits keeps no 34 KB
  OW_CHECK(load_certificate(context, files));
  warn_when_expired(context, files);
  return out;
}

}  // namespace ow::server
