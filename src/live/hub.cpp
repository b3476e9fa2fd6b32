#include "live/hub.h"

#include <map>
#include <mutex>
#include <utility>

#include "base/log.h"
#include "live/pacer.h"

namespace ow::live {
namespace {

constexpr std::size_t kViewsMax = 1024;
constexpr int kSubscriptionsMax = 10'000;

/// One place out of kSubscriptionsMax; given back by the destructor.
class Lease {
 public:
  explicit Lease(std::shared_ptr<std::atomic<int>> taken) : taken_(std::move(taken)) { ++*taken_; }
  ~Lease() { --*taken_; }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  [[nodiscard]] bool within_bounds() const { return *taken_ <= kSubscriptionsMax; }

 private:
  std::shared_ptr<std::atomic<int>> taken_;  ///< shared: a subscription may outlive the hub
};

}  // namespace

struct Hub::State {
  using Key = std::pair<std::string, std::string>;  ///< workflow, node
  mutable std::mutex mutex;
  std::map<Key, std::shared_ptr<View>> views;
  const std::shared_ptr<Pacer> pacer = std::make_shared<Pacer>();
  const std::shared_ptr<std::atomic<int>> subscriptions = std::make_shared<std::atomic<int>>(0);
};

Hub::Hub() : state_(std::make_unique<State>()) {}
Hub::~Hub() = default;

std::shared_ptr<View> Hub::open(const std::string& workflow, const std::string& node,
                                std::shared_ptr<Observer> observer) {
  auto view = std::make_shared<View>(node, std::move(observer), state_->pacer);
  std::shared_ptr<View> older;
  bool full = false;
  {
    const std::lock_guard lock(state_->mutex);
    const auto place = state_->views.find({workflow, node});
    full = place == state_->views.end() && state_->views.size() >= kViewsMax;
    if (place != state_->views.end()) {
      older = std::exchange(place->second, view);
    } else if (!full) {
      state_->views.emplace(State::Key{workflow, node}, view);
    }
  }
  if (full) log::warn("there are {} live views already: {}/{} runs, but cannot be watched", kViewsMax, workflow, node);
  if (older != nullptr) older->end();
  return view;
}

void Hub::close(const std::string& workflow, const std::string& node, const View* only) {
  std::shared_ptr<View> closed;
  {
    const std::lock_guard lock(state_->mutex);
    const auto place = state_->views.find({workflow, node});
    if (place == state_->views.end() || (only != nullptr && place->second.get() != only)) return;
    closed = std::move(place->second);
    state_->views.erase(place);
  }
  closed->end();
}

std::shared_ptr<View> Hub::find(const std::string& workflow, const std::string& node) const {
  const std::lock_guard lock(state_->mutex);
  const auto place = state_->views.find({workflow, node});
  return place != state_->views.end() ? place->second : nullptr;
}

std::vector<Hub::Entry> Hub::list() const {
  const std::lock_guard lock(state_->mutex);
  std::vector<Entry> entries;
  for (const auto& [key, view] : state_->views) entries.push_back({key.first, key.second, view->viewer_count()});
  return entries;
}

Result<std::unique_ptr<Subscription>> Hub::subscribe(const std::string& workflow, const std::string& node,
                                                     std::shared_ptr<Viewer> viewer) {
  std::shared_ptr<View> view = find(workflow, node);
  if (view == nullptr) {
    return fail(ErrorCode::kNotFound, "no live view {}/{}: is the workflow running, and does it have that X-RAY view?",
                workflow, node);
  }
  auto lease = std::make_shared<const Lease>(state_->subscriptions);
  if (!lease->within_bounds()) {
    return fail(ErrorCode::kResourceExhausted, "{} viewers are connected, which is the limit: try again later",
                kSubscriptionsMax);
  }
  return std::make_unique<Subscription>(std::move(view), std::move(viewer), std::move(lease));
}

}  // namespace ow::live
