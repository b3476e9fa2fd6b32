// How long a measurement takes, who may measure, and what is kept of it.
#include "models/speed.h"

#include <gtest/gtest.h>

#include <fstream>
#include <latch>
#include <thread>

#include "models/speed_meter.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

namespace ow::models {
namespace {

using std::chrono::milliseconds;

struct Timing {
  Result<std::vector<double>> times_ms;
  int runs = 0;
};

Timing time_model(milliseconds run_time, const SpeedBounds& bounds = {}) {
  ow::test::FakeClock clock;
  Timing out;
  const auto run = [&]() -> Status {
    ++out.runs;
    clock.advance(run_time);
    return {};
  };
  out.times_ms = time_runs(run, bounds, clock, {});
  return out;
}

TEST(TimeRuns, EndsByTimeOrByNumber) {
  const Timing quick = time_model(milliseconds(1));
  EXPECT_EQ(quick.times_ms->size(), 100u);
  EXPECT_EQ(quick.times_ms->front(), 1.0);
  EXPECT_EQ(quick.runs, 102) << "two to warm up";
  EXPECT_EQ(time_model(milliseconds(100)).times_ms->size(), 15u) << "a second and a half";
  EXPECT_EQ(time_model(milliseconds(1'000)).times_ms->size(), 3u) << "three at least";
}

TEST(TimeRuns, ASlowModelKeepsToTenSeconds) {
  for (const int run_ms : {2'000, 3'000, 4'000, 5'000}) {
    const Timing slow = time_model(milliseconds(run_ms));
    EXPECT_LE((slow.runs - 1) * run_ms, 10'000) << run_ms;
    EXPECT_GE(slow.times_ms->size(), 1u);
  }
  const Timing hopeless = time_model(milliseconds(60'000));
  EXPECT_EQ(hopeless.runs, 2);
  EXPECT_EQ(*hopeless.times_ms, std::vector<double>{60'000});
}

TEST(TimeRuns, AFirstRunThatPreparesTheOthersIsNotTheirSpeed) {
  ow::test::FakeClock clock;
  int runs = 0;
  const auto run = [&]() -> Status {
    clock.advance(milliseconds(runs++ == 0 ? 180'000 : 20));
    return {};
  };
  const auto times_ms = time_runs(run, {}, clock, {});
  EXPECT_GT(times_ms->size(), 50u);
  EXPECT_EQ(times_ms->front(), 20);
}

TEST(TimeRuns, StopsAndFailsAtOnce) {
  ow::test::FakeClock clock;
  std::stop_source stop;
  int runs = 0;
  const auto stopping = [&]() -> Status {
    if (++runs == 5) stop.request_stop();
    clock.advance(milliseconds(1));
    return {};
  };
  EXPECT_EQ(time_runs(stopping, {}, clock, stop.get_token()).error().code, ErrorCode::kCancelled);
  EXPECT_EQ(runs, 5);
  const auto failing = []() -> Status { return fail(ErrorCode::kUnsupported, "no"); };
  EXPECT_EQ(time_runs(failing, {}, clock, {}).error().code, ErrorCode::kUnsupported);
}

class SpeedMeterTest : public testing::Test {
 protected:
  SpeedMeterTest() {
    for (const char* name : {"good", "second"}) std::ofstream(folder_ / (std::string(name) + ".onnx")) << "onnx";
  }

  SpeedMeterOptions options() {
    return {.library = library_, .file = file_, .measure = [this](const auto& path, auto, const auto&, auto stop) {
              return measured(path, stop);
            }};
  }

  /// In place of a run of the model: "second" waits for the stop.
  Result<MeasuredSpeed> measured(const std::filesystem::path& path, const std::stop_token& stop) {
    if (path.stem() == "second") {
      waits_.count_down();
      while (!stop.stop_requested()) std::this_thread::yield();
      return fail(ErrorCode::kCancelled, "stopped");
    }
    return MeasuredSpeed{"cpu", 12.5, 10, "2026-01-31T12:00:00Z", std::filesystem::file_size(path), file_time_of(path)};
  }

  const ow::test::TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_ / kSpeedFile;
  const Library library_{{folder_.path()}};
  std::latch waits_{1};
};

TEST_F(SpeedMeterTest, KeepsWhatItMeasured) {
  SpeedMeter meter(options());
  const auto speed = meter.measure("good");
  ASSERT_TRUE(speed) << speed.error().text();
  EXPECT_FALSE(speed->busy);
  EXPECT_EQ(read_speeds(file_).at("good").ms_p50, 12.5);
  int asked = 0;
  EXPECT_TRUE(meter.measure("good", [&] { return ++asked == 2; })->busy) << "something began meanwhile";
  EXPECT_TRUE(read_speeds(file_).at("good").busy);
  const auto installed = library_.installed();
  EXPECT_NE(speed_of(read_speeds(file_), installed.front()), nullptr);
  const auto changed = std::filesystem::last_write_time(installed.front().path) + std::chrono::seconds(1);
  std::filesystem::last_write_time(installed.front().path, changed);
  EXPECT_EQ(speed_of(read_speeds(file_), installed.front()), nullptr) << "another file of the same size";
  std::ofstream(installed.front().path) << "another file";
  EXPECT_EQ(speed_of(read_speeds(file_), library_.installed().front()), nullptr);
}

TEST_F(SpeedMeterTest, TakesInstalledModelsOnly) {
  SpeedMeter meter(options());
  const auto missing = meter.measure("goood");
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_NE(missing.error().message.find("did you mean 'good'"), std::string::npos) << missing.error().message;
  const ow::test::TemporaryFolder elsewhere;
  std::ofstream(elsewhere / "good.onnx") << "onnx";
  EXPECT_EQ(meter.measure(elsewhere.file("good.onnx")).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(read_speeds(file_).empty());
}

TEST_F(SpeedMeterTest, OneAtATimeUntilItIsStopped) {
  SpeedMeter meter(options());
  Result<MeasuredSpeed> first;
  {
    const std::jthread measuring([&] { first = meter.measure("second"); });
    waits_.wait();
    const auto refused = meter.measure("good");
    EXPECT_EQ(refused.error().code, ErrorCode::kAlreadyExists);
    EXPECT_NE(refused.error().message.find("the speed of second"), std::string::npos) << refused.error().message;
    meter.stop();
  }
  EXPECT_EQ(first.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(meter.measure("good").error().code, ErrorCode::kCancelled);
}

TEST(Speeds, AreKeptBesideOthersAndReadFromEarlierFiles) {
  const ow::test::TemporaryFolder folder;
  const auto file = folder / kSpeedFile;
  EXPECT_TRUE(read_speeds(file).empty());
  std::ofstream(file)
      << R"({"models": {"a": {"device": "cpu", "ms_p50": 12.5, "runs": 10, "date": "", "file_bytes": 7}}})";
  ASSERT_TRUE(keep_speed(file, "b", {.device = "cpu", .ms_p50 = 3, .busy = true}));
  const Speeds speeds = read_speeds(file);
  EXPECT_EQ(speeds.at("a").ms_p50, 12.5);
  EXPECT_FALSE(speeds.at("a").busy);
  EXPECT_TRUE(speeds.at("b").busy);
  std::ofstream(file) << "[]";
  EXPECT_TRUE(read_speeds(file).empty());
}

}  // namespace
}  // namespace ow::models
