#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "profile/profiler.h"

namespace ow::profile {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr TimePoint kStart = TimePoint(1h);

Span span(const char* name, Duration begin, Duration end, SpanKind kind = SpanKind::kWork) {
  return {name, kStart + begin, kStart + end, kind};
}

std::vector<json> events(const TraceRecorder& recorder, const std::string& phase) {
  std::vector<json> found;
  const json document = json::parse(recorder.to_json());
  for (const json& event : document["traceEvents"]) {
    if (event["ph"] == phase) found.push_back(event);
  }
  return found;
}

TEST(TraceRecorder, EmptyIsValidJson) { EXPECT_TRUE(json::parse(TraceRecorder().to_json())["traceEvents"].empty()); }

TEST(TraceRecorder, OneProcessAWorkflowOneLaneANode) {
  TraceRecorder recorder;
  recorder.record("first", "camera", span("video_decode", 0ms, 4ms));
  recorder.record("first", "camera", span("scale", 4ms, 5ms));
  recorder.record("second", "cam \"era\"", span("video_decode", 1ms, 2ms));
  const auto spans = events(recorder, "X");
  ASSERT_EQ(spans.size(), 3U);
  EXPECT_EQ(spans[0]["name"], "video_decode");
  EXPECT_EQ(spans[0]["ts"], 0.0);
  EXPECT_EQ(spans[0]["dur"], 4000.0);
  EXPECT_EQ(spans[1]["pid"], 2);
  EXPECT_EQ(spans[2]["tid"], spans[0]["tid"]);
  std::set<std::string> names;
  for (const json& event : events(recorder, "M")) names.insert(event["args"]["name"].get<std::string>());
  EXPECT_EQ(names, (std::set<std::string>{"first", "second", "camera", "cam \"era\""}));
}

TEST(TraceRecorder, OverlapsAndWaitsGetLanesOfTheirOwn) {
  TraceRecorder recorder;
  recorder.record("w", "detect", span("model_inference", 0ms, 30ms));
  recorder.record("w", "detect", span("preprocess", 20ms, 40ms));
  recorder.record("w", "detect", span("queue_wait", 5ms, 6ms, SpanKind::kWait));
  std::set<int> lanes;
  for (const json& event : events(recorder, "X")) lanes.insert(event["tid"].get<int>());
  EXPECT_EQ(lanes.size(), 3U);
}

TEST(TraceRecorder, BoundIsKeptAndSaid) {
  TraceRecorder recorder(2);
  for (int event = 0; event < 5; ++event) recorder.record("w", "n", span("scale", 0ms, 1ms));
  EXPECT_EQ(events(recorder, "X").size(), 2U);
  EXPECT_EQ(json::parse(recorder.to_json())["otherData"]["events_lost"], 3);
}

}  // namespace
}  // namespace ow::profile
