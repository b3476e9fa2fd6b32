// Credentials within text: addresses with passwords, in whatever form people write them.
#pragma once

#include <string>
#include <string_view>

namespace ow {

/// The text with the password (user:password@) and the credential-like query values of every URL in it replaced by "***", also
/// where its "://" was forgotten. In doubt more is hidden: a password may hold characters that a URL should not have.
std::string mask_credentials(std::string_view text);

/// The same for a text that is one address as a whole, or no address: its password may hold blanks and quotes, where an address
/// within a sentence would end.
std::string mask_address(std::string_view address);

/// The password in an address ("rtsp://user:password@host"), as it is written there; nothing when there is none.
std::string_view password_in(std::string_view address);

}  // namespace ow
