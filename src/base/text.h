// Small text helpers shared by error messages and option parsing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ow {

/// The candidate with the smallest edit distance to `word` if it is near enough to be a typo, else nothing.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

/// " (did you mean 'x'?)" or nothing: the tail of an unknown-name error.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

/// "a, b, c".
std::string join(std::span<const std::string> words, std::string_view separator = ", ");

/// The text with a full stop, unless it ends a sentence already.
std::string as_sentence(std::string_view text);

std::string to_lower(std::string_view text);
std::string_view trim(std::string_view text);

/// A URL with its password (user:password@) and credential-like query values replaced by "***"; other text unchanged.
std::string mask_credentials(std::string_view url);

/// Replaces ${NAME} by the environment's value; an unset name is returned as the error text's word.
struct Expansion {
  std::string text;
  std::vector<std::string> missing;
};
Expansion expand_environment(std::string_view text);

}  // namespace ow
