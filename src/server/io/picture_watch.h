// PictureWatch: one connection's look at one view of the hub.
#pragma once

#include <memory>
#include <mutex>

#include "live/hub.h"
#include "server/http_message.h"
#include "server/io/signal.h"
#include "server/server.h"

namespace ow::server {

/// Carries the hub's call from the publisher's thread to the I/O thread. A publisher may hold it longer than the connection
/// and even the server live; `detach` cuts it off from both.
class PictureViewer final : public live::Viewer, public std::enable_shared_from_this<PictureViewer> {
 public:
  explicit PictureViewer(std::shared_ptr<Signal> wake, asio::any_io_executor executor);
  void on_picture() override;
  /// I/O thread.
  void detach();

 private:
  void deliver();
  std::mutex mutex_;
  asio::any_io_executor executor_;
  std::shared_ptr<Signal> wake_;  ///< null once detached
  bool posted_ = false;  ///< a call is on its way: further pictures need no other
};

/// I/O thread, except that pictures come from anywhere.
class PictureWatch final {
 public:
  /// The view that the route's parameters "workflow" and "node" name. `wake` is notified at each new picture and at the
  /// view's end. kNotFound when the workflow has no such view now.
  static Result<std::unique_ptr<PictureWatch>> open(const Services& services, const Request& request,
                                                    std::shared_ptr<Signal> wake,
                                                    const asio::any_io_executor& executor);
  ~PictureWatch();
  PictureWatch(const PictureWatch&) = delete;
  PictureWatch& operator=(const PictureWatch&) = delete;

  live::PicturePtr take() { return subscription_->take(); }
  /// Reports the sending, except of a picture that was there before we were: it did not wait for its way to us.
  void sent(const live::Picture& picture, TimePoint begin, TimePoint end);
  [[nodiscard]] bool ended() const { return view_->ended(); }
  [[nodiscard]] live::View& view() { return *view_; }

 private:
  explicit PictureWatch(TimePoint joined) : joined_(joined) {}
  TimePoint joined_;
  std::shared_ptr<live::View> view_;
  std::shared_ptr<PictureViewer> viewer_;
  std::unique_ptr<live::Subscription> subscription_;
};

}  // namespace ow::server
