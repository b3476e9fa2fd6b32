// The resources that only tell: performance, node types, devices, models, system, events, health, metrics, files.
#include "server/testing/server_fixture.h"

namespace ow::server {
namespace {

class FactsTest : public ServerFixture {
 protected:
  Json json(std::string_view path) {
    const Reply reply = get(path);
    EXPECT_EQ(reply.status, 200) << path << " " << reply.body;
    EXPECT_EQ(reply.headers.at("content-type"), "application/json") << path;
    return Json::parse(reply.body);
  }
};

TEST_F(FactsTest, PerformanceHasTheFieldsOfTheSpecification) {
  const auto door = profiler->workflow("door");
  const TimePoint now = clock.now();
  door->on_span("detect", {stage::kModelInference, now - std::chrono::milliseconds(40), now});
  door->on_span("view", {stage::kJpegEncoding, now - std::chrono::milliseconds(10), now});
  door->on_frame_out("detect");
  const Json all = json("/api/workflow-builder/performance");
  EXPECT_TRUE(all.at("current_fps").is_number());
  EXPECT_NEAR(all.at("operations").at("model_inference").at("avg_ms").get<double>(), 40, 0.01);
  for (const char* field : {"avg_ms", "p95_ms", "max_ms"}) {
    EXPECT_TRUE(all.at("operations").at("jpeg_encoding").at(field).is_number()) << field;
  }
  EXPECT_EQ(all.at("bottlenecks")[0].at("operation"), "model_inference");
  EXPECT_NEAR(all.at("bottlenecks")[0].at("avg_ms").get<double>(), 40, 0.01);
  EXPECT_TRUE(all.at("workflows").at("door").at("operations").contains("model_inference"));
  EXPECT_TRUE(json("/api/workflow-builder/performance?workflow=door").at("operations").contains("jpeg_encoding"));

  EXPECT_EQ(post("/api/workflow-builder/performance/reset").body, R"({"status":"ok"})");
  const Json after = json("/api/workflow-builder/performance");
  for (const Json& operation : after.at("operations")) EXPECT_EQ(operation.at("count"), 0);
}

TEST_F(FactsTest, PerformanceOfAnUnknownWorkflowIsNotFoundAndMakesNoProfile) {
  EXPECT_EQ(get("/api/workflow-builder/performance?workflow=nobody").status, 404);
  EXPECT_TRUE(profiler->ids().empty());
  add_door();
  EXPECT_EQ(json("/api/workflow-builder/performance?workflow=door").at("current_fps"), 0);
}

TEST_F(FactsTest, NodeTypesComeFromTheRegistry) {
  const Json types = json("/api/workflow-builder/node-types").at("node_types");
  ASSERT_EQ(types.size(), 2u);
  EXPECT_EQ(types[0].at("type"), "camera");
  EXPECT_TRUE(types[0].at("schema").at("properties").contains("source"));
}

TEST_F(FactsTest, DevicesModelsEvents) {
  EXPECT_EQ(json("/api/devices").at("default"), "cpu");
  const Json models = json("/api/models");
  EXPECT_EQ(models.at("default"), models::kDefaultModel);
  EXPECT_TRUE(models.at("installed").empty());
  EXPECT_EQ(models.at("catalogue").size(), models::catalogue().size());
  EXPECT_TRUE(json("/api/events").at("events").empty());
}

TEST_F(FactsTest, SystemShowsLoadAndViewers) {
  const auto view = hub.open("door", "view", nullptr);
  const WebSocket viewer(port(), "/api/ws/xray/door/view");
  const Json system = json("/api/system");
  EXPECT_EQ(system.at("version"), "1.2.3");
  EXPECT_GT(system.at("memory").at("total_bytes").get<std::uint64_t>(), 0u);
  EXPECT_GT(system.at("process").at("threads").get<int>(), 0);
  EXPECT_EQ(system.at("views"), Json::parse(R"([{"workflow": "door", "node": "view", "viewers": 1}])"));
}

TEST_F(FactsTest, HealthAndMetrics) {
  EXPECT_EQ(json("/healthz").at("version"), "1.2.3");
  EXPECT_EQ(json("/readyz").at("status"), "ready");
  const auto door = profiler->workflow("door");
  door->on_frame_in("camera");
  const Reply metrics = get("/metrics");
  EXPECT_EQ(metrics.headers.at("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_NE(metrics.body.find("overwatch_frames_in_total"), std::string::npos);
}

TEST_F(FactsTest, NoticesAreShownWhereSomebodyLooks) {
  EXPECT_TRUE(json("/api/workflow-builder/status").at("notices").empty());
  engine.notices().set({"store", Severity::kError, "rtsp://me:secret@door is no store"});
  const Json notice = {{"topic", "store"}, {"severity", "error"}, {"message", "rtsp://me:***@door is no store"}};
  EXPECT_EQ(json("/api/workflow-builder/status").at("notices"), Json::array({notice}));
  engine.notices().clear("store");
  EXPECT_TRUE(json("/api/workflow-builder/status").at("notices").empty());
}

TEST_F(FactsTest, AFullDiskIsInsufficientStorage) {
  add_door();
  engine.on_execute([]() -> Status { return fail_at("store", ErrorCode::kResourceExhausted, "the disk is full"); });
  const Reply reply = post("/api/workflow-builder/door/execute");
  EXPECT_EQ(reply.status, 507);
  EXPECT_EQ(problem_of(reply).at("title"), "Insufficient Storage");
  engine.on_execute([]() -> Status { return fail(ErrorCode::kResourceExhausted, "no more viewers"); });
  EXPECT_EQ(post("/api/workflow-builder/door/execute").status, 503);
}

TEST_F(FactsTest, FilesOfThePage) {
  const Reply page = get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, "<!doctype html>page");
  EXPECT_EQ(page.headers.at("cache-control"), "no-cache");
  EXPECT_NE(page.headers.at("content-security-policy").find("default-src 'self'"), std::string::npos);
  const Reply script = get("/assets/app-12345678.js");
  EXPECT_EQ(script.headers.at("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(script.body, "run()");
  EXPECT_EQ(script.headers.at("vary"), "Accept-Encoding");
  for (const char* accepted : {"gzip", "br, GZip;q=0.5", "identity;q=0, gzip"}) {
    const Reply packed = get("/assets/app-12345678.js", {{"Accept-Encoding", accepted}});
    EXPECT_EQ(packed.body, "packed") << accepted;
    EXPECT_EQ(packed.headers.at("content-encoding"), "gzip");
    EXPECT_EQ(packed.headers.at("content-type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(packed.headers.at("etag"), "\"3\"");
  }
  for (const char* refused : {"gzip;q=0", "br", "", "gzip;q=0.0"}) {
    EXPECT_EQ(get("/assets/app-12345678.js", {{"Accept-Encoding", refused}}).body, "run()") << refused;
  }
  const Reply again = get("/", {{"If-None-Match", "\"1\""}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  for (const char* path : {"/nothing", "/assets/", "/../etc/passwd", "/%2e%2e/etc/passwd", "/api", "/api/nothing"}) {
    EXPECT_EQ(problem_of(get(path)).at("status"), 404) << path;
  }
  EXPECT_EQ(post("/").status, 405);
}

}  // namespace
}  // namespace ow::server
