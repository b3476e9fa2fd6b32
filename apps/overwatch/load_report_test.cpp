#include "overwatch/load_report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace ow::cli {
namespace {

std::vector<double> line(int count, double start, double step) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(start + step * i);
  return values;
}

TEST(Trend, ASteadyFigureWithOddSecondsIsLevel) {
  std::vector<double> memory = line(120, 200, 0);
  memory[100] = 400;
  memory[119] = 400;
  const Trend trend = trend_of(memory, 4, 1);
  EXPECT_TRUE(trend.level);
  EXPECT_DOUBLE_EQ(trend.first, 200);
  EXPECT_DOUBLE_EQ(trend.change_by_slope, 0);
}

TEST(Trend, ALeakIsNotLevelAndAGainIs) {
  const Trend leak = trend_of(line(120, 200, 0.1), 4, 1);
  EXPECT_FALSE(leak.level);
  EXPECT_NEAR(leak.last - leak.first, 8, 0.1);
  EXPECT_NEAR(leak.change_by_slope, 8, 0.1);
  EXPECT_TRUE(trend_of(line(120, 200, -0.1), 4, 1).level) << "less memory is no fault";
}

TEST(Trend, AFallingRateIsNotLevel) {
  EXPECT_FALSE(trend_of(line(60, 30, -0.1), 1.5, -1).level);
  EXPECT_TRUE(trend_of(line(60, 30, 0.1), 1.5, -1).level);
}

TEST(LoadReport, SaysInWordsAndJsonWhatIsNotLevel) {
  LoadFigures figures;
  figures.options.viewers = 2;
  for (int i = 0; i < 30; ++i) {
    CrowdSecond second;
    second.pictures = 60;
    second.new_pictures = 30;
    second.viewer_pictures = {30, 30};
    second.latency_ms = {40, 50};
    second.intervals_ms = {33, 34, 90};
    second.bytes = 60 * 50'000;
    figures.add(second, {.seconds = 1, .fps = 30, .latency_ms = 45, .memory_mb = 100.0 + i});
  }
  const LoadVerdict verdict = verdict_of(figures);
  EXPECT_TRUE(verdict.fps.level);
  EXPECT_TRUE(verdict.latency.level);
  EXPECT_FALSE(verdict.memory.level);
  EXPECT_FALSE(verdict.level());
  EXPECT_NE(load_text(figures, verdict).find("did NOT stay level over 30 s"), std::string::npos);
  const auto json = load_json(figures, verdict);
  EXPECT_EQ(json["level"], false);
  EXPECT_EQ(json["memory_mb"]["level"], false);
  EXPECT_EQ(json["new_pictures"], 900);
  EXPECT_EQ(json["frame_kb"], 50);
  EXPECT_EQ(json["viewers"]["fps"]["min"], 30);
  EXPECT_NEAR(json["intervals_within_20_ms"].get<double>(), 2.0 / 3, 0.01);
}

TEST(LoadReport, NothingMeasuredIsNoCrash) {
  const LoadFigures figures;
  EXPECT_TRUE(verdict_of(figures).level());
  EXPECT_FALSE(load_text(figures, verdict_of(figures)).empty());
  EXPECT_EQ(load_json(figures, verdict_of(figures))["new_pictures"], 0);
}

}  // namespace
}  // namespace ow::cli
