// Pictures that are held until they are due, reduced pictures for slow viewers, and what is reported of deliveries.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "live/pacer.h"
#include "live/viewer_stub.h"

namespace ow::live {
namespace {

using namespace std::chrono_literals;

std::shared_ptr<Picture> picture_due(std::uint64_t sequence, TimePoint due) {
  auto picture = std::make_shared<Picture>();
  picture->sequence = sequence;
  picture->due = due;
  return picture;
}

PicturePtr picture_with_smaller(std::uint64_t sequence) {
  auto smaller = std::make_shared<Picture>();
  smaller->sequence = sequence;
  smaller->rendition = Rendition::kReduced;
  auto picture = std::make_shared<Picture>();
  picture->sequence = sequence;
  picture->smaller = std::move(smaller);
  return picture;
}

class WaitingViewer final : public Viewer {
 public:
  void on_picture() override {
    const std::lock_guard lock(mutex_);
    when_ = std::chrono::steady_clock::now();
    ++told_;
    changed_.notify_all();
  }
  /// When the `count`th call came.
  TimePoint wait_for(int count) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, 10s, [&] { return told_ >= count; }));
    return when_;
  }
  int told() {
    const std::lock_guard lock(mutex_);
    return told_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  TimePoint when_{};
  int told_ = 0;
};

class DeliveryObserver : public Observer {
 public:
  void on_span(std::string_view, const Span& span) override {
    spans.emplace_back(span.name, to_ms(span.end - span.begin));
  }
  void on_frame_in(std::string_view) override {}
  void on_frame_out(std::string_view) override {}
  void on_skip(std::string_view) override {}
  void on_drop(std::string_view where, DropReason reason) override { drops.emplace_back(where, reason); }
  void on_complete(std::string_view, const Trace&, TimePoint) override { ++complete; }
  void on_delivery(std::string_view, TimePoint, Duration interval) override { intervals_ms.push_back(to_ms(interval)); }
  void on_picture(std::string_view, std::size_t) override {}

  std::vector<std::pair<std::string, double>> spans;
  std::vector<std::pair<std::string, DropReason>> drops;
  std::vector<double> intervals_ms;
  int complete = 0;
};

class PacedViewTest : public ::testing::Test {
 protected:
  TimePoint now() { return std::chrono::steady_clock::now(); }
  std::shared_ptr<Pacer> pacer_ = std::make_shared<Pacer>();
  std::shared_ptr<DeliveryObserver> observer_ = std::make_shared<DeliveryObserver>();
  std::shared_ptr<View> view_ = std::make_shared<View>("xray", observer_, pacer_);
  std::shared_ptr<WaitingViewer> viewer_ = std::make_shared<WaitingViewer>();
};

TEST_F(PacedViewTest, APictureIsHeldUntilItIsDue) {
  Subscription subscription(view_, viewer_);
  const TimePoint due = now() + 30ms;
  view_->publish(picture_due(1, due));
  EXPECT_EQ(subscription.take(), nullptr);
  EXPECT_GE(viewer_->wait_for(1), due);
  EXPECT_EQ(subscription.take()->sequence, 1U);
}

TEST_F(PacedViewTest, ANewerPictureTakesPlaceAndTimeOfAHeldOne) {
  Subscription subscription(view_, viewer_);
  view_->publish(picture_due(1, now() + 50ms));
  view_->publish(picture_due(2, now() + 1h));
  viewer_->wait_for(1);
  EXPECT_EQ(subscription.take()->sequence, 2U);
  EXPECT_EQ(observer_->drops.size(), 1U);
  EXPECT_EQ(observer_->drops.at(0).second, DropReason::kRateLimit);
}

TEST_F(PacedViewTest, ADuePictureReplacesAHeldOneWhoseTimeShowsNoOther) {
  Subscription subscription(view_, viewer_);
  const TimePoint first_due = now() + 30ms;
  view_->publish(picture_due(1, first_due));
  view_->publish(picture_due(2, {}));
  EXPECT_EQ(subscription.take()->sequence, 2U);
  const TimePoint due = now() + 120ms;
  view_->publish(picture_due(3, due));
  EXPECT_GE(viewer_->wait_for(2), due) << "the entry of the first picture showed the third";
  EXPECT_EQ(subscription.take()->sequence, 3U);
}

TEST_F(PacedViewTest, TheEndShowsWhatIsHeld) {
  Subscription subscription(view_, viewer_);
  view_->publish(picture_due(1, now() + 1h));
  view_->end();
  EXPECT_EQ(viewer_->told(), 1);
  EXPECT_EQ(subscription.take()->sequence, 1U);
}

TEST_F(PacedViewTest, AViewMayGoWhileAPictureIsHeld) {
  view_->publish(picture_due(1, now() + 20ms));
  view_.reset();
  const auto other = std::make_shared<View>("other", nullptr, pacer_);
  Subscription subscription(other, viewer_);
  other->publish(picture_due(2, now() + 40ms));
  viewer_->wait_for(1);
  EXPECT_EQ(subscription.take()->sequence, 2U);
}

TEST_F(PacedViewTest, WithoutItsPacerAViewShowsAtOnce) {
  pacer_.reset();
  Subscription subscription(view_, viewer_);
  view_->publish(picture_due(1, now() + 1h));
  EXPECT_EQ(subscription.take()->sequence, 1U);
}

