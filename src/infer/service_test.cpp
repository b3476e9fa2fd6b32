#include "infer/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <future>
#include <latch>
#include <random>
#include <thread>

#include "base/bounded_queue.h"
#include "infer/test_models.h"
#include "tests/support/test_data.h"

namespace ow::infer {
namespace {

using namespace std::chrono_literals;
using test::Body;
using test::TemporaryFolder;
using test::write_model;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Tensor filled(float value, std::int64_t batch = 1) {
  return {std::vector<float>(static_cast<std::size_t>(batch) * 12, value), {batch, 3, 2, 2}};
}

ModelRequest on_cpu(const std::filesystem::path& file, Scheduling scheduling = Scheduling::kLatency) {
  return {file, DeviceKind::kCpu, Precision::kFp32, scheduling};
}

/// The promise belongs to the callback, which may still be in set_value when the future is ready.
std::future<Result<InferenceOutcome>> submit(ModelStream& stream, Tensor input,
                                             std::optional<TimePoint> deadline = {}) {
  auto promise = std::make_shared<std::promise<Result<InferenceOutcome>>>();
  const auto set = [promise](auto outcome) { promise->set_value(std::move(outcome)); };
  const Status status = stream.submit({std::move(input), deadline, false, set});
  if (!status) promise->set_value(std::unexpected(status.error()));
  return promise->get_future();
}

Result<InferenceOutcome> run(ModelStream& stream, Tensor input) { return submit(stream, std::move(input)).get(); }

struct ServiceTest : ::testing::Test {
  SteadyClock clock;
  TemporaryFolder folder;
  std::unique_ptr<InferenceService> service = InferenceService::create({2, 2ms}, clock);

  std::unique_ptr<ModelStream> open(const ModelRequest& request) {
    auto stream = service->open(request);
    EXPECT_TRUE(stream) << stream.error().text();
    return stream ? std::move(*stream) : nullptr;
  }
};

TEST_F(ServiceTest, LoadsOnceAndUnloadsWithTheLastStream) {
  const auto file = write_model(folder / "m.onnx");
  std::filesystem::create_symlink(file, folder / "link.onnx");
  auto a = open(on_cpu(file));
  auto b = open(on_cpu(folder / "link.onnx"));
  ASSERT_EQ(service->loaded().size(), 1U);
  EXPECT_EQ(service->loaded().front().streams, 2);
  auto c = open(on_cpu(file, Scheduling::kThroughput));
  EXPECT_EQ(service->loaded().size(), 2U);
  EXPECT_EQ(c->truth().sessions, 2);
  EXPECT_EQ(c->truth().threads_per_session, 1);
  EXPECT_EQ(a->truth().sessions, 1);
  EXPECT_EQ(a->truth().threads_per_session, 2);
  a.reset();
  b.reset();
  c.reset();
  EXPECT_TRUE(service->loaded().empty());
}

TEST_F(ServiceTest, AReplacedFileIsAnotherModel) {
  const auto file = write_model(folder / "m.onnx");
  const auto before = open(on_cpu(file));
  std::filesystem::rename(write_model(folder / "new.onnx"), file);
  std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) + std::chrono::seconds(2));
  const auto after = open(on_cpu(file));
  EXPECT_EQ(service->loaded().size(), 2U) << "one workflow goes on with the old one, the other begins with the new one";
  EXPECT_EQ(&open(on_cpu(file))->truth(), &after->truth());
}

TEST_F(ServiceTest, ManyThreadsOpeningAtOnceShareOneLoad) {
  const auto file = write_model(folder / "m.onnx");
  std::vector<std::unique_ptr<ModelStream>> streams(6);
  {
    std::vector<std::jthread> threads;
    for (auto& stream : streams) threads.emplace_back([&] { stream = open(on_cpu(file)); });
  }
  ASSERT_EQ(service->loaded().size(), 1U);
  EXPECT_EQ(service->loaded().front().streams, 6);
}

