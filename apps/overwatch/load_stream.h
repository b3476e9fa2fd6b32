// LoadStream: the bytes of one WebSocket, taken apart as they come. Knows the messages of a live view, and no payload.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace ow::cli {

/// What a picture's header says, as far as a measurement needs it.
struct SeenPicture {
  std::uint64_t sequence = 0;
  double capture_unix_ms = 0;
  std::size_t bytes = 0;  ///< of the whole message
  bool reduced = false;
};

/// Not thread-safe. Server to client: frames are whole messages and not masked.
class LoadStream final {
 public:
  struct Events {
    std::function<void(const SeenPicture&)> on_picture;
    std::function<void(const std::string& payload)> on_ping;
    std::function<void()> on_close;
  };
  explicit LoadStream(Events events) : events_(std::move(events)) {}
  void feed(std::span<const std::uint8_t> bytes);

 private:
  bool read_head(std::span<const std::uint8_t>& bytes);
  void finish();

  Events events_;
  std::string head_;           ///< of the frame: 2 to 10 bytes
  std::string kept_;           ///< the payload's first bytes
  std::uint64_t payload_ = 0;  ///< its length
  std::uint64_t left_ = 0;     ///< of it, still to come
  bool in_payload_ = false;
};

}  // namespace ow::cli
