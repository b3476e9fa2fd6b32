// StatusFeed: what /api/ws/status sends, worked out once for all who listen and only while somebody does.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ow::server {

class Signal;
struct Context;

/// I/O thread only.
class StatusFeed final {
 public:
  /// A listener's place; `wake` is notified at each new text. `workflow`: its texts are of this workflow alone; empty: all.
  class Place final {
   public:
    Place(StatusFeed& feed, Signal& wake, std::string workflow) : feed_(feed), wake_(wake) {
      feed_.listeners_.emplace(&wake_, std::move(workflow));
    }
    ~Place() { feed_.listeners_.erase(&wake_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    StatusFeed& feed_;
    Signal& wake_;
  };

  /// Begins to make texts unless that goes on already; ends by itself when nobody listens any more.
  void start(Context& context);

  using Texts = std::map<std::string, std::shared_ptr<const std::string>, std::less<>>;  ///< by workflow, "" for all
  [[nodiscard]] std::uint64_t number() const { return number_; }  ///< 1, 2, 3 …; 0 before the first
  /// Null when nobody listened to it when the last texts were made.
  [[nodiscard]] std::shared_ptr<const std::string> newest(std::string_view workflow) const {
    const auto found = texts_.find(workflow);
    return found == texts_.end() ? nullptr : found->second;
  }

 private:
  friend struct StatusFeedLoop;
  std::map<Signal*, std::string> listeners_;
  Texts texts_;
  std::uint64_t number_ = 0;
  bool running_ = false;
};

}  // namespace ow::server
