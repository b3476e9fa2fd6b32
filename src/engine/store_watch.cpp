#include "engine/store_watch.h"

#include <chrono>
#include <string_view>

namespace ow::engine {
namespace {

constexpr std::string_view kTopic = "store";
constexpr std::chrono::seconds kInterval{1};

}  // namespace

void StoreWatch::tick(TimePoint now) {
  if (now < next_) return;
  next_ = now + kInterval;
  if (const Status in_place = store_.check_in_place(); !in_place) {
    notices_.set({std::string(kTopic), Severity::kError, in_place.error().message});
  } else {
    notices_.clear(kTopic, "its file is there again");
  }
}

}  // namespace ow::engine
