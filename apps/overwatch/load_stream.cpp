#include "overwatch/load_stream.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace ow::cli {
namespace {

constexpr std::size_t kKeptBytes = 512;  // the fields that are looked at come first in the header
constexpr std::uint8_t kBinary = 2, kClose = 8, kPing = 9;

std::uint8_t byte_at(const std::string& text, std::size_t index) { return static_cast<std::uint8_t>(text[index]); }

std::size_t head_bytes(const std::string& head) {
  if (head.size() < 2) return 2;
  const int length = byte_at(head, 1) & 0x7F;
  return length == 126 ? 4 : length == 127 ? 10 : 2;
}

std::uint64_t payload_bytes(const std::string& head) {
  if (head.size() == 2) return byte_at(head, 1) & 0x7F;
  std::uint64_t length = 0;
  for (std::size_t i = 2; i < head.size(); ++i) length = length << 8 | byte_at(head, i);
  return length;
}

double number_after(std::string_view text, std::string_view name) {
  const std::size_t at = text.find(name);
  double value = 0;
  if (at != std::string_view::npos) std::from_chars(text.data() + at + name.size(), text.data() + text.size(), value);
  return value;
}

}  // namespace

void LoadStream::feed(std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    if (!in_payload_ && !read_head(bytes)) return;
    const std::size_t taken = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
    const std::size_t wanted = std::min(taken, kKeptBytes - kept_.size());
    kept_.append(reinterpret_cast<const char*>(bytes.data()), wanted);
    left_ -= taken;
    bytes = bytes.subspan(taken);
    if (left_ == 0) finish();
  }
}

/// False when more bytes are needed.
bool LoadStream::read_head(std::span<const std::uint8_t>& bytes) {
  while (head_.size() < head_bytes(head_)) {
    if (bytes.empty()) return false;
    head_.push_back(static_cast<char>(bytes.front()));
    bytes = bytes.subspan(1);
  }
  payload_ = left_ = payload_bytes(head_);
  in_payload_ = true;
  return true;
}

void LoadStream::finish() {
  const int kind = byte_at(head_, 0) & 0x0F;
  if (kind == kBinary && events_.on_picture) {
    events_.on_picture({static_cast<std::uint64_t>(number_after(kept_, "\"seq\":")),
                        number_after(kept_, "\"capture_unix_ms\":"), static_cast<std::size_t>(payload_),
                        kept_.find("\"rendition\":\"reduced\"") != std::string::npos});
  }
  if (kind == kPing && events_.on_ping) events_.on_ping(kept_);
  if (kind == kClose && events_.on_close) events_.on_close();
  head_.clear();
  kept_.clear();
  in_payload_ = false;
}

}  // namespace ow::cli
