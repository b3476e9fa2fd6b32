// Hub: encodes each view once, whatever the number of viewers; every viewer holds the newest picture only.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "core/observer.h"
#include "live/picture.h"
#include "live/viewer_pace.h"

namespace ow::live {

/// What a transport gives to be told of new pictures.
class Viewer {
 public:
  virtual ~Viewer() = default;
  /// Called on the publisher's thread for each new picture; must only post elsewhere. The viewer takes the picture with
  /// Subscription::take when it is ready, so that it always gets the newest.
  virtual void on_picture() = 0;
};

class View;
class Pacer;

/// A viewer's place at a view; leaving is the destructor's work. Thread-safe. A picture that the view holds already can
/// be taken at once. A call of on_picture that is under way while the subscription ends may still arrive: the viewer is
/// kept alive for it.
class Subscription {
 public:
  /// `lease` is only held: the hub counts its subscriptions by it.
  Subscription(std::shared_ptr<View> view, std::shared_ptr<Viewer> viewer, std::shared_ptr<const void> lease = nullptr);
  ~Subscription();
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;
  /// The newest picture not taken before, or nothing. A viewer that does not keep up (ViewerPace) gets reduced pictures; where
  /// the newest has none yet, that is nothing now, and the next picture will have one.
  PicturePtr take();
  /// To be called when a picture's bytes were handed to the kernel: completes the frame's trace (waits and send spans
  /// added) and reports it to the view's observer. Where many watch, an even sample of them is reported.
  void sent(const Picture& picture, TimePoint send_begin, TimePoint send_end);
  /// The view this belongs to, to ask whether it has ended.
  [[nodiscard]] const View& view() const { return *view_; }
  /// Pictures that were replaced before this viewer took them; each is also reported as a drop at "node -> viewer".
  [[nodiscard]] std::uint64_t dropped() const;

 private:
  std::shared_ptr<View> view_;
  std::shared_ptr<Viewer> viewer_;
  std::shared_ptr<const void> lease_;
  std::uint64_t last_taken_ = 0;  ///< publications seen; guarded by the view's mutex
  ViewerPace pace_;  ///< likewise
  std::atomic<std::uint64_t> dropped_{0};
};

/// One X-RAY view of one running workflow.
class View : public std::enable_shared_from_this<View> {
 public:
  /// `observer` may be null; it must outlive the view's last report (shared by the engine). Without a `pacer` every picture
  /// is shown at once.
  View(std::string node, std::shared_ptr<Observer> observer, std::weak_ptr<Pacer> pacer = {});
  ~View();
  View(const View&) = delete;
  View& operator=(const View&) = delete;
  /// Replaces the newest picture and tells the viewers, with no lock held. Any thread. Ignored after end(). A picture whose
  /// `due` is to come is held until then; one that comes meanwhile takes its place and its time.
  void publish(PicturePtr picture);
  /// Shows the held picture now, if there is one. For the pacer.
  void show_held();
  /// Does a slow viewer wait for a reduced picture? True once for each time that one began to wait.
  [[nodiscard]] bool reduced_wanted();
  [[nodiscard]] PicturePtr newest() const;
  [[nodiscard]] std::size_t viewer_count() const;
  /// Time of the last direct look (single JPEG), so that the node can keep the picture fresh for a while.
  void touch(TimePoint now);
  [[nodiscard]] std::optional<TimePoint> last_touched() const;
  /// The workflow ended: viewers are told (on_picture with ended() true). The last picture can still be taken.
  void end();
  [[nodiscard]] bool ended() const;

 private:
  friend class Subscription;
  struct State;
  std::unique_ptr<State> state_;
};

/// All views by (workflow, node). Thread-safe. At most 1,024 views.
class Hub {
 public:
  Hub();
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;
  /// Made by the X-RAY node when it starts; replaces (and ends) an older one of the same name. Beyond 1,024 views the
  /// new one works but cannot be found, and the log says so. Never null.
  std::shared_ptr<View> open(const std::string& workflow, const std::string& node, std::shared_ptr<Observer> observer);
  /// Ends the view and forgets it. With `only`, nothing happens unless it is still that one: a node that stops late
  /// must not close the view of its successor.
  void close(const std::string& workflow, const std::string& node, const View* only = nullptr);
  [[nodiscard]] std::shared_ptr<View> find(const std::string& workflow, const std::string& node) const;
  struct Entry {
    std::string workflow, node;
    std::size_t viewers = 0;
  };
  [[nodiscard]] std::vector<Entry> list() const;
  /// 10,000 subscriptions at most over all views; kResourceExhausted beyond, kNotFound when there is no such view.
  Result<std::unique_ptr<Subscription>> subscribe(const std::string& workflow, const std::string& node,
                                                  std::shared_ptr<Viewer> viewer);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ow::live
