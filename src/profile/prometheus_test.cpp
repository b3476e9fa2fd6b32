#include "profile/prometheus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"

namespace ow::profile {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

TEST(Prometheus, TellsCountersGaugesAndSummaries) {
  test::FakeClock clock;
  const auto profiler = Profiler::create({}, clock);
  const auto profile = profiler->workflow("demo");
  profile->on_span("detect", {stage::kModelInference, clock.now() - 20ms, clock.now()});
  profile->on_frame_in("camera");
  profile->on_frame_out("detect");
  profile->on_drop("camera -> \"detect\"", DropReason::kQueueFull);
  ProcessStats process;
  process.resident_bytes = 4096;
  const std::string text = prometheus_text(*profiler, process);
  EXPECT_THAT(text,
              HasSubstr("# TYPE overwatch_frames_in_total counter\noverwatch_frames_in_total{workflow=\"demo\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("overwatch_frames_dropped_total{workflow=\"demo\",where=\"camera -> "
                              "\\\"detect\\\"\",reason=\"queue_full\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("overwatch_stage_milliseconds{workflow=\"demo\",node=\"detect\",operation=\"model_"
                              "inference\",kind=\"work\",quantile=\"0.95\"} 20\n"));
  EXPECT_THAT(text, HasSubstr("overwatch_stage_milliseconds_count{workflow=\"demo\",node=\"detect\",operation=\"model_"
                              "inference\",kind=\"work\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("process_resident_memory_bytes 4096\n"));
}

TEST(Prometheus, WithoutWorkflowsTheProcessRemains) {
  test::FakeClock clock;
  const std::string text = prometheus_text(*Profiler::create({}, clock), read_process_stats());
  EXPECT_THAT(text, HasSubstr("process_threads "));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("overwatch_")));
}

TEST(Prometheus, TellsWhatTheLeakSentinelKnows) {
  test::FakeClock clock;
  const std::vector<Growth> growths = {{"resident_bytes", 5e8, 4.2e7, std::chrono::minutes(40), true}};
  const std::string text = prometheus_text(*Profiler::create({}, clock), ProcessStats{}, growths);
  EXPECT_NE(text.find("overwatch_growth_per_hour{series=\"resident_bytes\"} 42000000"), std::string::npos) << text;
  EXPECT_NE(text.find("overwatch_leak_suspected{series=\"resident_bytes\"} 1"), std::string::npos) << text;
}

}  // namespace
}  // namespace ow::profile
