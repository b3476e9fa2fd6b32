// Small text helpers shared by error messages and option parsing.
#pragma once

#include <functional>
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

/// Where the text stops being UTF-8 (overlong forms and surrogates included); nothing when all of it is.
std::optional<std::size_t> first_bad_utf8(std::string_view text);

/// C0, DEL or C1 (UTF-8): a line break, a tab, an escape. A terminal obeys these.
bool has_control_character(std::string_view text);

std::string to_lower(std::string_view text);
std::string_view trim(std::string_view text);

/// Replaces ${NAME} by the environment's value.
struct Expansion {
  std::string text;
  std::vector<std::pair<std::string, std::string>> used;  ///< names and their values
  std::vector<std::string> missing;  ///< names that are not set
  std::vector<std::string> refused;  ///< names that `allowed` does not allow; they are not looked up
};
Expansion expand_environment(std::string_view text, const std::function<bool(std::string_view)>& allowed = {});

}  // namespace ow
