#include "engine/process_watch.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/fake_clock.h"

namespace ow::engine {
namespace {

using namespace std::chrono_literals;

class ProcessWatchTest : public testing::Test {
 protected:
  /// Ten minutes in which the workflow holds `growth` more bytes each minute.
  void pass(std::uint64_t growth) {
    for (int step = 0; step < 30; ++step) {
      clock_.advance(20s);
      bytes_ += growth / 3;
      watch_.tick(clock_.now(), [&] { return ProcessWatch::Held{{"door", bytes_}}; });
    }
  }
  [[nodiscard]] std::string notice() const {
    for (const Notice& each : notices_.list()) {
      if (each.topic == "leak-held_bytes/door") return each.message;
    }
    return {};
  }
  [[nodiscard]] std::optional<profile::Growth> growth() const {
    for (const auto& each : watch_.growths()) {
      if (each.series == "held_bytes/door") return each;
    }
    return std::nullopt;
  }

  test::FakeClock clock_;
  NoticeBoard notices_;
  std::uint64_t bytes_ = 100 << 20;
  ProcessWatch watch_{notices_};
};

TEST_F(ProcessWatchTest, AWorkflowThatHoldsMoreAndMoreIsNamedUntilItStops) {
  pass(1 << 20);
  EXPECT_EQ(notice(), "") << "too early";
  pass(1 << 20);
  pass(1 << 20);
  EXPECT_NE(notice().find("workflow door holds"), std::string::npos);
  ASSERT_TRUE(growth());
  EXPECT_TRUE(growth()->suspicious);
  EXPECT_NEAR(growth()->per_hour / (1 << 20), 60, 1);
  for (int i = 0; i < 9; ++i) pass(0);
  EXPECT_EQ(notice(), "");
}

TEST_F(ProcessWatchTest, WhatAPersonChangedBeginsAnew) {
  for (int i = 0; i < 3; ++i) pass(1 << 20);
  EXPECT_NE(notice(), "");
  watch_.workflows_changed();
  clock_.advance(1s);
  watch_.tick(clock_.now(), [] { return ProcessWatch::Held{}; });
  EXPECT_EQ(notice(), "");
  EXPECT_FALSE(growth());
}

TEST_F(ProcessWatchTest, NothingIsSaidOfAWorkflowThatEndedByItself) {
  for (int i = 0; i < 3; ++i) pass(1 << 20);
  EXPECT_NE(notice(), "");
  for (int step = 0; step < 30; ++step) {
    clock_.advance(20s);
    watch_.tick(clock_.now(), [] { return ProcessWatch::Held{}; });
  }
  EXPECT_EQ(notice(), "");
  EXPECT_FALSE(growth());
}

}  // namespace
}  // namespace ow::engine
