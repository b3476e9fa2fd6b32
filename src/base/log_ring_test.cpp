#include "base/log_ring.h"

#include <gtest/gtest.h>

namespace ow::log {
namespace {

std::vector<std::uint64_t> numbers(const std::vector<Line>& lines) {
  std::vector<std::uint64_t> out;
  for (const Line& line : lines) out.push_back(line.number);
  return out;
}

TEST(LogRing, KeepsTheLastLinesAndCountsOn) {
  Ring ring(3);
  EXPECT_EQ(ring.newest(), 0U);
  for (int i = 1; i <= 5; ++i) ring.add(i, Level::kInfo, "line " + std::to_string(i));
  EXPECT_EQ(ring.newest(), 5U);
  const auto lines = ring.after(0, Level::kDebug, 100);
  EXPECT_EQ(numbers(lines), (std::vector<std::uint64_t>{3, 4, 5}));
  EXPECT_EQ(lines[0].text, "line 3");
  EXPECT_EQ(lines[0].unix_ms, 3);
  EXPECT_EQ(numbers(ring.after(4, Level::kDebug, 100)), std::vector<std::uint64_t>{5});
  EXPECT_TRUE(ring.after(5, Level::kDebug, 100).empty());
}

TEST(LogRing, FiltersByLevelAndGivesTheNewestOfTooMany) {
  Ring ring(10);
  ring.add(0, Level::kWarning, "a");
  ring.add(0, Level::kInfo, "b");
  ring.add(0, Level::kError, "c");
  EXPECT_EQ(numbers(ring.after(0, Level::kWarning, 100)), (std::vector<std::uint64_t>{1, 3}));
  EXPECT_EQ(numbers(ring.after(0, Level::kDebug, 2)), (std::vector<std::uint64_t>{2, 3}));
}

TEST(LogRing, LongLinesAreCut) {
  Ring ring(1);
  ring.add(0, Level::kInfo, std::string(5'000, 'x'));
  EXPECT_EQ(ring.after(0, Level::kDebug, 1)[0].text.size(), 2'000U);
}

TEST(LogRing, LevelsHaveNames) {
  for (const Level level : {Level::kDebug, Level::kInfo, Level::kWarning, Level::kError}) {
    EXPECT_EQ(*parse_level(to_string(level)), level);
  }
  EXPECT_FALSE(parse_level("loud"));
}

}  // namespace
}  // namespace ow::log
