#include "infer/job_scheduler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/support/fake_clock.h"

namespace ow::infer {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

struct Fixture : ::testing::Test {
  ow::test::FakeClock clock;
  std::vector<std::string> log;  ///< "a1 ok": callbacks in the order they came

  InferenceJob job(const std::string& label, std::int64_t items = 1) {
    InferenceJob made;
    made.input = {std::vector<float>(static_cast<std::size_t>(items)), {items, 1}};
    made.done = [this, label](Result<InferenceOutcome> outcome) {
      log.push_back(label + (outcome ? " ok" : " " + std::string(to_string(outcome.error().code))));
    };
    return made;
  }
  static std::vector<std::uint64_t> sequences(const std::vector<TakenJob>& batch) {
    std::vector<std::uint64_t> out;
    for (const TakenJob& taken : batch) out.push_back(taken.sequence);
    return out;
  }
  void finish(JobScheduler& scheduler, std::vector<TakenJob> batch) {
    for (TakenJob& taken : batch) scheduler.finish(std::move(taken), InferenceOutcome{});
  }
};
using JobSchedulerTest = Fixture;

TEST_F(JobSchedulerTest, StreamsAreServedInTurn) {
  JobScheduler scheduler({1, 0us}, clock);
  auto a = scheduler.open();
  auto b = scheduler.open();
  for (const char* label : {"a1", "a2", "a3"}) ASSERT_TRUE(scheduler.submit(*a, job(label)));
  for (const char* label : {"b1", "b2"}) ASSERT_TRUE(scheduler.submit(*b, job(label)));
  for (int i = 0; i < 5; ++i) finish(scheduler, scheduler.take({}));
  EXPECT_THAT(log, ElementsAre("a1 ok", "b1 ok", "a2 ok", "b2 ok", "a3 ok"));
}

TEST_F(JobSchedulerTest, TheBackgroundWaitsForLiveStreamsAndJoinsNoBatch) {
  JobScheduler scheduler({64, 0us}, clock);
  auto background = scheduler.open(Priority::kBackground);
  auto a = scheduler.open();
  auto b = scheduler.open();
  ASSERT_TRUE(scheduler.submit(*background, job("audit")));
  ASSERT_TRUE(scheduler.submit(*a, job("a")));
  ASSERT_TRUE(scheduler.submit(*b, job("b")));
  finish(scheduler, scheduler.take({}));
  EXPECT_THAT(log, ElementsAre("a ok", "b ok"));
  finish(scheduler, scheduler.take({}));
  EXPECT_EQ(log.back(), "audit ok");
}

TEST_F(JobSchedulerTest, DifferentStreamsFormABatch) {
  JobScheduler scheduler({64, 0us}, clock);
  auto a = scheduler.open();
  auto b = scheduler.open();
  auto c = scheduler.open();
  for (const auto& stream : {a, a, b, c}) ASSERT_TRUE(scheduler.submit(*stream, job("x")));
  auto first = scheduler.take({});
  EXPECT_EQ(first.size(), 3U) << "one of each";
  auto second = scheduler.take({});
  EXPECT_THAT(sequences(second), ElementsAre(1U));
  finish(scheduler, std::move(first));
  finish(scheduler, std::move(second));
}

TEST_F(JobSchedulerTest, AloneManyItemsAndOtherShapesAreNotMixed) {
  JobScheduler scheduler({64, 0us}, clock);
  auto a = scheduler.open();
  auto b = scheduler.open();
  auto c = scheduler.open();
  InferenceJob alone = job("alone");
  alone.alone = true;
  InferenceJob wide = job("wide");
  wide.input = {std::vector<float>(2), {1, 2}};
  ASSERT_TRUE(scheduler.submit(*a, std::move(alone)));
  ASSERT_TRUE(scheduler.submit(*b, job("two", 2)));
  ASSERT_TRUE(scheduler.submit(*c, std::move(wide)));
  for (int i = 0; i < 3; ++i) {
    auto batch = scheduler.take({});
    EXPECT_EQ(batch.size(), 1U);
    finish(scheduler, std::move(batch));
  }
}

TEST_F(JobSchedulerTest, ABatchWaitsForAnActiveStreamWithinTheWindow) {
  JobScheduler scheduler({64, 60s}, clock);
  auto a = scheduler.open();
  auto b = scheduler.open();
  ASSERT_TRUE(scheduler.submit(*b, job("b1")));  // from now on b is active
  finish(scheduler, scheduler.take({}));
  ASSERT_TRUE(scheduler.submit(*a, job("a1")));
  std::vector<TakenJob> batch;
  {
    std::jthread worker([&](std::stop_token stop) { batch = scheduler.take(stop); });
    ASSERT_TRUE(scheduler.submit(*b, job("b2")));
  }
  EXPECT_EQ(batch.size(), 2U);
  finish(scheduler, std::move(batch));
}

TEST_F(JobSchedulerTest, ASilentStreamIsNotWaitedFor) {
  JobScheduler scheduler({64, 24h}, clock);
  auto a = scheduler.open();
  auto b = scheduler.open();
  ASSERT_TRUE(scheduler.submit(*b, job("b1")));
  finish(scheduler, scheduler.take({}));
  clock.advance(5s);
  ASSERT_TRUE(scheduler.submit(*a, job("a1")));
  auto batch = scheduler.take({});  // would take a day if it waited
  EXPECT_EQ(batch.size(), 1U);
  finish(scheduler, std::move(batch));
}

TEST_F(JobSchedulerTest, JobsPastTheirDeadlineAreAnsweredNotRun) {
  JobScheduler scheduler({1, 0us}, clock);
  auto a = scheduler.open();
  InferenceJob late = job("late");
  late.deadline = clock.now() + 10ms;
  ASSERT_TRUE(scheduler.submit(*a, std::move(late)));
  ASSERT_TRUE(scheduler.submit(*a, job("next")));
  clock.advance(11ms);
  finish(scheduler, scheduler.take({}));
  EXPECT_THAT(log, ElementsAre("late deadline_exceeded", "next ok"));
}

TEST_F(JobSchedulerTest, AnswersKeepTheOrderOfSubmission) {
  JobScheduler scheduler({1, 0us}, clock);
  auto a = scheduler.open();
  ASSERT_TRUE(scheduler.submit(*a, job("1")));
  ASSERT_TRUE(scheduler.submit(*a, job("2")));
  auto first = scheduler.take({});
  auto second = scheduler.take({});
  finish(scheduler, std::move(second));
  EXPECT_TRUE(log.empty());
  finish(scheduler, std::move(first));
  EXPECT_THAT(log, ElementsAre("1 ok", "2 ok"));
}

TEST_F(JobSchedulerTest, CloseCancelsTheQueuedAndWaitsForTheRunning) {
  JobScheduler scheduler({1, 0us}, clock);
  auto a = scheduler.open();
  for (const char* label : {"1", "2", "3"}) ASSERT_TRUE(scheduler.submit(*a, job(label)));
  auto running = scheduler.take({});
  std::jthread worker([&] { finish(scheduler, std::move(running)); });
  scheduler.close(a);
  EXPECT_THAT(log, ElementsAre("1 ok", "2 cancelled", "3 cancelled"));
  EXPECT_EQ(scheduler.streams(), 0);
  EXPECT_EQ(scheduler.submit(*a, job("4")).error().code, ErrorCode::kCancelled);
}

TEST_F(JobSchedulerTest, AFullQueueRefusesWithoutCallback) {
  JobScheduler scheduler({1, 0us}, clock);
  auto a = scheduler.open();
  for (int i = 0; i < 64; ++i) ASSERT_TRUE(scheduler.submit(*a, job("x")));
  EXPECT_EQ(scheduler.submit(*a, job("y")).error().code, ErrorCode::kResourceExhausted);
  scheduler.close(a);
  EXPECT_EQ(log.size(), 64U);
}

TEST_F(JobSchedulerTest, StopEndsTheWait) {
  JobScheduler scheduler({1, 0us}, clock);
  bool empty = false;
  {
    std::jthread worker([&](std::stop_token stop) { empty = scheduler.take(stop).empty(); });
  }
  EXPECT_TRUE(empty);
}

}  // namespace
}  // namespace ow::infer
