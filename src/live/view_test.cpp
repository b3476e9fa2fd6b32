#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "live/hub.h"
#include "live/viewer_stub.h"

namespace ow::live {
namespace {

using namespace std::chrono_literals;
using ::testing::_;

class MockObserver : public Observer {
 public:
  MOCK_METHOD(void, on_span, (std::string_view, const Span&), (override));
  MOCK_METHOD(void, on_frame_in, (std::string_view), (override));
  MOCK_METHOD(void, on_frame_out, (std::string_view), (override));
  MOCK_METHOD(void, on_skip, (std::string_view), (override));
  MOCK_METHOD(void, on_drop, (std::string_view, DropReason), (override));
  MOCK_METHOD(void, on_complete, (std::string_view, const Trace&, TimePoint), (override));
  MOCK_METHOD(void, on_picture, (std::string_view, std::size_t), (override));
};

class ViewTest : public ::testing::Test {
 protected:
  std::shared_ptr<::testing::StrictMock<MockObserver>> observer_ =
      std::make_shared<::testing::StrictMock<MockObserver>>();
  std::shared_ptr<View> view_ = std::make_shared<View>("xray", observer_);
  std::shared_ptr<CountingViewer> viewer_ = std::make_shared<CountingViewer>();
};

TEST_F(ViewTest, NewestPictureWinsAndTheRestCountsAsDropped) {
  Subscription subscription(view_, viewer_);
  EXPECT_EQ(subscription.take(), nullptr);
  for (std::uint64_t sequence = 0; sequence < 4; ++sequence) view_->publish(picture_of(sequence));
  EXPECT_EQ(viewer_->told, 4);
  EXPECT_CALL(*observer_, on_drop(std::string_view("xray -> viewer"), DropReason::kQueueFull)).Times(3);
  EXPECT_EQ(subscription.take()->sequence, 3U);
  EXPECT_EQ(subscription.take(), nullptr);
  EXPECT_EQ(subscription.dropped(), 3U);
}

TEST_F(ViewTest, LateViewerGetsTheCurrentPictureAtOnceAndMissedNothing) {
  view_->publish(picture_of(7));
  view_->publish(picture_of(8));
  Subscription subscription(view_, viewer_);
  EXPECT_EQ(subscription.take()->sequence, 8U);
  EXPECT_EQ(subscription.dropped(), 0U);
}

TEST_F(ViewTest, SlowViewerDoesNotSlowAnother) {
  const auto other = std::make_shared<CountingViewer>();
  Subscription slow(view_, viewer_);
  Subscription fast(view_, other);
  for (std::uint64_t sequence = 0; sequence < 3; ++sequence) {
    view_->publish(picture_of(sequence));
    EXPECT_EQ(fast.take()->sequence, sequence);
  }
  EXPECT_EQ(fast.dropped(), 0U);
  EXPECT_EQ(view_->newest()->sequence, 2U);
}

TEST_F(ViewTest, LeavingEndsTheCalls) {
  {
    Subscription subscription(view_, viewer_);
    EXPECT_EQ(view_->viewer_count(), 1U);
  }
  EXPECT_EQ(view_->viewer_count(), 0U);
  view_->publish(picture_of(0));
  EXPECT_EQ(viewer_->told, 0);
}

TEST_F(ViewTest, EndTellsViewersOnceAndStopsPictures) {
  Subscription subscription(view_, viewer_);
  view_->end();
  view_->end();
  view_->publish(picture_of(0));
  EXPECT_EQ(viewer_->told, 1);
  EXPECT_TRUE(subscription.view().ended());
  EXPECT_EQ(subscription.take(), nullptr);
}

TEST_F(ViewTest, RemembersTheLastLook) {
  EXPECT_EQ(view_->last_touched(), std::nullopt);
  view_->touch(TimePoint(5s));
  EXPECT_EQ(view_->last_touched(), TimePoint(5s));
}

TEST_F(ViewTest, SentCompletesTheTrace) {
  Picture picture;
  picture.trace = Trace(TimePoint(1s));
  picture.trace.add(stage::kJpegEncoding, TimePoint(1s), TimePoint(1s + 4ms));
  picture.encoded = TimePoint(1s + 4ms);
  Subscription subscription(view_, viewer_);
  const auto named = [](const char* name) { return ::testing::Field(&Span::name, ::testing::StrEq(name)); };
  EXPECT_CALL(*observer_, on_span(std::string_view("xray"), named("send_wait")));
  EXPECT_CALL(*observer_, on_span(std::string_view("xray"), named("send")));
  EXPECT_CALL(*observer_, on_complete(std::string_view("xray"), _, TimePoint(1s + 7ms)))
      .WillOnce([](std::string_view, const Trace& trace, TimePoint end) {
        EXPECT_EQ(trace.spans().size(), 3U);
        EXPECT_EQ(trace.unaccounted(end), Duration(0));
      });
  subscription.sent(picture, TimePoint(1s + 5ms), TimePoint(1s + 7ms));
}

TEST(View, WorksWithoutAnObserver) {
  const auto view = std::make_shared<View>("xray", nullptr);
  Subscription subscription(view, std::make_shared<CountingViewer>());
  view->publish(picture_of(0));
  view->publish(picture_of(1));
  EXPECT_EQ(subscription.take()->sequence, 1U);
  const Picture picture;
  subscription.sent(picture, {}, {});
}

/// Calls back into the view: deadlocks if a lock is held.
class NosyViewer final : public Viewer {
 public:
  explicit NosyViewer(std::shared_ptr<View> view) : view_(std::move(view)) {}
  void on_picture() override { seen = view_->newest(); }
  PicturePtr seen;

 private:
  std::shared_ptr<View> view_;
};

TEST(View, ViewerMayAskTheViewWhileBeingTold) {
  const auto view = std::make_shared<View>("xray", nullptr);
  const auto viewer = std::make_shared<NosyViewer>(view);
  {
    Subscription subscription(view, viewer);
    view->publish(picture_of(3));
  }
  EXPECT_EQ(viewer->seen->sequence, 3U);
}

/// Wakes a consumer thread, as a transport does.
class WakingViewer final : public Viewer {
 public:
  void on_picture() override {
    const std::lock_guard lock(mutex_);
    news_ = true;
    changed_.notify_one();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return news_; });
    news_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool news_ = false;
};

TEST(View, PublishersAndViewersAtOnceKeepTheOrder) {
  const auto view = std::make_shared<View>("xray", nullptr);
  static constexpr std::uint64_t kPictures = 500;
  std::vector<std::jthread> consumers;
  for (int consumer = 0; consumer < 3; ++consumer) {
    const auto viewer = std::make_shared<WakingViewer>();
    auto subscription = std::make_shared<Subscription>(view, viewer);
    consumers.emplace_back([viewer, subscription, view] {
      std::uint64_t taken = 0, last = 0;
      while (!view->ended()) {
        viewer->wait();
        if (const PicturePtr picture = subscription->take(); picture != nullptr) {
          EXPECT_GT(picture->sequence, last);
          last = picture->sequence;
          ++taken;
        }
      }
      taken += subscription->take() != nullptr ? 1 : 0;
      EXPECT_EQ(taken + subscription->dropped(), kPictures);
    });
  }
  for (std::uint64_t sequence = 1; sequence <= kPictures; ++sequence) {
    view->publish(picture_of(sequence));
    Subscription passing(view, std::make_shared<CountingViewer>());
  }
  view->end();
}

}  // namespace
}  // namespace ow::live
