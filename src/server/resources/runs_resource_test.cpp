#include <stdexcept>

#include "server/testing/server_fixture.h"

namespace ow::server {
namespace {

class RunsTest : public ServerFixture {
 protected:
  void SetUp() override { add_door(); }
  Reply execute(std::string_view body = {}) { return post("/api/workflow-builder/door/execute", body); }
};

TEST_F(RunsTest, StartsShowsAndStops) {
  const Reply started = execute(R"({"preset": "balanced"})");
  EXPECT_EQ(started.status, 200) << started.body;
  EXPECT_EQ(Json::parse(started.body).at("state"), "running");
  EXPECT_EQ(engine.last_preset(), "balanced");
  EXPECT_EQ(execute().status, 409);
  EXPECT_EQ(Json::parse(get("/api/workflow-builder").body).at("workflows")[0].at("state"), "running");

  const Reply stopped = post("/api/workflow-builder/door/stop");
  EXPECT_EQ(Json::parse(stopped.body).at("state"), "stopped");
  EXPECT_EQ(problem_of(post("/api/workflow-builder/door/stop")).at("code"), "failed_precondition");
}

TEST_F(RunsTest, StatusShowsNoPasswords) {
  execute();
  for (const char* path : {"/api/workflow-builder/door/status", "/api/workflow-builder/status"}) {
    const Reply reply = get(path);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body.find("secret"), std::string::npos) << reply.body;
    EXPECT_NE(reply.body.find("rtsp://me:***@door/1"), std::string::npos) << reply.body;
  }
  const Json edge = Json::parse(get("/api/workflow-builder/door/status").body).at("edges")[0];
  EXPECT_EQ(edge.at("packets"), 7);
  EXPECT_EQ(edge.at("policy"), "latest");
}

TEST_F(RunsTest, WithoutAPreset) {
  for (const char* body : {"", "{}", R"({"preset": null})"}) {
    EXPECT_EQ(execute(body).status, 200) << body;
    EXPECT_EQ(engine.last_preset(), std::nullopt);
    (void)engine.stop_all();
  }
}

TEST_F(RunsTest, OptionsForOneStart) {
  EXPECT_EQ(
      execute(R"({"preset": "balanced", "set": {"detect.model": "centernet-mb3", "detect.confidence": 0.4}})").status,
      200);
  EXPECT_EQ(engine.last_overrides(), (std::vector<std::string>{"detect.model=centernet-mb3", "detect.confidence=0.4"}));
}

TEST_F(RunsTest, WrongOptionsNameThePlace) {
  EXPECT_EQ(problem_of(execute(R"({"set": ["a.b=1"]})")).at("place"), "set");
  EXPECT_EQ(problem_of(execute(R"({"set": {"a.b": null}})")).at("place"), "set.a.b");
  EXPECT_EQ(problem_of(execute(R"({"preset": 3})")).at("place"), "preset");
  EXPECT_EQ(problem_of(execute(R"({"prest": "balanced"})")).at("place"), "prest");
  EXPECT_EQ(execute("[]").status, 400);
  EXPECT_EQ(execute("{").status, 400);
}

TEST_F(RunsTest, UnknownWorkflowsAreNotFound) {
  EXPECT_EQ(problem_of(post("/api/workflow-builder/nobody/execute")).at("status"), 404);
  EXPECT_EQ(post("/api/workflow-builder/nobody/stop").status, 404);
  EXPECT_EQ(get("/api/workflow-builder/nobody/status").status, 404);
}

TEST_F(RunsTest, AMissingModelIsNoMissingWorkflow) {
  engine.on_execute([]() -> Status {
    return fail_at("nodes.detect.model", ErrorCode::kNotFound,
                   "yolov8n is not here; `overwatch models list` says how to get it");
  });
  const Reply reply = execute();
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(problem_of(reply).at("place"), "nodes.detect.model");
}

TEST_F(RunsTest, AnExceptionIsOurFaultAndSaysNothingPrivate) {
  engine.on_execute([]() -> Status { throw std::runtime_error("inner workings"); });
  const Reply reply = execute();
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(problem_of(reply).at("code"), "internal");
  EXPECT_EQ(reply.body.find("inner workings"), std::string::npos);
}

TEST_F(RunsTest, StopsAll) {
  execute();
  EXPECT_EQ(post("/api/workflow-builder/stop-all").body, R"({"status":"ok"})");
  EXPECT_EQ(engine.status("door")->state, engine::RunState::kStopped);
}

}  // namespace
}  // namespace ow::server