TEST_F(ServiceTest, ErrorsOfLoadingReachTheCaller) {
  EXPECT_EQ(service->open(on_cpu(folder / "none.onnx")).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(service->open(on_cpu(write_model(folder / "none.onnx")))) << "a failed load is not remembered";
  ModelRequest forced = on_cpu(folder / "none.onnx");
  forced.device = DeviceKind::kOpenVino;
  EXPECT_THAT(service->open(forced).error().message, HasSubstr("OpenVINO"));
}

TEST_F(ServiceTest, ManyItemsInOneJob) {
  auto dynamic = open(on_cpu(write_model(folder / "d.onnx")));
  auto fixed = open(on_cpu(write_model(folder / "f.onnx", {.shape = {1, 3, 2, 2}})));
  EXPECT_EQ(dynamic->batch_max(), 64);
  EXPECT_EQ(fixed->batch_max(), 1);
  for (ModelStream* stream : {dynamic.get(), fixed.get()}) {
    auto outcome = run(*stream, filled(3, 5));
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_THAT(outcome->outputs.front().shape, ElementsAre(5, 3, 2, 2));
    EXPECT_EQ(outcome->outputs.front().values, std::vector<float>(60, 6));
  }
}

TEST_F(ServiceTest, AWrongShapeIsRefusedAtOnce) {
  auto stream = open(on_cpu(write_model(folder / "m.onnx")));
  auto outcome = run(*stream, {std::vector<float>(27), {1, 3, 3, 3}});
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error().message, HasSubstr("wants shape ?x3x2x2, got 1x3x3x3"));
}

/// Holds one session in a callback from construction to release, so that a backlog can be built before work starts.
class Gate {
 public:
  explicit Gate(ModelStream& stream) {
    EXPECT_TRUE(stream.submit({filled(0), {}, true, [this](const auto&) {
                                 entered_.count_down();
                                 released_.wait();
                               }}));
    entered_.wait();
  }
  void release() { released_.count_down(); }

 private:
  std::latch entered_{1};
  std::latch released_{1};
};

struct Answer {
  TimePoint started;
  int stream = 0;
};

TEST_F(ServiceTest, ABacklogOfFourStreamsIsServedEvenly) {
  constexpr int kStreams = 4;
  constexpr int kEach = 60;
  const auto file = write_model(folder / "m.onnx");
  for (const Scheduling scheduling : {Scheduling::kLatency, Scheduling::kThroughput}) {
    BoundedQueue<Answer> answers(kStreams * kEach, QueuePolicy::kBlock);
    std::vector<std::unique_ptr<ModelStream>> streams;
    for (int i = 0; i < kStreams; ++i) streams.push_back(open(on_cpu(file, scheduling)));
    std::vector<std::unique_ptr<Gate>> gates;
    std::vector<std::unique_ptr<ModelStream>> held;  // goes first, which waits for the callbacks that use the gates
    for (int i = 0; i < streams.front()->truth().sessions; ++i) {
      held.push_back(open(on_cpu(file, scheduling)));
      gates.push_back(std::make_unique<Gate>(*held.back()));
    }
    for (int job = 0; job < kEach; ++job) {
      for (int i = 0; i < kStreams; ++i) {
        ASSERT_TRUE(streams[static_cast<std::size_t>(i)]->submit({filled(1), {}, false, [&answers, i](auto outcome) {
                                                                    answers.push({outcome.value().started, i});
                                                                  }}));
      }
    }
    for (const auto& gate : gates) gate->release();
    std::vector<Answer> order;
    for (int i = 0; i < kStreams * kEach; ++i) order.push_back(*answers.pop({}));
    std::ranges::sort(order, {}, &Answer::started);
    std::vector<int> first_half(kStreams);
    for (int i = 0; i < kStreams * kEach / 2; ++i)
      ++first_half[static_cast<std::size_t>(order[static_cast<std::size_t>(i)].stream)];
    for (const int count : first_half) EXPECT_NEAR(count, kEach / 2, 1);
  }
}

