// BytesWatch: how much an input has read, and whether that is more than a picture or a playlist may take.
#pragma once

extern "C" {
#include <libavformat/avio.h>
}

#include <cstdint>
#include <string>
#include <vector>

namespace ow::media {

/// Counts over all that libav has open for one input: the address itself, a playlist's entries. Belongs to the source's thread.
class BytesWatch final {
 public:
  /// Looks at the first bytes, as a playlist is known by them; they are read again by who opened it.
  void opened(AVIOContext* io);
  void closing(const AVIOContext* io);
  /// A picture was there: what is read from now on is for the next one.
  void begin() { begin_ = total(); }
  /// Words about what was too much; empty while nothing is.
  [[nodiscard]] std::string excess() const;

 private:
  struct Open {
    const AVIOContext* io;
    bool playlist;
  };
  [[nodiscard]] std::int64_t total() const;

  std::vector<Open> open_;
  std::int64_t closed_ = 0;  ///< bytes of those that are closed
  std::int64_t begin_ = 0;
};

}  // namespace ow::media
