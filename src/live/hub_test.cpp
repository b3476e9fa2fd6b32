#include "live/hub.h"

#include <gtest/gtest.h>

#include "live/viewer_stub.h"

namespace ow::live {
namespace {

TEST(Hub, FindsWhatWasOpened) {
  Hub hub;
  EXPECT_EQ(hub.find("w", "xray"), nullptr);
  const auto view = hub.open("w", "xray", nullptr);
  EXPECT_EQ(hub.find("w", "xray"), view);
  EXPECT_EQ(hub.find("w", "other"), nullptr);
  const auto subscription = hub.subscribe("w", "xray", std::make_shared<CountingViewer>());
  ASSERT_TRUE(subscription.has_value());
  const auto entries = hub.list();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].workflow, "w");
  EXPECT_EQ(entries[0].node, "xray");
  EXPECT_EQ(entries[0].viewers, 1U);
}

TEST(Hub, OpeningAgainEndsTheOlderView) {
  Hub hub;
  const auto viewer = std::make_shared<CountingViewer>();
  const auto older = hub.open("w", "xray", nullptr);
  const auto subscription = hub.subscribe("w", "xray", viewer);
  const auto newer = hub.open("w", "xray", nullptr);
  EXPECT_TRUE(older->ended());
  EXPECT_FALSE(newer->ended());
  EXPECT_EQ(viewer->told, 1);
  EXPECT_EQ(hub.list().size(), 1U);
}

TEST(Hub, LateCloseLeavesTheSuccessorAlone) {
  Hub hub;
  const auto older = hub.open("w", "xray", nullptr);
  const auto newer = hub.open("w", "xray", nullptr);
  hub.close("w", "xray", older.get());
  EXPECT_EQ(hub.find("w", "xray"), newer);
  hub.close("w", "xray", newer.get());
  EXPECT_EQ(hub.find("w", "xray"), nullptr);
  EXPECT_TRUE(newer->ended());
  hub.close("w", "xray");  // closing nothing is fine
}

TEST(Hub, UnknownViewIsNotFound) {
  Hub hub;
  const auto subscription = hub.subscribe("w", "xray", std::make_shared<CountingViewer>());
  ASSERT_FALSE(subscription.has_value());
  EXPECT_EQ(subscription.error().code, ErrorCode::kNotFound);
}

TEST(Hub, SubscriptionsAreBoundedAndGivenBack) {
  Hub hub;
  // Spread over views: joining copies the list of a view's viewers.
  std::vector<std::unique_ptr<Subscription>> all;
  const auto viewer = std::make_shared<CountingViewer>();
  for (int index = 0; index < 10'000; ++index) {
    const std::string node = std::to_string(index % 100);
    if (index < 100) hub.open("w", node, nullptr);
    auto subscription = hub.subscribe("w", node, viewer);
    ASSERT_TRUE(subscription.has_value());
    all.push_back(std::move(*subscription));
  }
  EXPECT_EQ(hub.subscribe("w", "0", viewer).error().code, ErrorCode::kResourceExhausted);
  all.pop_back();
  EXPECT_TRUE(hub.subscribe("w", "0", viewer).has_value());
}

TEST(Hub, ViewsAreBounded) {
  Hub hub;
  for (int index = 0; index < 1024; ++index) hub.open("w", std::to_string(index), nullptr);
  const auto beyond = hub.open("w", "beyond", nullptr);
  ASSERT_NE(beyond, nullptr);
  beyond->publish(picture_of(0));
  EXPECT_EQ(hub.find("w", "beyond"), nullptr);
  EXPECT_EQ(hub.list().size(), 1024U);
  EXPECT_NE(hub.open("w", "5", nullptr), nullptr);
  EXPECT_NE(hub.find("w", "5"), nullptr) << "replacing needs no new place";
}

TEST(Hub, SubscriptionMayOutliveTheHub) {
  auto hub = std::make_unique<Hub>();
  const auto view = hub->open("w", "xray", nullptr);
  const auto subscription = hub->subscribe("w", "xray", std::make_shared<CountingViewer>());
  hub.reset();
  view->publish(picture_of(1));
  EXPECT_EQ((*subscription)->take()->sequence, 1U);
}

}  // namespace
}  // namespace ow::live
