// A certificate of one's own making, for machines that have no other.
#pragma once

#include <string>
#include <vector>

#include "server/tls/certificate_files.h"

namespace ow::server {

struct SelfSigned {
  CertificateFiles files;
  std::string fingerprint;
  bool made_now = false;  ///< viewers who trusted the one before have to trust this one anew
};

/// The certificate in `folder` (tls.crt, tls.key: EC P-256, the key with mode 0600, valid for two years), made when there
/// is none, when it has less than a week to go, or when it lacks one of `required` names. A key that others may read is tightened and logged. It is made out to `required` and
/// `further` names: host names and IP addresses (IPv6 without brackets).
Result<SelfSigned> self_signed_certificate(const std::filesystem::path& folder,
                                           const std::vector<std::string>& required,
                                           const std::vector<std::string>& further);

}  // namespace ow::server