TEST_F(ServiceTest, EachStreamGetsItsOwnResultsInOrder) {
  constexpr int kStreams = 4;
  constexpr int kEach = 50;
  const auto file = write_model(folder / "m.onnx");
  for (const Scheduling scheduling : {Scheduling::kLatency, Scheduling::kThroughput}) {
    BoundedQueue<int> finished(kStreams * kEach, QueuePolicy::kBlock);
    std::array<std::vector<float>, kStreams> results;  // each touched by one callback at a time
    std::vector<std::unique_ptr<ModelStream>> streams;
    for (int i = 0; i < kStreams; ++i) streams.push_back(open(on_cpu(file, scheduling)));
    for (int job = 0; job < kEach; ++job) {
      for (int i = 0; i < kStreams; ++i) {
        auto& mine = results[static_cast<std::size_t>(i)];
        ASSERT_TRUE(streams[static_cast<std::size_t>(i)]->submit(
            {filled(static_cast<float>(100 * i + job)), {}, false, [&mine, &finished](auto outcome) {
               mine.push_back(outcome ? outcome->outputs.front().values.at(11) : -1);
               finished.push(1);
             }}));
      }
    }
    for (int i = 0; i < kStreams * kEach; ++i) ASSERT_TRUE(finished.pop({}));
    streams.clear();
    for (int i = 0; i < kStreams; ++i) {
      std::vector<float> wanted;
      for (int job = 0; job < kEach; ++job) wanted.push_back(2 * static_cast<float>(100 * i + job));
      EXPECT_EQ(results[static_cast<std::size_t>(i)], wanted);
    }
  }
}

TEST_F(ServiceTest, OutputsThatCannotBeCutRunOneByOne) {
  const auto file = write_model(folder / "rows.onnx", {.body = Body::kDoubleAndRows});
  auto a = open(on_cpu(file));
  auto b = open(on_cpu(file));
  for (int round = 0; round < 20; ++round) {
    auto future_a = submit(*a, filled(1));
    auto future_b = submit(*b, filled(2));
    const auto first = future_a.get();
    const auto second = future_b.get();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->outputs[1].values, std::vector<float>(12, 2));
    EXPECT_EQ(second->outputs[1].values, std::vector<float>(12, 4));
  }
}

TEST_F(ServiceTest, ClosingAnswersEverythingOnce) {
  const auto file = write_model(folder / "m.onnx");
  for (int round = 0; round < 50; ++round) {
    std::atomic<int> answered = 0;
    auto stream = open(on_cpu(file, Scheduling::kThroughput));
    for (int i = 0; i < 20; ++i) {
      ASSERT_TRUE(stream->submit({filled(1), {}, false, [&](const auto&) { ++answered; }}));
    }
    stream.reset();
    EXPECT_EQ(answered, 20);
  }
}

TEST_F(ServiceTest, ACallbackMayHaveTheStreamDestroyedElsewhere) {
  auto stream = open(on_cpu(write_model(folder / "m.onnx")));
  BoundedQueue<int> posts(4, QueuePolicy::kBlock);
  std::jthread owner([&](std::stop_token stop) {
    if (posts.pop(stop)) stream.reset();
    posts.close();
  });
  ASSERT_TRUE(stream->submit({filled(1), {}, false, [&](const auto&) { posts.push(1); }}));
  owner.join();
  EXPECT_EQ(stream, nullptr);
}

TEST_F(ServiceTest, APastDeadlineIsNotRun) {
  auto stream = open(on_cpu(write_model(folder / "m.onnx")));
  EXPECT_EQ(submit(*stream, filled(1), clock.now() - 1ms).get().error().code, ErrorCode::kDeadlineExceeded);
}

TEST_F(ServiceTest, RealModelGivesTheSameInABatchAsAlone) {
  OW_TEST_DATA(file, "models/yolov8n_dynbatch.onnx");
  auto stream = open(on_cpu(file));
  std::mt19937 random(7);
  std::uniform_real_distribution<float> level(0, 1);
  Tensor pair{std::vector<float>(2 * 3 * 640 * 640), {2, 3, 640, 640}};
  for (float& value : pair.values) value = level(random);
  auto together = run(*stream, pair);
  ASSERT_TRUE(together) << together.error().text();
  const std::size_t half = pair.values.size() / 2;
  for (const std::size_t item : {0U, 1U}) {
    const auto* begin = pair.values.data() + item * half;
    auto alone = run(*stream, {{begin, begin + half}, {1, 3, 640, 640}});
    ASSERT_TRUE(alone) << alone.error().text();
    const auto& expected = alone->outputs.front().values;
    const auto* found = together->outputs.front().values.data() + item * expected.size();
    float worst = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) worst = std::max(worst, std::abs(expected[i] - found[i]));
    EXPECT_LT(worst, 1e-2F) << "box coordinates reach 640";
  }
}

}  // namespace
}  // namespace ow::infer
