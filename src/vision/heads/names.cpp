#include "vision/heads/names.h"

#include <charconv>
#include <cstdint>
#include <map>
#include <optional>

namespace ow::vision {
namespace {

constexpr std::size_t kTextMax = 1 << 20;
constexpr std::int32_t kClassesMax = 10'000;
constexpr std::size_t kNameMax = 256;

void append_utf8(std::string& text, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xC0 | (code >> 6));
  } else {
    add(0xE0 | (code >> 12));
    add(0x80 | ((code >> 6) & 0x3F));
  }
  add(0x80 | (code & 0x3F));
}

/// A reader of the little that Python's and JSON's literals have in common.
class LiteralReader {
 public:
  explicit LiteralReader(std::string_view text) : rest_(text) {}

  bool take(char wanted) {
    skip_space();
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] bool at_end() {
    skip_space();
    return rest_.empty();
  }
  std::optional<std::int32_t> number() {
    skip_space();
    std::int32_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{}) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }
  std::optional<std::string> string() {
    skip_space();
    if (rest_.empty() || (rest_.front() != '\'' && rest_.front() != '"')) return std::nullopt;
    const char quote = rest_.front();
    rest_.remove_prefix(1);
    std::string text;
    while (!rest_.empty() && text.size() <= kNameMax) {
      const char c = pop();
      if (c == quote) return text;
      if (c != '\\') {
        text += c;
      } else if (!escape(text)) {
        return std::nullopt;
      }
    }
    return std::nullopt;
  }
  /// 3, "3" or '3'.
  std::optional<std::int32_t> key() {
    if (auto plain = number()) return plain;
    const auto quoted = string();
    if (!quoted) return std::nullopt;
    LiteralReader inner(*quoted);
    const auto value = inner.number();
    return inner.at_end() ? value : std::nullopt;
  }

 private:
  void skip_space() {
    const auto start = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(start == std::string_view::npos ? rest_.size() : start);
  }
  char pop() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  bool escape(std::string& text) {
    if (rest_.empty()) return false;
    const char c = pop();
    if (c == 'x') return hex(text, 2);
    if (c == 'u') return hex(text, 4);
    text += c == 'n' || c == 't' || c == 'r' ? ' ' : c;
    return true;
  }
  bool hex(std::string& text, std::size_t digits) {
    std::uint32_t code = 0;
    const char* const end = rest_.data() + std::min(digits, rest_.size());
    if (rest_.size() < digits || std::from_chars(rest_.data(), end, code, 16).ptr != end) return false;
    rest_.remove_prefix(digits);
    append_utf8(text, code);
    return true;
  }

  std::string_view rest_;
};

using Names = std::map<std::int32_t, std::string>;

std::optional<Names> read_list(LiteralReader& reader) {
  Names names;
  for (std::int32_t id = 0; id <= kClassesMax; ++id) {
    if (reader.take(']')) return names;
    auto name = reader.string();
    if (!name) return std::nullopt;
    names[id] = std::move(*name);
    if (!reader.take(',')) return reader.take(']') ? std::optional(names) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<Names> read_dict(LiteralReader& reader) {
  Names names;
  while (!reader.take('}')) {
    const auto id = reader.key();
    if (!id || *id < 0 || *id >= kClassesMax || !reader.take(':')) return std::nullopt;
    auto name = reader.string();
    if (!name) return std::nullopt;
    names[*id] = std::move(*name);
    if (!reader.take(',')) return reader.take('}') ? std::optional(names) : std::nullopt;
  }
  return names;
}

}  // namespace

Result<Labels> parse_names(std::string_view text) {
  LiteralReader reader(text.substr(0, kTextMax));
  std::optional<Names> names;
  if (reader.take('{')) {
    names = read_dict(reader);
  } else if (reader.take('[')) {
    names = read_list(reader);
  }
  if (!names || names->empty() || !reader.at_end()) {
    return fail(ErrorCode::kDataLoss,
                "the model's metadata 'names' is not a list or dictionary of class names such as {{0: 'person'}}: {}",
                text.substr(0, 80));
  }
  auto labels = std::make_shared<std::vector<std::string>>();
  for (std::int32_t id = 0; id <= names->rbegin()->first; ++id) {
    const auto found = names->find(id);
    labels->push_back(found != names->end() ? found->second : "class " + std::to_string(id));
  }
  return Labels(std::move(labels));
}

}  // namespace ow::vision
