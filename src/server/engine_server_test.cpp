// The server over the real engine: a test pattern, from the source to the viewer.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "engine/engine_factory.h"
#include "server/server.h"
#include "server/testing/client.h"
#include "server/workflow_templates.h"
#include "tests/support/temporary_folder.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kPattern = R"(
name: Pattern
nodes:
  camera: {type: video_input, source: "test://pattern?size=320x240&fps=30"}
  view: {type: xray_view, max_fps: 30}
edges: [camera -> view]
)";

class EngineServerTest : public testing::Test {
 protected:
  EngineServerTest() {
    runtime = std::move(
        *engine::Runtime::create({.model_folders = {},
                                  .access = std::make_shared<const ow::Access>(AccessOptions{.output_root = folder}),
                                  .device = DeviceKind::kCpu}));
    engine = engine::create_engine(*runtime, std::move(*store::WorkflowStore::open(folder / "store.db")));
    const Services services{*engine, runtime->library(), runtime->profiler(), runtime->hub(), runtime->clock(), "1"};
    server = std::move(*Server::create({.port = 0, .assets = {}, .limits = {}}, services));
    server->start();
  }
  ~EngineServerTest() override {
    server.reset();
    engine.reset();
  }

  Reply post(std::string_view target, std::string_view body = {}, const Headers& headers = {}) {
    return request(server->port(), "POST", target, headers, body);
  }
  Json get(std::string_view target) { return Json::parse(request(server->port(), "GET", target).body); }

  const ow::test::TemporaryFolder folder;
  std::unique_ptr<engine::Runtime> runtime;
  std::unique_ptr<engine::Engine> engine;
  std::unique_ptr<Server> server;
};

TEST_F(EngineServerTest, EveryTemplateIsAValidWorkflowInCanonicalText) {
  const auto templates = workflow_templates();
  EXPECT_EQ(templates.size(), 8u);
  for (const WorkflowTemplate& each : templates) {
    const auto workflow = graph::parse_workflow(each.yaml);
    ASSERT_TRUE(workflow) << each.name << ": " << workflow.error().text();
    for (const auto& problem : graph::validate(*workflow, engine->registry()).problems) {
      ADD_FAILURE() << each.name << ": " << problem.place << " " << problem.message;
    }
    EXPECT_EQ(graph::to_yaml(*workflow), each.yaml) << each.name;
  }
}