class SlowViewerTest : public ::testing::Test {
 protected:
  /// Publishes `missed` pictures more than are taken each time, as often as it takes to be slow.
  void become_slow(Subscription& subscription) {
    for (int taken = 0; taken < ViewerPace::kWindow; ++taken) {
      view_->publish(picture_of(++sequence_));
      view_->publish(picture_of(++sequence_));
      ASSERT_NE(subscription.take(), nullptr);
    }
  }
  std::uint64_t sequence_ = 0;
  std::shared_ptr<View> view_ = std::make_shared<View>("xray", nullptr);
};

TEST_F(SlowViewerTest, GetsReducedPicturesOnRequestAndOthersDoNot) {
  Subscription slow(view_, std::make_shared<CountingViewer>());
  Subscription fast(view_, std::make_shared<CountingViewer>());
  become_slow(slow);
  EXPECT_FALSE(view_->reduced_wanted()) << "nobody waits for one yet";
  EXPECT_EQ(slow.take(), nullptr);
  EXPECT_TRUE(view_->reduced_wanted());
  EXPECT_FALSE(view_->reduced_wanted()) << "one wish, one picture";
  view_->publish(picture_with_smaller(++sequence_));
  EXPECT_EQ(slow.take()->rendition, Rendition::kReduced);
  EXPECT_EQ(fast.take()->rendition, Rendition::kFull);
}

TEST_F(SlowViewerTest, WaitsForTheNextWhenTheNewestHasNoReducedPicture) {
  Subscription slow(view_, std::make_shared<CountingViewer>());
  become_slow(slow);
  view_->publish(picture_of(++sequence_));
  EXPECT_EQ(slow.take(), nullptr);
  EXPECT_TRUE(view_->reduced_wanted());
  view_->publish(picture_with_smaller(++sequence_));
  EXPECT_EQ(slow.take()->sequence, sequence_);
}

TEST_F(SlowViewerTest, OneThatTakesNothingWantsNothing) {
  Subscription stalled(view_, std::make_shared<CountingViewer>());
  for (int i = 0; i < 1'000; ++i) view_->publish(picture_of(++sequence_));
  EXPECT_FALSE(view_->reduced_wanted());
}

TEST_F(SlowViewerTest, GetsTheLastPictureFullWhenTheViewEnds) {
  Subscription slow(view_, std::make_shared<CountingViewer>());
  become_slow(slow);
  view_->publish(picture_of(++sequence_));
  EXPECT_EQ(slow.take(), nullptr);
  view_->end();
  EXPECT_EQ(slow.take()->sequence, sequence_);
}

class DeliveryTest : public ::testing::Test {
 protected:
  static Picture shown_at(Duration time) {
    Picture picture;
    picture.encoded = picture.due = TimePoint(time);
    return picture;
  }
  std::shared_ptr<DeliveryObserver> observer_ = std::make_shared<DeliveryObserver>();
  std::shared_ptr<View> view_ = std::make_shared<View>("xray", observer_);
};

TEST_F(DeliveryTest, IntervalsAreThoseOfTheFirstViewerThatGotEachPicture) {
  Subscription one(view_, std::make_shared<CountingViewer>());
  Subscription two(view_, std::make_shared<CountingViewer>());
  const Picture first = shown_at(1s);
  const Picture second = shown_at(1066ms);
  one.sent(first, TimePoint(1s), TimePoint(1001ms));
  two.sent(first, TimePoint(1s), TimePoint(1050ms));
  two.sent(second, TimePoint(1s), TimePoint(1068ms));
  one.sent(second, TimePoint(1s), TimePoint(1090ms));
  one.sent(first, TimePoint(1s), TimePoint(1095ms));  // late: no new picture
  EXPECT_THAT(observer_->intervals_ms, ::testing::ElementsAre(67.0));
}

TEST_F(DeliveryTest, ATimeWithoutViewersIsNoInterval) {
  {
    Subscription one(view_, std::make_shared<CountingViewer>());
    one.sent(shown_at(1s), TimePoint(1s), TimePoint(1s));
  }
  Subscription two(view_, std::make_shared<CountingViewer>());
  two.sent(shown_at(60s), TimePoint(60s), TimePoint(60s));
  EXPECT_TRUE(observer_->intervals_ms.empty());
}

TEST_F(DeliveryTest, TheTimeUntilAPictureIsDueIsItsOwnWait) {
  Subscription one(view_, std::make_shared<CountingViewer>());
  Picture picture = shown_at(1s);
  picture.due = TimePoint(1020ms);
  one.sent(picture, TimePoint(1021ms), TimePoint(1022ms));
  EXPECT_THAT(observer_->spans, ::testing::ElementsAre(std::pair<std::string, double>("pace_wait", 20),
                                                       std::pair<std::string, double>("send_wait", 1),
                                                       std::pair<std::string, double>("send", 1)));
}

TEST_F(DeliveryTest, ManyViewersAreReportedByASample) {
  std::vector<std::unique_ptr<Subscription>> all;
  for (int i = 0; i < 320; ++i) {
    all.push_back(std::make_unique<Subscription>(view_, std::make_shared<CountingViewer>()));
  }
  const Picture picture = shown_at(1s);
  for (const auto& each : all) each->sent(picture, TimePoint(1s), TimePoint(1s));
  EXPECT_NEAR(observer_->complete, 16, 1);
}

}  // namespace
}  // namespace ow::live
