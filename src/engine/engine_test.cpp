#include <gtest/gtest.h>

#include <fstream>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "base/wait.h"
#include "engine/engine_factory.h"
#include "tests/support/temporary_folder.h"

namespace ow::engine {
namespace {

constexpr std::string_view kLive = R"(
name: Front Door
nodes:
  camera: {type: video_input, source: "test://pattern?size=64x48&fps=30&live=1"}
  log: {type: debug}
edges: [camera -> log]
)";

graph::Workflow parse(std::string_view text) { return *graph::parse_workflow(text); }

graph::Workflow with_source(std::string_view source) {
  graph::Workflow workflow = parse(kLive);
  workflow.nodes.front().options["source"] = source;
  return workflow;
}

class EngineTest : public testing::Test {
 protected:
  EngineTest() { open(); }

  /// A new process, as far as the store is concerned.
  void open() {
    engine_.reset();
    runtime_ =
        std::move(*Runtime::create({.model_folders = {},
                                    .access = std::make_shared<const Access>(AccessOptions{.output_root = folder_}),
                                    .device = DeviceKind::kCpu}));
    engine_ = create_engine(*runtime_, std::move(*store::WorkflowStore::open(folder_ / "store.db")));
  }

  template <typename Done>
  bool comes_true(const std::string& id, Done done) {
    const TimePoint deadline = runtime_->clock().now() + std::chrono::seconds(30);
    while (!done(*engine_->status(id))) {
      if (runtime_->clock().now() > deadline) return false;
      wait_until({}, runtime_->clock().now() + std::chrono::milliseconds(5));
    }
    return true;
  }
  bool reaches(const std::string& id, RunState state) {
    return comes_true(id, [state](const WorkflowStatus& status) { return status.state == state; });
  }

