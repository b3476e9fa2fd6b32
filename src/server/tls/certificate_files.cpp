#include "server/tls/certificate_files.h"

#include <fcntl.h>
#include <openssl/pem.h>
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

}  // namespace

Status check_readable(const CertificateFiles& files) {
  OW_CHECK(check_readable(files.certificate, "certificate"));
  return check_readable(files.key, "certificate's key");
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
