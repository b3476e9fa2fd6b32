#include "server/testing/server_fixture.h"

namespace ow::server {
namespace {

class WorkflowsTest : public ServerFixture {
 protected:
  static inline const Headers kJson{{"Content-Type", "application/json"}};
  static inline const Headers kYaml{{"Content-Type", "application/yaml; charset=utf-8"}};
  static constexpr std::string_view kBase = "/api/workflow-builder";

  Reply put(std::string_view id, std::string_view body, Headers headers = kJson) {
    return request(port(), "PUT", std::string(kBase) + "/" + std::string(id), headers, body);
  }
};

TEST_F(WorkflowsTest, CreatesAndGives) {
  const Reply made = post("/api/workflow-builder?id=door", kDoor, kJson);
  EXPECT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.headers.at("location"), "/api/workflow-builder/door");
  EXPECT_EQ(made.headers.at("etag"), "\"1\"");
  const Json got = Json::parse(get("/api/workflow-builder/door").body);
  EXPECT_EQ(got.at("id"), "door");
  EXPECT_EQ(got.at("version"), 1);
  EXPECT_EQ(got.at("state"), "stopped");
  EXPECT_EQ(got.at("workflow").at("nodes").at("camera").at("source"), "rtsp://me:***@door/1");
  const Json list = Json::parse(get(kBase).body).at("workflows");
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].at("id"), "door");
  EXPECT_FALSE(list[0].contains("workflow"));
}

TEST_F(WorkflowsTest, SpeaksYaml) {
  const Reply made = post(kBase, "name: Gate\nnodes:\n  camera: {type: camera, source: a.mp4}\n", kYaml);
  ASSERT_EQ(made.status, 201) << made.body;
  const Reply got = get(made.headers.at("location") + "?format=yaml");
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.headers.at("content-type"), "application/yaml");
  EXPECT_NE(got.body.find("source: a.mp4"), std::string::npos) << got.body;
  EXPECT_EQ(problem_of(get(made.headers.at("location") + "?format=xml")).at("place"), "format");
}

TEST_F(WorkflowsTest, WrongDocumentsListTheirProblems) {
  const Reply reply = post(kBase, R"({"nodes": {"camera": {"type": "camera"}, "x": {"type": "nothing"}}})", kJson);
  EXPECT_EQ(reply.status, 422);
  const Json problem = problem_of(reply);
  EXPECT_GE(problem.at("problems").size(), 2u);
  EXPECT_EQ(problem.at("problems")[0].at("severity"), "error");
  EXPECT_EQ(post(kBase, R"({"nodes": 3})", kJson).status, 422);
}

TEST_F(WorkflowsTest, BrokenBodiesAreRefused) {
  EXPECT_EQ(problem_of(post(kBase, "{\"nodes\": ", kJson)).at("status"), 400);
  EXPECT_EQ(post(kBase, "", kJson).status, 400);
  EXPECT_EQ(post(kBase, std::string("{\"a\": \"\xff\"}"), kJson).status, 400);
  EXPECT_EQ(post(kBase, std::string(100'000, '['), kJson).status, 400);
  EXPECT_EQ(post(kBase, "nodes: [", kYaml).status, 422);
  EXPECT_EQ(post(kBase, kDoor, {{"Content-Type", "text/plain"}}).status, 415);
}

TEST_F(WorkflowsTest, TakenIdIsAConflict) {
  add_door();
  EXPECT_EQ(problem_of(post("/api/workflow-builder?id=door", kDoor, kJson)).at("code"), "already_exists");
}

TEST_F(WorkflowsTest, UpdatesWithVersions) {
  add_door();
  const Reply changed = put("door", kDoor, {{"If-Match", "\"1\""}});
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.headers.at("etag"), "\"2\"");
  EXPECT_EQ(problem_of(put("door", kDoor, {{"If-Match", "\"1\""}})).at("status"), 412);
  EXPECT_EQ(put("door", kDoor, {{"If-Match", "*"}}).status, 200);
  EXPECT_EQ(put("door", kDoor).status, 200);
  for (const char* tag : {"1", "\"\"", "\"x\"", "W/\"1\"", "\"1\", \"2\"", "\""}) {
    EXPECT_EQ(put("door", kDoor, {{"If-Match", tag}}).status, 400) << tag;
  }
  EXPECT_EQ(put("nobody", kDoor).status, 404);
  EXPECT_EQ(put("door", R"({"nodes": {"x": {"type": "nothing"}}})").status, 422);
}

TEST_F(WorkflowsTest, Removes) {
  add_door();
  const Reply removed = request(port(), "DELETE", "/api/workflow-builder/door");
  EXPECT_EQ(removed.status, 204);
  EXPECT_EQ(removed.headers.count("content-length"), 0u);
  EXPECT_EQ(get("/api/workflow-builder/door").status, 404);
  EXPECT_EQ(request(port(), "DELETE", "/api/workflow-builder/door").status, 404);
}

TEST_F(WorkflowsTest, ValidatesWithoutStoring) {
  EXPECT_EQ(Json::parse(post("/api/workflow-builder/validate", kDoor, kJson).body).at("valid"), true);
  const Json wrong =
      Json::parse(post("/api/workflow-builder/validate", R"({"nodes": {"x": {"type": "nothing"}}})", kJson).body);
  EXPECT_EQ(wrong.at("valid"), false);
  EXPECT_EQ(wrong.at("problems").size(), 1u);
  EXPECT_EQ(Json::parse(post("/api/workflow-builder/validate", "nodes: 3", kYaml).body).at("valid"), false);
  EXPECT_EQ(post("/api/workflow-builder/validate", "{", kJson).status, 400);
  EXPECT_EQ(Json::parse(get(kBase).body).at("workflows").size(), 0u);
}

}  // namespace
}  // namespace ow::server
