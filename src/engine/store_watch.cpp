#include "engine/store_watch.h"

#include <fmt/format.h>

#include <chrono>
#include <string_view>

#include "store/account_store.h"

namespace ow::engine {
namespace {

constexpr std::string_view kTopic = "store";
constexpr std::string_view kDamage = "store-damaged";
constexpr std::chrono::seconds kInterval{1};

}  // namespace

void StoreWatch::tick(TimePoint now) {
  if (now < next_) return;
  next_ = now + kInterval;
  tell_damage();
  if (const Status in_place = store_.check_in_place(); !in_place) {
    notices_.set({std::string(kTopic), Severity::kError, in_place.error().message});
  } else {
    notices_.clear(kTopic, "its file is there again");
  }
}

void StoreWatch::tell_damage() {
  if (const auto damaged = store::damaged_predecessor(store_.file())) {
    notices_.set(
        {std::string(kDamage), Severity::kWarning,
         fmt::format("the store was damaged and set aside: users, tokens, workflows or drafts may be missing. The log "
                     "says what was saved; this stands here until {} is deleted",
                     damaged->filename().string())});
  } else {
    notices_.clear(kDamage, "the damaged store was deleted");
  }
}

}  // namespace ow::engine
