#include "overwatch/bench_audience.h"

#include <vector>

#include "base/bounded_queue.h"
#include "base/thread.h"

namespace ow::cli {

/// Passes the news of a picture to the watching thread.
class Audience::Bell final : public live::Viewer {
 public:
  void on_picture() override { rings_.push({}); }
  bool wait(std::stop_token stop) { return rings_.pop(std::move(stop)).has_value(); }

 private:
  struct Ring {};
  BoundedQueue<Ring> rings_{1, QueuePolicy::kLatest};
};

Result<std::unique_ptr<Audience>> Audience::create(live::Hub& hub, const std::string& workflow, const std::string& node,
                                                   const Clock& clock) {
  auto bell = std::make_shared<Bell>();
  OW_TRY(auto subscription, hub.subscribe(workflow, node, bell));
  return std::unique_ptr<Audience>(new Audience(std::move(bell), std::move(subscription), clock));
}

Audience::Audience(std::shared_ptr<Bell> bell, std::unique_ptr<live::Subscription> subscription, const Clock& clock)
    : bell_(std::move(bell)),
      subscription_(std::move(subscription)),
      clock_(clock),
      thread_([this](std::stop_token stop) { watch(std::move(stop)); }) {}

Audience::~Audience() = default;

void Audience::watch(std::stop_token stop) {
  set_thread_name("ow-viewer");
  std::vector<std::uint8_t> kernel;  // the copy that a socket's send would make
  while (bell_->wait(stop)) {
    while (const live::PicturePtr picture = subscription_->take()) {
      const TimePoint begin = clock_.now();
      kernel.assign(picture->bytes.begin(), picture->bytes.end());
      subscription_->sent(*picture, begin, clock_.now());
    }
  }
}

}  // namespace ow::cli
