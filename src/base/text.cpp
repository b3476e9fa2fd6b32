#include "base/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <numeric>

namespace ow {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substitution = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, substitution});
    }
  }
  return row.back();
}

constexpr std::array<std::string_view, 16> kSecretKeys = {
    "password", "passwd", "passwort", "pass",   "pwd",  "psw",       "loginpas", "token",
    "key",      "apikey", "api_key",  "secret", "auth", "signature", "sig",      "credentials"};
constexpr std::string_view kWordEnds = " \t\r\n\"'<>";

/// "%77" is "w". What is no such code stays as it is.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const char* const begin = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() && std::from_chars(begin, begin + 2, code, 16).ptr == begin + 2) {
      out += static_cast<char>(code);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_secret_key(std::string_view key) {
  const std::string lower = to_lower(percent_decoded(key));
  return std::ranges::any_of(kSecretKeys, [&](std::string_view secret) {
    // "access_token", "user=admin_password": the last part of a name counts.
    if (!lower.ends_with(secret)) return false;
    return lower.size() == secret.size() ||
           std::isalnum(static_cast<unsigned char>(lower[lower.size() - secret.size() - 1])) == 0;
  });
}

/// Replaces the values of credential-like parameters ("?key=value&…") of one URL's path and query.
std::string mask_query(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) break;
    const std::string_view before = text.substr(0, equals);
    const std::size_t key = before.find_last_of("?&;/#") + 1;  // npos + 1 is 0
    out += text.substr(0, equals + 1);
    text.remove_prefix(equals + 1);
    if (!is_secret_key(before.substr(key))) continue;
    out += "***";
    text.remove_prefix(std::min(text.find('&'), text.size()));
  }
  return out += text;
}

/// Where the user part ends in what follows "://": the '@', or nothing when there is no password.
std::optional<std::size_t> password_end(std::string_view word) {
  const std::string_view authority = word.substr(0, word.find_first_of("/?#"));
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) return at;
  const std::size_t colon = authority.find(':');
  if (colon == std::string_view::npos || authority.starts_with('[')) return std::nullopt;
  const std::string_view port = authority.substr(colon + 1);
  // "user:pa/ss@host": what stands where a port would is no number.
  if (std::ranges::all_of(port, [](unsigned char c) { return std::isdigit(c) != 0; })) return std::nullopt;
  const std::size_t at = word.rfind('@');
  return at == std::string_view::npos ? std::nullopt : std::optional(at);
}

std::string mask_url(std::string_view word) {
  const auto at = password_end(word);
  const std::size_t colon = at ? word.substr(0, *at).find(':') : std::string_view::npos;
  if (colon == std::string_view::npos) return mask_query(word);
  return std::string(word.substr(0, colon)) + ":***" + mask_query(word.substr(*at));
}

/// An address whose "://" was forgotten or mistyped, or that was taken for a path: "user:password@host/1", "rtsp:/user:password@host",
/// "/media/user:password@host".
std::string mask_word(std::string_view word) {
  const std::size_t colon = word.find(':');
  std::size_t begin = 0;
  if (colon != std::string_view::npos) {
    begin = word.substr(0, colon).rfind('/') + 1;  // npos + 1 is 0
    const std::size_t after = std::min(word.find_first_not_of('/', colon + 1), word.size());
    const std::string_view rest = word.substr(after);
    if (rest.substr(0, rest.find('@')).find(':') < rest.find('@')) begin = after;  // the first colon ended a scheme
  }
  const std::string_view address = word.substr(begin);
  const bool named = address.find(':') < address.find_first_of("/@?#");
  const bool asks = address.find('?') != std::string_view::npos;
  const std::string shown = named ? mask_url(address) : asks ? mask_query(address) : std::string(address);
  return std::string(word.substr(0, begin)) + shown;
}

std::string mask_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find_first_not_of(kWordEnds), text.size());
    out += text.substr(0, blank);
    text.remove_prefix(blank);
    const std::size_t end = std::min(text.find_first_of(kWordEnds), text.size());
    out += mask_word(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  constexpr std::size_t kLongestWord = 128;  // bounds the quadratic distance for outside input
  if (word.empty() || word.size() > kLongestWord) return std::nullopt;
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(to_lower(word), to_lower(candidate));
    if (distance < best_distance && distance < candidate.size()) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const auto match = nearest(word, candidates);
  return match ? " (did you mean '" + *match + "'?)" : std::string();
}

std::string join(std::span<const std::string> words, std::string_view separator) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += separator;
    out += word;
  }
  return out;
}

std::string as_sentence(std::string_view text) {
  constexpr std::string_view kEnds = ".!?…";
  std::string out(trim(text));
  if (!out.empty() && kEnds.find(out.back()) == std::string_view::npos) out += '.';
  return out;
}

std::optional<std::size_t> first_bad_utf8(std::string_view text) {
  const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
  for (std::size_t at = 0; at < text.size();) {
    const unsigned first = byte(at);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    // The second byte's range keeps overlong forms, surrogates and what is beyond U+10FFFF out (RFC 3629).
    const unsigned lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    bool good = length == 1 || (length > 1 && byte(at + 1) >= lowest && byte(at + 1) <= highest);
    for (std::size_t i = 2; i < length; ++i) good = good && (byte(at + i) & 0xC0U) == 0x80;
    if (!good) return at;
    at += length;
  }
  return std::nullopt;
}

std::string to_lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string mask_credentials(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t scheme = text.find("://");
    if (scheme == std::string_view::npos) return out += mask_words(text);
    const std::size_t word = text.substr(0, scheme).find_last_of(kWordEnds) + 1;  // npos + 1 is 0
    out += mask_words(text.substr(0, word));
    out += text.substr(word, scheme + 3 - word);
    text.remove_prefix(scheme + 3);
    const std::size_t end = std::min(text.find_first_of(kWordEnds), text.size());
    const std::size_t next = std::min(text.substr(0, end).find("://"), end);  // an address within an address
    out += mask_url(text.substr(0, next));
    text.remove_prefix(next);
  }
}

Expansion expand_environment(std::string_view text, const std::function<bool(std::string_view)>& allowed) {
  Expansion out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find("${", at);
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    out.text += text.substr(at, open - at);
    const std::string name(text.substr(open + 2, close - open - 2));
    at = close + 1;
    if (allowed && !allowed(name)) {
      out.refused.push_back(name);
    } else if (const char* value = std::getenv(name.c_str()); value != nullptr) {
      out.text += value;
      out.used.emplace_back(name, value);
    } else {
      out.missing.push_back(name);
    }
  }
  out.text += text.substr(at);
  return out;
}

}  // namespace ow
