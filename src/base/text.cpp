#include "base/text.h"

#include <algorithm>
#include <array>
#include <cctype>
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

/// Replaces the values of credential-like query parameters.
std::string mask_query(std::string_view text) {
  constexpr std::array<std::string_view, 8> kSecret = {"password", "passwd", "pwd",  "token",
                                                       "key",      "secret", "auth", "access_token"};
  std::string out;
  while (!text.empty()) {
    const std::size_t separator = text.find_first_of("?&");
    out += text.substr(0, separator);
    if (separator == std::string_view::npos) break;
    out += text[separator];
    text.remove_prefix(separator + 1);
    const std::size_t end = std::min(text.find_first_of("& \t\n"), text.size());
    const std::size_t equals = text.substr(0, end).find('=');
    if (equals == std::string_view::npos) continue;
    if (std::ranges::find(kSecret, to_lower(text.substr(0, equals))) == kSecret.end()) continue;
    out += text.substr(0, equals + 1);
    out += "***";
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

std::string mask_credentials(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  const std::size_t host = scheme + 3;
  const std::size_t host_end = std::min(url.find_first_of("/?# \t\n", host), url.size());
  const std::size_t at = url.substr(0, host_end).rfind('@');
  const bool has_user = at != std::string_view::npos && at >= host;
  const std::size_t colon = has_user ? url.substr(0, at).find(':', host) : std::string_view::npos;
  std::string out(url.substr(0, host));
  if (colon != std::string_view::npos) {
    out += std::string(url.substr(host, colon - host)) + ":***";
    out += url.substr(at, host_end - at);
  } else {
    out += url.substr(host, host_end - host);
  }
  return out + mask_query(url.substr(host_end));
}

Expansion expand_environment(std::string_view text) {
  Expansion out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find("${", at);
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    out.text += text.substr(at, open - at);
    const std::string name(text.substr(open + 2, close - open - 2));
    const char* value = std::getenv(name.c_str());
    if (value != nullptr) {
      out.text += value;
    } else {
      out.missing.push_back(name);
    }
    at = close + 1;
  }
  out.text += text.substr(at);
  return out;
}

}  // namespace ow
