// Options that change while a workflow runs, versions that are stored meanwhile, and looks at its edges.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/engine_factory.h"
#include "tests/support/temporary_folder.h"

namespace ow::engine {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kLive = R"(
name: Door
nodes:
  camera: {type: video_input, source: "test://pattern?size=64x48&fps=30&live=1"}
  view: {type: xray_view}
edges: [camera -> view]
)";

graph::Workflow door() { return *graph::parse_workflow(kLive); }

class LiveOptionsTest : public testing::Test {
 protected:
  LiveOptionsTest() {
    runtime_ = std::move(*Runtime::create({.model_folders = {}, .device = DeviceKind::kCpu}));
    engine_ = create_engine(*runtime_, std::move(*store::WorkflowStore::open(folder_ / "store.db")));
    EXPECT_TRUE(engine_->create(door(), "door"));
  }
  std::vector<std::string> differs() { return engine_->status("door")->differs; }

  const ow::test::TemporaryFolder folder_;
  std::unique_ptr<Runtime> runtime_;
  std::unique_ptr<Engine> engine_;
};

TEST_F(LiveOptionsTest, AppliedWithoutAStoredVersionAndSaidInTheStatus) {
  EXPECT_EQ(engine_->set_options("door", "view", {{"max_fps", 5}}).error().code, ErrorCode::kFailedPrecondition);
  EXPECT_EQ(engine_->set_options("nobody", "view", {{"max_fps", 5}}).error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(engine_->execute("door", {}));
  EXPECT_TRUE(differs().empty());
  const auto outcome = engine_->set_options("door", "view", {{"max_fps", 5}, {"jpeg_quality", "40%"}});
  ASSERT_TRUE(outcome) << outcome.error().text();
  EXPECT_EQ(outcome->applied, (std::vector<std::string>{"max_fps", "jpeg_quality"}));
  EXPECT_TRUE(outcome->needs_restart.empty());
  EXPECT_EQ(outcome->options.at("max_fps"), 5);
  EXPECT_EQ(differs(), (std::vector<std::string>{"nodes.view.jpeg_quality", "nodes.view.max_fps"}));
  EXPECT_EQ(engine_->status("door")->running.dump(), R"({"nodes.view.jpeg_quality":"40%","nodes.view.max_fps":5})");
  EXPECT_EQ(engine_->get("door")->version, 1);
  EXPECT_EQ(engine_->status("door")->version, 1);

  graph::Workflow saved = door();
  saved.nodes[1].options = {{"max_fps", 5}, {"jpeg_quality", 40}};
  ASSERT_TRUE(engine_->update("door", saved, {}));
  EXPECT_TRUE(differs().empty());
  EXPECT_EQ(engine_->status("door")->stored_version, 2);
  const auto back = engine_->set_options("door", "view", {{"max_fps", nullptr}});
  EXPECT_EQ(back->applied, std::vector<std::string>{"max_fps"});
  EXPECT_EQ(differs(), std::vector<std::string>{"nodes.view.max_fps"});
  EXPECT_EQ(engine_->status("door")->running.dump(), R"({"nodes.view.max_fps":null})");
}

TEST_F(LiveOptionsTest, WhatIsNotLiveNeedsARestart) {
  ASSERT_TRUE(engine_->execute("door", {}));
  const auto outcome =
      engine_->set_options("door", "camera", {{"source", "test://pattern?size=32x32&live=1"}, {"processing_fps", 10}});
  ASSERT_TRUE(outcome) << outcome.error().text();
  EXPECT_EQ(outcome->needs_restart, std::vector<std::string>{"source"});
  EXPECT_EQ(outcome->applied.size() + outcome->with_next_frame.size(), 1U);
  EXPECT_EQ(differs(), std::vector<std::string>{"nodes.camera.processing_fps"});
}

TEST_F(LiveOptionsTest, WrongValuesChangeNothing) {
  ASSERT_TRUE(engine_->execute("door", {}));
  const auto outcome = engine_->set_options("door", "view", {{"max_fps", 5}, {"jpeg_quality", 300}, {"colour", "red"}});
  ASSERT_TRUE(outcome) << outcome.error().text();
  ASSERT_EQ(outcome->problems.size(), 2U);
  EXPECT_EQ(outcome->problems[0].place, "nodes.view.jpeg_quality");
  EXPECT_EQ(outcome->problems[0].allowed.at("max"), 100);
  EXPECT_EQ(outcome->problems[1].place, "nodes.view.colour");
  EXPECT_TRUE(outcome->applied.empty());
  EXPECT_TRUE(differs().empty());
  EXPECT_EQ(engine_->set_options("door", "nobody", {{"max_fps", 5}}).error().code, ErrorCode::kNotFound);
}

TEST_F(LiveOptionsTest, APresetIsADifferenceAndDrawingIsNone) {
  ASSERT_TRUE(engine_->execute("door", {.preset = "max-fps"}));
  EXPECT_EQ(differs(),
            (std::vector<std::string>{"nodes.camera.resolution_scale", "nodes.camera.processing_fps",
                                      "nodes.camera.skip_similar", "nodes.view.jpeg_quality", "nodes.view.max_fps"}));
  ASSERT_TRUE(engine_->stop("door"));
  EXPECT_TRUE(differs().empty());
  ASSERT_TRUE(engine_->execute("door", {}));
  graph::Workflow drawn = door();
  drawn.nodes[0].ui = {{"x", 10}, {"y", 20}};
  EXPECT_EQ(engine_->update("door", drawn, {})->version, 2);
  EXPECT_TRUE(differs().empty());
}

TEST_F(LiveOptionsTest, AnEdgeShowsItsLastFrame) {
  EXPECT_FALSE(engine_->edge_picture("door", "camera", "view", 32));
  ASSERT_TRUE(engine_->execute("door", {}));
  const auto picture = engine_->edge_picture("door", "camera", "view", 32);
  ASSERT_TRUE(picture) << picture.error().text();
  ASSERT_GT(picture->size(), 4U);
  EXPECT_EQ(picture->at(0), 0xFF);
  EXPECT_EQ(picture->at(1), 0xD8);
  EXPECT_EQ(engine_->edge_picture("door", "view", "camera", 32).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace ow::engine