  const ow::test::TemporaryFolder folder_;
  std::unique_ptr<Runtime> runtime_;
  std::unique_ptr<Engine> engine_;
};

TEST_F(EngineTest, IdsComeFromNamesAndStayFree) {
  EXPECT_EQ(engine_->create(parse(kLive), {})->id, "front-door");
  EXPECT_EQ(engine_->create(parse(kLive), {})->id, "front-door-2");
  EXPECT_EQ(engine_->create(parse(kLive), "door")->id, "door");
  EXPECT_EQ(engine_->create(parse(kLive), "door").error().code, ErrorCode::kAlreadyExists);
  for (const char* id : {"", "Door", "status", "a/b"}) {
    EXPECT_EQ(engine_->create(parse(kLive), id).error().place, "id") << id;
  }
}

TEST_F(EngineTest, RunsWithPresetAndStops) {
  const std::string id = engine_->create(parse(kLive), {})->id;
  EXPECT_EQ(engine_->stop(id).error().code, ErrorCode::kFailedPrecondition);
  ASSERT_TRUE(engine_->execute(id, {.preset = "balanced"}));
  EXPECT_EQ(engine_->execute(id, {}).error().code, ErrorCode::kFailedPrecondition);
  const WorkflowStatus status = *engine_->status(id);
  EXPECT_EQ(status.state, RunState::kRunning);
  EXPECT_EQ(status.preset, "balanced");
  EXPECT_TRUE(comes_true(id, [](const WorkflowStatus& now) { return now.edges.front().packets > 3; }));
  ASSERT_TRUE(engine_->stop(id));
  EXPECT_EQ(engine_->status(id)->state, RunState::kStopped);
}

TEST_F(EngineTest, OverridesAreForOneStart) {
  const std::string id = engine_->create(with_source("test://pattern?size=64x48&fps=30"), {})->id;
  ASSERT_TRUE(engine_->execute(id, {.preset = {}, .overrides = {"camera.max_frames=3", "camera.lossless=true"}}));
  ASSERT_TRUE(reaches(id, RunState::kFinished));
  EXPECT_EQ(engine_->status(id)->nodes.size(), 2U);
  EXPECT_EQ(engine_->get(id)->document.find("max_frames"), std::string::npos);
  EXPECT_EQ(engine_->execute(id, {.preset = {}, .overrides = {"camera.max_frames=many"}}).error().place,
            "nodes.camera.max_frames");
}

TEST_F(EngineTest, AFailureRestartsWithBackOffAndSaysSo) {
  const std::string id = engine_->create(with_source("/no/such/file.mp4"), {})->id;
  ASSERT_TRUE(engine_->execute(id, {}));
  ASSERT_TRUE(comes_true(id, [](const WorkflowStatus& status) { return status.restarts >= 2; }));
  ASSERT_TRUE(reaches(id, RunState::kRestarting));
  const WorkflowStatus status = *engine_->status(id);
  EXPECT_NE(status.message.find("no such file"), std::string::npos) << status.message;
  ASSERT_TRUE(status.next_retry_in);
  EXPECT_LE(*status.next_retry_in, std::chrono::seconds(30));
  ASSERT_TRUE(engine_->stop(id));
  EXPECT_FALSE(engine_->status(id)->next_retry_in);
}

TEST_F(EngineTest, ANodeThatTriesAgainSaysInHowLong) {
  const std::string id = engine_->create(with_source("rtsp://127.0.0.1:1/door"), {})->id;
  ASSERT_TRUE(engine_->execute(id, {}));
  std::optional<NodeStatus> before;
  EXPECT_TRUE(comes_true(id, [&before](const WorkflowStatus& now) {
    const auto last = std::exchange(before, now.nodes.empty() ? std::nullopt : std::optional(now.nodes.front()));
    return last && last->next_retry_in && before && before->message == last->message &&
           before->next_retry_in < last->next_retry_in;
  })) << "the same wait gets shorter";
  EXPECT_EQ(before->health, "retrying");
  EXPECT_LE(*before->next_retry_in, std::chrono::seconds(30));
  EXPECT_FALSE(engine_->status(id)->nodes.back().next_retry_in) << "the node behind it waits for nothing of its own";
}

TEST_F(EngineTest, WhatRanIsStartedAgainByTheNextProcess) {
  const std::string ran = engine_->create(parse(kLive), "ran")->id;
  const std::string stopped = engine_->create(parse(kLive), "stopped")->id;
  ASSERT_TRUE(engine_->execute(ran, {.preset = "max-fps", .overrides = {"camera.max_frames=0"}}));
  ASSERT_TRUE(engine_->execute(stopped, {}));
  ASSERT_TRUE(engine_->stop(stopped));
  open();
  EXPECT_EQ(engine_->status("ran")->state, RunState::kRunning);
  EXPECT_EQ(engine_->status("ran")->preset, "max-fps");
  EXPECT_EQ(engine_->status("stopped")->state, RunState::kStopped);
}

TEST_F(EngineTest, RemovingStopsFirst) {
  const std::string id = engine_->create(parse(kLive), {})->id;
  ASSERT_TRUE(engine_->execute(id, {}));
  ASSERT_TRUE(engine_->remove(id));
  EXPECT_EQ(engine_->status(id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(engine_->execute(id, {}).error().code, ErrorCode::kNotFound);
}

/// What is deleted while it starts runs no more, and leaves no figures.
TEST_F(EngineTest, ADeletionDuringAStartLeavesNothing) {
  for (int round = 0; round < 60; ++round) {
    ASSERT_TRUE(engine_->create(parse(kLive), "h"));
    std::jthread start([this] { (void)engine_->execute("h", {}); });
    wait_until({}, std::chrono::steady_clock::now() + std::chrono::microseconds(round * 50));
    ASSERT_TRUE(engine_->remove("h"));
    start.join();
    ASSERT_TRUE(engine_->create(parse(kLive), "h"));
    ASSERT_EQ(engine_->status("h")->state, RunState::kStopped) << "round " << round;
    ASSERT_EQ(std::ranges::count(runtime_->profiler().ids(), "h"), 0) << "round " << round;
    ASSERT_TRUE(engine_->remove("h"));
  }
}

/// Whatever wins, what runs now and what runs after a restart are the same.
TEST_F(EngineTest, StartAndStopAtOnceAgreeWithWhatIsStored) {
  ASSERT_TRUE(engine_->create(parse(kLive), "h"));
  for (int round = 0; round < 60; ++round) {
    std::jthread start([this] { (void)engine_->execute("h", {}); });
    std::jthread stop([this, round] {
      wait_until({}, std::chrono::steady_clock::now() + std::chrono::microseconds(round * 50));
      (void)engine_->stop("h");
    });
    start.join();
    stop.join();
    ASSERT_EQ(engine_->get("h")->wanted_running, engine_->status("h")->state == RunState::kRunning) << round;
    (void)engine_->stop("h");
  }
}

TEST_F(EngineTest, WhatCannotBeStoredIsNotStarted) {
  ASSERT_TRUE(engine_->create(parse(kLive), "h"));
  std::filesystem::rename(folder_ / "store.db", folder_ / "elsewhere.db");
  EXPECT_EQ(engine_->execute("h", {}).error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(engine_->status("h")->state, RunState::kStopped);
  std::filesystem::rename(folder_ / "elsewhere.db", folder_ / "store.db");
  EXPECT_FALSE(engine_->get("h")->wanted_running);
  EXPECT_TRUE(engine_->execute("h", {}));
}

TEST_F(EngineTest, AFailedStartIsNotTriedAgainByTheNextProcess) {
  ASSERT_TRUE(engine_->create(parse(R"({nodes: {camera: {type: video_input, source: "test://pattern"},
    detect: {type: model, model: yolov8n}}, edges: [camera -> detect]})"),
                              "h"));
  EXPECT_FALSE(engine_->execute("h", {}));
  EXPECT_FALSE(engine_->get("h")->wanted_running);
}

TEST_F(EngineTest, WhatAnOutputWouldRefuseIsToldByTheValidation) {
  for (const char* path : {"out.m3u8", "%d.jpg", ".", "folder/", "x/.."}) {
    graph::Workflow workflow = parse(kLive);
    workflow.nodes[1] = {"log", "file_output", {{"path", path}}};
    const auto problems = engine_->validate(workflow);
    ASSERT_EQ(problems.size(), 1U) << path;
    EXPECT_EQ(problems.front().place, "nodes.log.path");
    EXPECT_EQ(engine_->create(workflow, {}).error().place, "nodes.log.path");
  }
}

TEST_F(EngineTest, ARecordingMayNotTakeThePlaceOfItsOwnSource) {
  std::ofstream(folder_ / "in.mp4") << "a video";
  std::filesystem::create_hard_link(folder_ / "in.mp4", folder_ / "same.mp4");
  const std::string plain = folder_ / "in.mp4";
  for (const std::string& source : {plain, "file://" + plain, " " + plain + " "}) {
    for (const char* path : {"in.mp4", "same.mp4", "other.mp4"}) {
      graph::Workflow workflow = parse(kLive);
      workflow.nodes[0].options["source"] = source;
      workflow.nodes[1] = {"log", "file_output", {{"path", path}}};
      const auto problems = engine_->validate(workflow);
      ASSERT_EQ(problems.size(), std::string_view(path) == "other.mp4" ? 0U : 1U) << source << path;
      if (problems.empty()) continue;
      EXPECT_EQ(problems.front().place, "nodes.log.path");
      EXPECT_NE(problems.front().message.find("that nodes.camera.source reads"), std::string::npos);
    }
  }
}

TEST_F(EngineTest, ANameIsOneLineAndWhatIsStoredWithAnotherStarts) {
  graph::Workflow workflow = parse(kLive);
  for (const std::string& name : {std::string("a\x1b[2J"), std::string("a\n"), std::string(300, 'x')}) {
    workflow.name = name;
    EXPECT_EQ(engine_->create(workflow, {}).error().place, "name");
    ASSERT_EQ(engine_->validate(workflow).size(), 1U);
    EXPECT_EQ(engine_->validate(workflow).front().place, "name");
  }
  engine_.reset();
  {
    const auto store = *store::WorkflowStore::open(folder_ / "store.db");
    ASSERT_TRUE(store->create("old", "a\n", graph::to_json(workflow).dump(), ""));
  }
  open();
  EXPECT_TRUE(engine_->execute("old", {}));
  workflow.name = "new";
  EXPECT_TRUE(engine_->update("old", workflow, std::nullopt));
}

TEST_F(EngineTest, MissingModelsMayBeStoredButNotStarted) {
  const graph::Workflow workflow = parse(R"(
nodes:
  camera: {type: video_input, source: "test://pattern"}
  detect: {type: model, model: yolov8n}
edges: [camera -> detect]
)");
  ASSERT_TRUE(engine_->create(workflow, "later"));
  EXPECT_FALSE(engine_->validate(workflow).empty());
  const auto status = engine_->execute("later", {});
  EXPECT_EQ(status.error().place, "nodes.detect.model");
  EXPECT_EQ(engine_->status("later")->state, RunState::kFailed);
}

}  // namespace
}  // namespace ow::engine