TEST_F(EngineServerTest, AnOptionChangesUnderARunningView) {
  const Reply made = post("/api/workflow-builder?id=live", kPattern, {{"Content-Type", "application/yaml"}});
  ASSERT_EQ(made.status, 201) << made.body;
  ASSERT_EQ(post("/api/workflow-builder/live/execute").status, 200);
  WebSocket viewer(server->port(), "/api/ws/xray/live/view");
  ASSERT_TRUE(viewer.read());
  const Reply changed = request(server->port(), "PATCH", "/api/workflow-builder/live/nodes/view/options",
                                {{"Content-Type", "application/json"}}, R"({"jpeg_quality": 31})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(Json::parse(changed.body).at("applied"), Json{"jpeg_quality"});
  const Json status = get("/api/workflow-builder/live/status");
  EXPECT_EQ(status.at("differs"), Json{"nodes.view.jpeg_quality"});
  EXPECT_EQ(status.at("running"), (Json{{"nodes.view.jpeg_quality", 31}}));
  // The same connection goes on; a picture that was on its way may still have the old quality.
  bool obeyed = false;
  for (int pictures = 0; pictures < 10 && !obeyed; ++pictures) {
    const auto message = viewer.read();
    ASSERT_TRUE(message);
    obeyed = message->find("\"quality\":31") != std::string::npos;
  }
  EXPECT_TRUE(obeyed);
}

TEST_F(EngineServerTest, AKeyThatIsThereTwiceIsRefusedInJsonAsInYaml) {
  const Headers json = {{"Content-Type", "application/json"}};
  for (const std::string_view twice :
       {R"({"nodes": {"c": {"type": "video_input", "source": "a"}, "c": {"type": "video_input", "source": "b"}}})",
        R"({"nodes": {"c": {"type": "video_input", "fps": 1, "fps": 2}}})",
        R"({"name": "a", "nodes": {}, "name": "b"})"}) {
    for (const char* path : {"/api/workflow-builder?id=twice", "/api/workflow-builder/validate"}) {
      const Reply refused = post(path, twice, json);
      EXPECT_EQ(refused.status, 400) << path << twice << refused.body;
      EXPECT_NE(refused.body.find("is there twice"), std::string::npos) << refused.body;
    }
  }
}

TEST_F(EngineServerTest, AHiddenPasswordIsNotTriedOnACamera) {
  constexpr std::string_view kDoor = R"(
nodes:
  camera: {type: video_input, source: "rtsp://me:secret@127.0.0.1:1/door"}
  view: {type: xray_view}
edges: [camera -> view]
)";
  ASSERT_EQ(post("/api/workflow-builder?id=door", kDoor, {{"Content-Type", "application/yaml"}}).status, 201);
  const Headers json = {{"Content-Type", "application/json"}};
  const Reply elsewhere = post("/api/workflow-builder/door/execute",
                               R"({"set": {"camera.source": "rtsp://me:***@127.0.0.2:1/door"}})", json);
  EXPECT_EQ(elsewhere.status, 422);
  EXPECT_NE(elsewhere.body.find("write it again"), std::string::npos) << elsewhere.body;
  const Reply tried = post("/api/sources/test", R"({"source": "rtsp://me:***@127.0.0.1:1/door"})", json);
  EXPECT_EQ(tried.status, 422);
  EXPECT_NE(tried.body.find("write it again"), std::string::npos) << tried.body;
  const Reply same = post("/api/workflow-builder/door/execute",
                          R"({"set": {"camera.source": "rtsp://me:***@127.0.0.1:1/door"}})", json);
  EXPECT_EQ(same.status, 200) << same.body;  // as shown: the stored one is meant
  EXPECT_EQ(get("/api/workflow-builder/door/status").at("differs"), Json::array());
}

TEST_F(EngineServerTest, ShowsAWorkflowFromItsStartToItsEnd) {
  const Reply made = post("/api/workflow-builder", kPattern, {{"Content-Type", "application/yaml"}});
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string path = made.headers.at("location");
  ASSERT_EQ(post(path + "/execute").status, 200);
  EXPECT_EQ(post(path + "/execute").status, 409);

  const std::string id = Json::parse(made.body).at("id");
  WebSocket viewer(server->port(), "/api/ws/xray/" + id + "/view");
  for (int i = 0; i < 5; ++i) {
    const auto message = viewer.read();
    ASSERT_TRUE(message);
    EXPECT_NE(message->find("\xff\xd8\xff"), std::string::npos) << "no JPEG in the message";
  }
  const Reply jpeg = request(server->port(), "GET", "/api/xray/" + id + "/view.jpg");
  EXPECT_EQ(jpeg.status, 200);
  EXPECT_TRUE(jpeg.body.starts_with("\xff\xd8\xff"));

  const Json performance = get("/api/workflow-builder/performance");
  for (const char* stage : {"jpeg_encoding", "send", "send_wait"}) {
    EXPECT_TRUE(performance.at("operations").contains(stage)) << performance;
  }
  EXPECT_GT(performance.at("total_latency").at("count").get<int>(), 0);
  EXPECT_FALSE(performance.contains("edges"));
  const Json edges = performance.at("workflows").at(id).at("edges");
  ASSERT_EQ(edges.size(), get(path + "/status").at("edges").size());
  EXPECT_GT(edges[0].at("packets").get<int>(), 0);
  EXPECT_EQ(get("/api/workflow-builder/performance?workflow=" + id).at("edges")[0].at("from"), edges[0].at("from"));
  EXPECT_EQ(get(path + "/status").at("state"), "running");

  ASSERT_EQ(post(path + "/stop").status, 200);
  while (viewer.read()) {
  }
  EXPECT_EQ(viewer.close_code(), 1000) << viewer.close_reason();
}

TEST_F(EngineServerTest, AMissingModelIsStoredButNotStarted) {
  const Reply made =
      post("/api/workflow-builder?id=door", R"({"nodes": {"camera": {"type": "video_input", "source": "test://pattern"},
      "detect": {"type": "model", "model": "yolov8n"}}, "edges": ["camera -> detect"]})");
  ASSERT_EQ(made.status, 201) << made.body;
  const Reply started = post("/api/workflow-builder/door/execute");
  EXPECT_EQ(started.status, 422) << started.body;
  EXPECT_EQ(Json::parse(started.body).at("place"), "nodes.detect.model");
}

TEST_F(EngineServerTest, RefusesReservedAndMalformedIds) {
  for (const char* id : {"status", "node-types", "UP", "a%20b", ""}) {
    EXPECT_EQ(post(std::string("/api/workflow-builder?id=") + id, kPattern, {{"Content-Type", "text/yaml"}}).status,
              400)
        << id;
  }
}

}  // namespace
}  // namespace ow::server
