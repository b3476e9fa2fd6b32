// StatusFeed: what /api/ws/status sends, worked out once for all who listen and only while somebody does.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>

namespace ow::server {

class Signal;
struct Context;

/// I/O thread only.
class StatusFeed final {
 public:
  /// A listener's place; `wake` is notified at each new text.
  class Place final {
   public:
    Place(StatusFeed& feed, Signal& wake) : feed_(feed), wake_(wake) { feed_.listeners_.insert(&wake_); }
    ~Place() { feed_.listeners_.erase(&wake_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    StatusFeed& feed_;
    Signal& wake_;
  };

  /// Begins to make texts unless that goes on already; ends by itself when nobody listens any more.
  void start(Context& context);

  struct Text {
    std::uint64_t number = 0;  ///< 1, 2, 3 …; 0 before the first
    std::shared_ptr<const std::string> json;
  };
  [[nodiscard]] const Text& newest() const { return newest_; }

 private:
  friend struct StatusFeedLoop;
  std::set<Signal*> listeners_;
  Text newest_;
  bool running_ = false;
};

}  // namespace ow::server
