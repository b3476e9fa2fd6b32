#include "base/bounded_queue.h"

#include <gtest/gtest.h>

#include <thread>

namespace ow {
namespace {

TEST(BoundedQueue, LatestKeepsOnlyTheNewest) {
  BoundedQueue<int> queue(3, QueuePolicy::kLatest);
  EXPECT_EQ(queue.push(1), PushResult::kAccepted);
  EXPECT_EQ(queue.push(2), PushResult::kAcceptedDroppedOld);
  EXPECT_EQ(queue.try_pop(), 2);
  EXPECT_EQ(queue.try_pop(), std::nullopt);
}

TEST(BoundedQueue, DropOldestKeepsCapacity) {
  BoundedQueue<int> queue(2, QueuePolicy::kDropOldest);
  for (int value : {1, 2, 3}) queue.push(value);
  EXPECT_EQ(queue.try_pop(), 2);
  EXPECT_EQ(queue.try_pop(), 3);
}

TEST(BoundedQueue, BlockWaitsForRoomAndLosesNothing) {
  BoundedQueue<int> queue(1, QueuePolicy::kBlock);
  std::jthread producer([&](std::stop_token stop) {
    for (int value = 0; value < 100; ++value) queue.push(value, stop);
    queue.close();
  });
  for (int value = 0; value < 100; ++value) EXPECT_EQ(queue.pop({}), value);
  EXPECT_EQ(queue.pop({}), std::nullopt);
}

TEST(BoundedQueue, StopAndCloseWakeTheWaiting) {
  BoundedQueue<int> queue(1, QueuePolicy::kBlock);
  queue.push(1);
  std::stop_source stop;
  std::jthread producer([&] { EXPECT_EQ(queue.push(2, stop.get_token()), PushResult::kClosed); });
  stop.request_stop();
  producer.join();
  EXPECT_EQ(queue.pop({}), 1);
  std::jthread consumer([&] { EXPECT_EQ(queue.pop({}), std::nullopt); });
  queue.close();
}

TEST(BoundedQueue, PopEndsAtItsDeadline) {
  BoundedQueue<int> queue(1, QueuePolicy::kBlock);
  EXPECT_EQ(queue.pop({}, std::chrono::steady_clock::now()), std::nullopt);
}

}  // namespace
}  // namespace ow
