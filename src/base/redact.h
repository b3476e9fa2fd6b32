// What leaves the program as words (status, errors, events, the log) holds no secrets.
#pragma once

#include <string>
#include <string_view>

namespace ow {

/// The value of a variable that a workflow's source used: redact() shows it as ${name} from now on. Values of fewer than four
/// bytes are not kept: they would be found everywhere. The last 256 different ones are.
void remember_secret(std::string_view name, std::string_view value);

/// The password of an address, if it has one: redact() shows "user:password@" as "user:***@" from now on, also where the password
/// holds what would end an address within a sentence. The word alone stays: it may be an everyday one.
void remember_password(std::string_view address);

/// mask_credentials(), and remembered values, in whatever case, as the variable that they come from.
std::string redact(std::string_view text);

}  // namespace ow
