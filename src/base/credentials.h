// Credentials within text: addresses with passwords, in whatever form people write them.
#pragma once

#include <string>
#include <string_view>

namespace ow {

/// The text with the password (user:password@) and the credential-like query values of every URL in it replaced by "***", also
/// where its "://" was forgotten. In doubt more is hidden: a password may hold characters that a URL should not have.
std::string mask_credentials(std::string_view text);

}  // namespace ow
