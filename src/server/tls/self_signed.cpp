#include "server/tls/self_signed.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/log.h"
#include "server/tls/openssl_handle.h"

namespace ow::server {
namespace {

constexpr long kDay_s = 24 * 3600;
constexpr long kLife_s = 730 * kDay_s;
constexpr long kRenewBefore_s = 7 * kDay_s;
constexpr std::size_t kNamesMax = 64;

std::unexpected<Error> openssl_failure(std::string_view doing) {
  return fail(ErrorCode::kInternal, "cannot {}: {}", doing, openssl_reason());
}

bool is_address(const std::string& name) {
  std::array<unsigned char, 16> raw{};
  return inet_pton(AF_INET, name.c_str(), raw.data()) == 1 || inet_pton(AF_INET6, name.c_str(), raw.data()) == 1;
}

bool is_made_out_to(X509* certificate, const std::string& name) {
  if (is_address(name)) return X509_check_ip_asc(certificate, name.c_str(), 0) == 1;
  return X509_check_host(certificate, name.c_str(), name.size(), 0, nullptr) == 1;
}

/// Is the certificate that is there still good?
bool is_good(const CertificateFiles& files, const std::vector<std::string>& required) {
  std::error_code ignored;
  if (!std::filesystem::exists(files.key, ignored)) return false;
  const BioPtr file(BIO_new_file(files.certificate.c_str(), "r"));
  const CertificatePtr found(file ? PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr) : nullptr);
  ERR_clear_error();
  if (!found || !check_usable(files)) return false;
  std::time_t soon = std::time(nullptr) + kRenewBefore_s;
  if (X509_cmp_time(X509_get0_notAfter(found.get()), &soon) <= 0) return false;
  return std::ranges::all_of(required, [&](const std::string& name) { return is_made_out_to(found.get(), name); });
}

Status add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* made = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  if (made == nullptr) return openssl_failure("describe the certificate");
  const int added = X509_add_ext(certificate, made, -1);
  X509_EXTENSION_free(made);
  if (added != 1) return openssl_failure("describe the certificate");
  return {};
}

std::string alternative_names(std::vector<std::string> names) {
  std::string out;
  for (const std::string& name : names) {
    out += fmt::format("{}{}:{}", out.empty() ? "" : ",", is_address(name) ? "IP" : "DNS", name);
  }
  return out;
}

Result<CertificatePtr> make_certificate(EVP_PKEY* key, const std::vector<std::string>& names) {
  CertificatePtr out(X509_new());
  std::array<unsigned char, 16> serial{};
  if (!out || RAND_bytes(serial.data(), static_cast<int>(serial.size())) != 1)
    return openssl_failure("make a certificate");
  serial[0] &= 0x7f;  // positive
  const std::unique_ptr<BIGNUM, OpenSslFree<BN_free>> number(
      BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr));
  BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(out.get()));
  X509_set_version(out.get(), X509_VERSION_3);
  X509_gmtime_adj(X509_getm_notBefore(out.get()), -kDay_s);  // clocks differ
  X509_gmtime_adj(X509_getm_notAfter(out.get()), kLife_s);
  X509_NAME* subject = X509_get_subject_name(out.get());
  const auto* title = reinterpret_cast<const unsigned char*>("Overwatch");
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, title, -1, -1, 0);
  X509_set_issuer_name(out.get(), subject);
  X509_set_pubkey(out.get(), key);
  OW_CHECK(add_extension(out.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0"));
  OW_CHECK(add_extension(out.get(), NID_key_usage, "critical,digitalSignature,keyCertSign"));
  OW_CHECK(add_extension(out.get(), NID_ext_key_usage, "serverAuth"));
  OW_CHECK(add_extension(out.get(), NID_subject_key_identifier, "hash"));
  OW_CHECK(add_extension(out.get(), NID_subject_alt_name, alternative_names(names)));
  if (X509_sign(out.get(), key, EVP_sha256()) == 0) return openssl_failure("sign the certificate");
  return out;
}

/// A key that was loosened is for its owner alone again, and that it was is said: somebody may have read it.
void tighten(const std::filesystem::path& key) {
  struct stat status {};
  constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
  if (::stat(key.c_str(), &status) != 0 || (status.st_mode & kOthers) == 0) return;
  const bool done = ::chmod(key.c_str(), S_IRUSR | S_IWUSR) == 0;
  log::warn("the key {} was open to other users of this machine (mode {:o}); {}. Remove it to have a new pair made",
            key.string(), status.st_mode & 07777U, done ? "it is for its owner alone again" : "it still is");
}

/// Into a new file beside `file`, then in its place: nobody sees half a key, or one with another mode.
Status write_private(const std::filesystem::path& file, const BioPtr& content) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(content.get(), &bytes);
  const std::filesystem::path fresh = file.string() + ".new";
  ::unlink(fresh.c_str());
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  const bool written =
      descriptor >= 0 && ::write(descriptor, bytes, static_cast<std::size_t>(size)) == size && ::fsync(descriptor) == 0;
  const int reason = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!written) return fail(ErrorCode::kPermissionDenied, "cannot write {}: {}", fresh.string(), std::strerror(reason));
  if (::rename(fresh.c_str(), file.c_str()) != 0) {
    return fail(ErrorCode::kPermissionDenied, "cannot write {}: {}", file.string(), std::strerror(errno));
  }
  return {};
}

Status write_pair(const CertificateFiles& files, const std::vector<std::string>& names) {
  const KeyPtr key(EVP_EC_gen("P-256"));
  if (!key) return openssl_failure("make a key");
  OW_TRY(const CertificatePtr certificate, make_certificate(key.get(), names));
  const BioPtr key_text(BIO_new(BIO_s_mem()));
  const BioPtr certificate_text(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
      PEM_write_bio_X509(certificate_text.get(), certificate.get()) != 1) {
    return openssl_failure("write the certificate");
  }
  OW_CHECK(write_private(files.key, key_text));
  return write_private(files.certificate, certificate_text);
}

std::vector<std::string> all_names(const std::vector<std::string>& required, const std::vector<std::string>& further) {
  std::vector<std::string> out{"localhost", "127.0.0.1", "::1"};
  for (const auto* list : {&required, &further}) {
    for (const std::string& name : *list) {
      if (out.size() < kNamesMax && std::ranges::find(out, name) == out.end()) out.push_back(name);
    }
  }
  return out;
}

}  // namespace

Result<SelfSigned> self_signed_certificate(const std::filesystem::path& folder,
                                           const std::vector<std::string>& required,
                                           const std::vector<std::string>& further) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    return fail(ErrorCode::kPermissionDenied, "cannot make the folder {}: {}", folder.string(), error.message());
  SelfSigned out{.files = {folder / "tls.crt", folder / "tls.key"}, .fingerprint = {}};
  if (!is_good(out.files, required)) {
    OW_CHECK(write_pair(out.files, all_names(required, further)));
    out.made_now = true;
  }
  tighten(out.files.key);
  OW_TRY(out.fingerprint, fingerprint_of(out.files.certificate));
  return out;
}

}  // namespace ow::server
