#include "server/tls/self_signed.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/log.h"
#include "server/tls/openssl_handle.h"
#include "tests/support/temporary_folder.h"

namespace ow::server {
namespace {

class SelfSignedTest : public testing::Test {
 protected:
  SelfSigned make(const std::vector<std::string>& required, const std::vector<std::string>& further = {}) {
    auto made = self_signed_certificate(folder, required, further);
    EXPECT_TRUE(made) << made.error().text();
    return made ? *made : SelfSigned{};
  }
  static CertificatePtr read(const std::filesystem::path& file) {
    const BioPtr text(BIO_new_file(file.c_str(), "r"));
    return CertificatePtr(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr));
  }

  const ow::test::TemporaryFolder temporary;
  const std::filesystem::path folder = temporary / "tls";
};

TEST_F(SelfSignedTest, IsMadeOutToItsNamesAndKept) {
  const SelfSigned first = make({"cam.example.org"}, {"box", "192.0.2.7", "2001:db8::7"});
  EXPECT_TRUE(first.made_now);
  EXPECT_EQ(first.fingerprint.size(), 32u * 3 - 1);
  const CertificatePtr certificate = read(first.files.certificate);
  for (const char* name : {"cam.example.org", "box", "localhost"}) {
    EXPECT_EQ(X509_check_host(certificate.get(), name, 0, 0, nullptr), 1) << name;
  }
  for (const char* address : {"127.0.0.1", "::1", "192.0.2.7", "2001:db8::7"}) {
    EXPECT_EQ(X509_check_ip_asc(certificate.get(), address, 0), 1) << address;
  }
  EXPECT_NE(X509_check_host(certificate.get(), "evil.example", 0, 0, nullptr), 1);
  const SelfSigned again = make({"cam.example.org"}, {"another"});
  EXPECT_FALSE(again.made_now);
  EXPECT_EQ(again.fingerprint, first.fingerprint);
}

TEST_F(SelfSignedTest, TheKeyIsForItsOwnerAlone) {
  const auto rights = std::filesystem::status(make({}).files.key).permissions();
  EXPECT_EQ(rights, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(SelfSignedTest, AKeyThatWasLoosenedIsTightenedAndSaid) {
  const auto key = make({}).files.key;
  std::filesystem::permissions(key, std::filesystem::perms(0644));
  ASSERT_TRUE(log::init({.file = temporary / "log"}));
  EXPECT_FALSE(make({}).made_now);
  EXPECT_EQ(std::filesystem::status(key).permissions(), std::filesystem::perms(0600));
  make({});
  ASSERT_TRUE(log::init({.file = {}}));
  std::ifstream file(temporary / "log");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(text.find("tls.key was open to other users of this machine (mode 644); it is for its owner alone again"),
            std::string::npos)
      << text;
  EXPECT_EQ(std::ranges::count(text, '\n'), 1) << text;
}

TEST_F(SelfSignedTest, ANameThatIsAskedForAndMissingMakesANewOne) {
  const std::string before = make({}).fingerprint;
  const SelfSigned after = make({"cam.example.org"});
  EXPECT_TRUE(after.made_now);
  EXPECT_NE(after.fingerprint, before);
}

TEST_F(SelfSignedTest, OneThatEndsSoonOrIsDamagedIsRenewed) {
  const SelfSigned made = make({});
  {
    const CertificatePtr certificate = read(made.files.certificate);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 24 * 3600);
    const BioPtr key_text(BIO_new_file(made.files.key.c_str(), "r"));
    const KeyPtr key(PEM_read_bio_PrivateKey(key_text.get(), nullptr, nullptr, nullptr));
    ASSERT_NE(X509_sign(certificate.get(), key.get(), EVP_sha256()), 0);
    const BioPtr out(BIO_new_file(made.files.certificate.c_str(), "w"));
    ASSERT_EQ(PEM_write_bio_X509(out.get(), certificate.get()), 1);
  }
  EXPECT_TRUE(make({}).made_now);
  std::ofstream(made.files.certificate) << "nonsense";
  EXPECT_TRUE(make({}).made_now);
  EXPECT_FALSE(make({}).made_now);
}

TEST_F(SelfSignedTest, AFolderThatCannotBeMadeIsSaid) {
  std::ofstream(folder) << "a file";
  const auto made = self_signed_certificate(folder, {}, {});
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find(folder.string()), std::string::npos) << made.error().text();
}

}  // namespace
}  // namespace ow::server
