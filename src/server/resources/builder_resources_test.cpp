// What the page's builder asks for: options, versions, drafts, the trash, templates, sources, edges.
#include "server/base64.h"
#include "server/testing/server_fixture.h"
#include "server/workflow_templates.h"

namespace ow::server {
namespace {

class BuilderTest : public ServerFixture {
 protected:
  static inline const Headers kJson{{"Content-Type", "application/json"}};
  static constexpr const char* kOptions = "/api/workflow-builder/door/nodes/camera/options";

  void SetUp() override { add_door(); }
  Reply send(const char* method, std::string_view target, std::string_view body = {}, Headers headers = kJson) {
    return request(port(), method, target, headers, body);
  }
  Json at(std::string_view path) { return Json::parse(get("/api/workflow-builder/door" + std::string(path)).body); }
};

TEST_F(BuilderTest, OptionsChangeWhileItRuns) {
  EXPECT_EQ(problem_of(send("PATCH", kOptions, R"({"fps": 5})")).at("status"), 409);
  post("/api/workflow-builder/door/execute");
  const Reply changed = send("PATCH", kOptions, R"({"fps": 5, "source": "b.mp4"})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  const Json outcome = Json::parse(changed.body);
  EXPECT_EQ(outcome.at("applied"), Json{"fps"});
  EXPECT_EQ(outcome.at("needs_restart"), Json{"source"});
  EXPECT_EQ(outcome.at("saved"), false);
  EXPECT_EQ(at("").at("version"), 1);
  EXPECT_EQ(changed.body.find("secret"), std::string::npos);
}

TEST_F(BuilderTest, WrongOptionsNameTheirPlacesAndWhatIsAllowed) {
  post("/api/workflow-builder/door/execute");
  const Reply wrong = send("PATCH", kOptions, R"({"fps": 500})");
  EXPECT_EQ(wrong.status, 422);
  const Json error = problem_of(wrong).at("errors").at(0);
  EXPECT_EQ(error.at("place"), "nodes.camera.fps");
  EXPECT_EQ(error.at("allowed").at("max"), 60);
  EXPECT_EQ(send("PATCH", kOptions, "[]").status, 400);
  EXPECT_EQ(send("PATCH", kOptions, "{}").status, 400);
  EXPECT_EQ(send("PATCH", "/api/workflow-builder/door/nodes/nobody/options", R"({"fps": 5})").status, 404);
  EXPECT_EQ(send("PATCH", "/api/workflow-builder/nobody/nodes/camera/options", R"({"fps": 5})").status, 404);
}

TEST_F(BuilderTest, OptionsAreSavedWhenAskedTo) {
  const Reply saved = send("PATCH", std::string(kOptions) + "?save=true", R"({"fps": 5})");
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_EQ(Json::parse(saved.body).at("stored_version"), 2);
  EXPECT_EQ(at("").at("workflow").at("nodes").at("camera").at("fps"), 5);
  EXPECT_EQ(send("PATCH", std::string(kOptions) + "?save=true", R"({"fps": -5})").status, 422);
  EXPECT_EQ(at("").at("version"), 2);
}

TEST_F(BuilderTest, VersionsAreListedShownAndRestored) {
  ASSERT_EQ(send("PATCH", "/api/workflow-builder/door", R"({"name": "Gate", "description": "Back"})").status, 200);
  EXPECT_EQ(at("").at("name"), "Gate");
  EXPECT_EQ(at("").at("workflow").at("description"), "Back");
  EXPECT_EQ(at("/versions").at("versions").size(), 2u);
  EXPECT_EQ(at("/versions").at("versions")[0].at("version"), 2);
  EXPECT_EQ(at("/versions/1").at("workflow").at("name"), "Door");
  const Reply back = send("POST", "/api/workflow-builder/door/versions/1/restore", {}, {{"If-Match", "\"2\""}});
  ASSERT_EQ(back.status, 200) << back.body;
  EXPECT_EQ(Json::parse(back.body).at("version"), 3);
  EXPECT_EQ(at("").at("name"), "Door");
  EXPECT_EQ(get("/api/workflow-builder/door/versions/9").status, 404);
  EXPECT_EQ(get("/api/workflow-builder/door/versions/x").status, 400);
}

TEST_F(BuilderTest, AConflictTellsBothVersions) {
  ASSERT_EQ(send("PATCH", "/api/workflow-builder/door", R"({"name": "Gate"})").status, 200);
  const Json precondition = problem_of(send("PUT", "/api/workflow-builder/door", kDoor, {{"If-Match", "\"1\""}}));
  EXPECT_EQ(precondition.at("status"), 412);
  EXPECT_EQ(precondition.at("expected_version"), 1);
  EXPECT_EQ(precondition.at("current_version"), 2);
  const Json conflict = problem_of(send("PUT", "/api/workflow-builder/door?expected_version=1", kDoor));
  EXPECT_EQ(conflict.at("status"), 409);
  EXPECT_EQ(conflict.at("current_version"), 2);
  EXPECT_EQ(send("PUT", "/api/workflow-builder/door?expected_version=x", kDoor).status, 400);
  EXPECT_EQ(send("PUT", "/api/workflow-builder/door?expected_version=2", kDoor).status, 200);
}

TEST_F(BuilderTest, YamlComesBackByteForByte) {
  ASSERT_EQ(send("PATCH", std::string(kOptions) + "?save=true", R"({"source": "a.mp4"})").status, 200);
  const Reply out = get("/api/workflow-builder/door/export.yaml");
  ASSERT_EQ(out.status, 200);
  EXPECT_EQ(out.headers.at("content-type"), "application/yaml");
  EXPECT_EQ(out.headers.at("content-disposition"), "attachment; filename=\"door.yaml\"");
  EXPECT_EQ(get("/api/workflow-builder/door", {{"Accept", "application/yaml"}}).body, out.body);
  const Headers yaml{{"Content-Type", "application/yaml"}};
  ASSERT_EQ(post("/api/workflow-builder?id=copy", out.body, yaml).status, 201);
  EXPECT_EQ(get("/api/workflow-builder/copy/export.yaml").body, out.body);
}

TEST_F(BuilderTest, Duplicates) {
  const Reply copy = send("POST", "/api/workflow-builder/door/duplicate", R"({"name": "Second", "id": "second"})");
  ASSERT_EQ(copy.status, 201) << copy.body;
  EXPECT_EQ(copy.headers.at("location"), "/api/workflow-builder/second");
  EXPECT_EQ(Json::parse(copy.body).at("workflow").at("name"), "Second");
  EXPECT_EQ(Json::parse(send("POST", "/api/workflow-builder/door/duplicate").body).at("name"), "Door copy");
  const std::string longest(200, 'n');
  ASSERT_EQ(
      send("POST", "/api/workflow-builder/door/duplicate", R"({"id": "long", "name": ")" + longest + "\"}").status,
      201);
  EXPECT_EQ(Json::parse(send("POST", "/api/workflow-builder/long/duplicate").body).at("name"), longest);
  EXPECT_EQ(send("POST", "/api/workflow-builder/nobody/duplicate").status, 404);
  EXPECT_EQ(problem_of(send("POST", "/api/workflow-builder/door/duplicate", R"({"nam": "x"})")).at("place"), "nam");
}

TEST_F(BuilderTest, DraftsAreKeptApart) {
  EXPECT_EQ(get("/api/workflow-builder/door/draft").status, 404);
  const std::string draft = "/api/workflow-builder/door/draft";
  ASSERT_EQ(send("PUT", draft, R"({"base_version": 1, "document": {"nodes": {"half": {}}}})").status, 200);
  EXPECT_EQ(at("/draft").at("document").at("nodes").size(), 1u);
  EXPECT_EQ(at("/draft").at("base_version"), 1);
  EXPECT_EQ(at("").at("version"), 1);
  for (const char* wrong : {"{}", "[]", R"({"base_version": 1, "document": 3})", R"({"document": {}})"}) {
    EXPECT_EQ(send("PUT", draft, wrong).status, 400) << wrong;
  }
  EXPECT_EQ(send("DELETE", draft).status, 204);
  EXPECT_EQ(send("DELETE", draft).status, 404);
}

TEST_F(BuilderTest, EachBrowserKeepsItsOwnDraft) {
  const std::string draft = "/api/workflow-builder/door/draft";
  EXPECT_TRUE(at("/drafts").at("drafts").empty());
  for (const char* keeper : {"one", "two"}) {
    const Json body{{"base_version", 1}, {"document", {{"name", keeper}}}};
    ASSERT_EQ(send("PUT", draft + "?keeper=" + keeper, body.dump()).status, 200);
  }
  EXPECT_EQ(at("/drafts").at("drafts").size(), 2u);
  EXPECT_EQ(at("/drafts").at("drafts").at(0).at("author"), "");
  EXPECT_FALSE(at("/drafts").at("drafts").at(0).contains("document"));
  EXPECT_EQ(at("/draft?keeper=one").at("document").at("name"), "one");
  EXPECT_EQ(send("DELETE", draft + "?keeper=one").status, 204);
  EXPECT_EQ(at("/draft?keeper=two").at("document").at("name"), "two");
  EXPECT_EQ(get(draft).status, 404);
}

TEST_F(BuilderTest, RemovedWorkflowsComeBack) {
  ASSERT_EQ(send("DELETE", "/api/workflow-builder/door").status, 204);
  const Json trash = Json::parse(get("/api/workflow-builder/trash").body).at("workflows");
  ASSERT_EQ(trash.size(), 1u);
  EXPECT_EQ(trash[0].at("id"), "door");
  EXPECT_EQ(send("POST", "/api/workflow-builder/door/undelete").status, 200);
  EXPECT_EQ(at("").at("name"), "Door");
  EXPECT_EQ(send("POST", "/api/workflow-builder/door/undelete").status, 404);
  send("DELETE", "/api/workflow-builder/door");
  EXPECT_EQ(send("DELETE", "/api/workflow-builder/trash").status, 204);
  EXPECT_EQ(send("POST", "/api/workflow-builder/door/undelete").status, 404);
}

TEST_F(BuilderTest, TemplatesAndPresetsSayWhatTheyAre) {
  const Json templates = Json::parse(get("/api/workflow-builder/templates").body).at("templates");
  EXPECT_EQ(templates.size(), workflow_templates().size());
  for (const Json& each : templates) {
    EXPECT_FALSE(each.at("title").get<std::string>().empty()) << each;
    EXPECT_FALSE(each.at("description").get<std::string>().empty()) << each;
  }
  const Json presets = Json::parse(get("/api/workflow-builder/presets").body).at("presets");
  ASSERT_EQ(presets.size(), 3u);
  EXPECT_EQ(presets[0].at("changes")[0],
            (Json{{"node_type", "video_input"}, {"option", "resolution_scale"}, {"value", 25}}));
  EXPECT_EQ(find_workflow_template("people-countin").error().message.find("did you mean 'people-counting'") ==
                std::string::npos,
            false);
}

TEST_F(BuilderTest, SourcesAreTried) {
  const Reply good = send("POST", "/api/sources/test", R"({"source": "good.mp4", "width": 320})");
  ASSERT_EQ(good.status, 200) << good.body;
  const Json probe = Json::parse(good.body);
  EXPECT_EQ(probe.at("size").at("width"), 640);
  EXPECT_EQ(probe.at("picture").at("width"), 320);
  EXPECT_EQ(probe.at("jpeg_base64"), "/9j/2Q==");
  EXPECT_TRUE(probe.at("frames").is_null());
  const Json missing = problem_of(send("POST", "/api/sources/test", R"({"source": "bad.mp4"})"));
  EXPECT_EQ(missing.at("status"), 422);
  EXPECT_EQ(missing.at("errors")[0].at("place"), "source");
  for (const char* wrong : {"{}", "[]", R"({"source": 3})", R"({"source": "a", "width": 9})",
                            R"({"source": "a", "rtsp_transport": "pigeon"})"}) {
    EXPECT_EQ(send("POST", "/api/sources/test", wrong).status, 400) << wrong;
  }
  EXPECT_EQ(Json::parse(get("/api/sources/devices").body).at("devices")[0].at("source"), "/dev/video0");
}

TEST_F(BuilderTest, EdgesShowTheirLastFrame) {
  const Reply picture = get("/api/workflow-builder/door/edges/camera/view.jpg?width=64");
  EXPECT_EQ(picture.status, 200);
  EXPECT_EQ(picture.headers.at("content-type"), "image/jpeg");
  EXPECT_EQ(picture.body.size(), 64u);
  EXPECT_EQ(get("/api/workflow-builder/door/edges/camera/view.jpg").body.size(), 160u);
  EXPECT_EQ(get("/api/workflow-builder/door/edges/view/camera.jpg").status, 404);
  EXPECT_EQ(get("/api/workflow-builder/door/edges/camera/view.jpg?width=4").status, 400);
  EXPECT_EQ(get("/api/workflow-builder/nobody/edges/camera/view.jpg").status, 404);
}

TEST_F(BuilderTest, ModelsTellTheirLabels) {
  const Json model = Json::parse(get("/api/models/good").body);
  EXPECT_EQ(model.at("labels"), (Json{"person", "car"}));
  EXPECT_EQ(model.at("input").at("width"), 640);
  EXPECT_EQ(model.at("task"), "detect");
  EXPECT_TRUE(model.at("licence").is_null());
  EXPECT_EQ(get("/api/models/bad").status, 404);
}

TEST_F(BuilderTest, TheLogIsReadFromTheLastLineOn) {
  log->add(1'700'000'000'123, log::Level::kWarning, "camera is silent");
  log->add(1'700'000'001'000, log::Level::kInfo, "camera is back");
  const Json all = Json::parse(get("/api/log").body);
  ASSERT_EQ(all.at("lines").size(), 2u);
  EXPECT_EQ(
      all.at("lines")[0],
      (Json{{"number", 1}, {"time", "2023-11-14T22:13:20.123Z"}, {"level", "warning"}, {"text", "camera is silent"}}));
  EXPECT_EQ(all.at("newest"), 2);
  EXPECT_EQ(Json::parse(get("/api/log?after=1").body).at("lines").size(), 1u);
  EXPECT_EQ(Json::parse(get("/api/log?level=warning").body).at("lines").size(), 1u);
  for (const char* wrong : {"after=x", "level=loud", "limit=0", "limit=5000"}) {
    EXPECT_EQ(get(std::string("/api/log?") + wrong).status, 400) << wrong;
  }
}

TEST_F(BuilderTest, TheLogComesByWebSocket) {
  log->add(0, log::Level::kInfo, "before");
  WebSocket feed(port(), "/api/ws/log?level=info");
  const auto first = feed.read();
  ASSERT_TRUE(first);
  EXPECT_EQ(Json::parse(*first).at("lines")[0].at("text"), "before");
  log->add(0, log::Level::kInfo, "after");
  const auto second = feed.read();
  ASSERT_TRUE(second);
  ASSERT_EQ(Json::parse(*second).at("lines").size(), 1u);
  EXPECT_EQ(Json::parse(*second).at("lines")[0].at("text"), "after");
  EXPECT_EQ(get("/api/ws/log").status, 426);
}

TEST_F(BuilderTest, TheStatusFeedAgreesWithThePerformance) {
  post("/api/workflow-builder/door/execute");
  const auto profile = profiler->workflow("door");
  const TimePoint now = clock.now();
  profile->on_span("camera", {stage::kVideoDecode, now - std::chrono::milliseconds(40), now});
  profile->on_span("camera", {stage::kScale, now - std::chrono::milliseconds(2), now});
  profile->on_drop("camera -> view", DropReason::kQueueFull);
  WebSocket feed(port(), "/api/ws/status?workflow=door");
  const auto message = feed.read();
  ASSERT_TRUE(message);
  const Json status = Json::parse(*message);
  ASSERT_EQ(status.at("workflows").size(), 1u);
  const Json& door = status.at("workflows")[0];
  EXPECT_EQ(door.at("edges")[0].at("rate"), 14.5);
  EXPECT_EQ(door.at("nodes")[0].at("next_retry_ms"), 1500);
  const Json work = door.at("nodes")[0].at("performance");
  EXPECT_EQ(work.at("operation"), stage::kVideoDecode);
  EXPECT_NEAR(work.at("work_ms").get<double>(), 42, 0.1);

  const Json performance = Json::parse(get("/api/workflow-builder/performance?workflow=door").body);
  const Json& timing = performance.at("nodes").at("camera").at("operations").at(stage::kVideoDecode);
  EXPECT_EQ(work.at("p95_ms"), timing.at("p95_ms"));
  Json told = status.at("performance").at("workflows").at("door");
  EXPECT_EQ(told.at("bottlenecks"), performance.at("bottlenecks"));
  EXPECT_EQ(told.at("drops"), performance.at("drops"));
  EXPECT_EQ(told.at("bottlenecks")[0].at("node"), "camera");
  EXPECT_EQ(told.at("bottlenecks")[0].at("helps")[0].at("option"), "fps");
}

TEST_F(BuilderTest, TheStatusFeedTellsOnlyOfTheWorkflowAskedFor) {
  ASSERT_EQ(send("POST", "/api/workflow-builder/door/duplicate", R"({"id": "second"})").status, 201);
  WebSocket one(port(), "/api/ws/status?workflow=second");
  WebSocket all(port(), "/api/ws/status");
  const Json alone = Json::parse(*one.read());
  ASSERT_EQ(alone.at("workflows").size(), 1u);
  EXPECT_EQ(alone.at("workflows")[0].at("id"), "second");
  EXPECT_EQ(Json::parse(*all.read()).at("workflows").size(), 2u);
}

TEST(Base64, PadsAsItShould) {
  const auto text = [](std::vector<std::uint8_t> bytes) { return base64(bytes); };
  EXPECT_EQ(text({}), "");
  EXPECT_EQ(text({'f'}), "Zg==");
  EXPECT_EQ(text({'f', 'o'}), "Zm8=");
  EXPECT_EQ(text({'f', 'o', 'o', 'b'}), "Zm9vYg==");
}

}  // namespace
}  // namespace ow::server
