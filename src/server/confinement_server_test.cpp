// Hostile workflows by the API, over the real engine: nothing outside the roots is read or written, no password comes out.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "base/wait.h"
#include "engine/engine_factory.h"
#include "server/server.h"
#include "server/testing/client.h"
#include "tests/support/temporary_folder.h"

namespace ow::server {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const Headers kJson{{"Content-Type", "application/json"}};

class ConfinementServerTest : public testing::Test {
 protected:
  ConfinementServerTest() {
    for (const char* name : {"media", "output", "models", "outside"}) fs::create_directories(folder / name);
    std::ofstream(folder / "outside/clip.avi") << "outside";
    fs::create_symlink(folder / "outside/clip.avi", folder / "media/link.avi");
    fs::create_symlink(folder / "outside", folder / "output/link");
    EXPECT_TRUE(log::init({.file = folder / "test.log", .level = log::Level::kDebug}));
    const auto access = std::make_shared<ow::Access>(AccessOptions{
        .confinement = Confinement::kRoots, .media_roots = {folder / "media"}, .output_root = folder / "output"});
    runtime = std::move(
        *engine::Runtime::create({.model_folders = {folder / "models"}, .access = access, .device = DeviceKind::kCpu}));
    engine = engine::create_engine(*runtime, std::move(*store::WorkflowStore::open(folder / "store.db")));
    const Services services{*engine, runtime->library(), runtime->profiler(), runtime->hub(), runtime->clock(), "1"};
    server = std::move(*Server::create({.port = 0, .assets = {}, .limits = {}}, services));
    server->start();
  }
  ~ConfinementServerTest() override {
    server.reset();
    engine.reset();
  }

  Reply call(std::string_view method, const std::string& target, const std::string& body = {}) {
    Reply reply = request(server->port(), method, target, kJson, body);
    answers += reply.body;
    return reply;
  }
  static Json workflow(const std::string& source, const std::string& output = {}, const std::string& model = {}) {
    Json out{{"nodes", {{"camera", {{"type", "video_input"}, {"source", source}}}}}, {"edges", Json::array()}};
    if (!output.empty()) {
      out["nodes"]["file"] = {{"type", "file_output"}, {"path", output}};
      out["edges"].push_back("camera -> file");
    }
    if (!model.empty()) {
      out["nodes"]["detect"] = {{"type", "model"}, {"model", model}};
      out["edges"].push_back("camera -> detect");
    }
    return out;
  }
  /// Neither found valid nor started, and the answer names the place.
  void expect_refused(const Json& document, const std::string& place) {
    const Json checked = Json::parse(call("POST", "/api/workflow-builder/validate", document.dump()).body);
    EXPECT_FALSE(checked.at("valid").get<bool>()) << document;
    const Reply made = call("POST", "/api/workflow-builder?id=hostile", document.dump());
    if (made.status == 201) {
      const Reply started = call("POST", "/api/workflow-builder/hostile/execute");
      EXPECT_GE(started.status, 400) << document;
      EXPECT_EQ(Json::parse(started.body).value("place", ""), place) << started.body;
      call("DELETE", "/api/workflow-builder/hostile");
    }
  }
  [[nodiscard]] std::string log_text() const {
    std::ifstream file(folder / "test.log");
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const ow::test::TemporaryFolder folder;
  std::unique_ptr<engine::Runtime> runtime;
  std::unique_ptr<engine::Engine> engine;
  std::unique_ptr<Server> server;
  std::string answers;
};

TEST_F(ConfinementServerTest, SourcesOutsideTheMediaRootsAreRefused) {
  for (const std::string& source :
       {(folder / "outside/clip.avi").string(), std::string("/etc/passwd"), std::string("../outside/clip.avi"),
        (folder / "media/../outside/clip.avi").string(), std::string("link.avi"),
        "file://" + (folder / "outside/clip.avi").string(), std::string("/proc/self/environ"),
        std::string("/dev/stdin"), std::string("http://h/${PATH}")}) {
    expect_refused(workflow(source), "nodes.camera.source");
  }
}

TEST_F(ConfinementServerTest, AddressesThatAreNoSourceAreTold) {
  for (const std::string& source : {std::string("rtmp://camera/live"), std::string("udp://239.0.0.1:1234"),
                                    std::string("http:///etc/passwd"), std::string("http://169.254.169.254/"),
                                    std::string("test://../../etc"), std::string("test://pattern?size=0x4")}) {
    expect_refused(workflow(source), "nodes.camera.source");
  }
  const Json checked =
      Json::parse(call("POST", "/api/workflow-builder/validate", workflow("rtsp://no-such-host/1").dump()).body);
  EXPECT_TRUE(checked.at("valid").get<bool>()) << "a name is looked up when it is opened";
}

TEST_F(ConfinementServerTest, AFileThatIsNotThereYetIsNoMoreThanAWarning) {
  const auto checked = [this] {
    return Json::parse(call("POST", "/api/workflow-builder/validate", workflow("soon.avi", "x.jsonl").dump()).body);
  };
  const Json before = checked();
  EXPECT_TRUE(before.at("valid").get<bool>());
  ASSERT_EQ(before.at("problems").size(), 1U) << before;
  EXPECT_EQ(before.at("problems")[0].at("severity"), "warning");
  EXPECT_EQ(before.at("problems")[0].at("place"), "nodes.camera.source");
  std::ofstream(folder / "media/soon.avi") << "a video";
  EXPECT_TRUE(checked().at("problems").empty());
}

TEST_F(ConfinementServerTest, OutputsAndModelsOutsideTheirRootsAreRefused) {
  for (const std::string& path : {(folder / "outside/x.jsonl").string(), std::string("../x.jsonl"), std::string("-"),
                                  std::string("/tmp/x.mp4")}) {
    expect_refused(workflow("test://pattern", path), "nodes.file.path");
  }
  for (const std::string& model :
       {std::string("/etc/passwd"), (folder / "outside/m.onnx").string(), std::string("../outside/m.onnx")}) {
    expect_refused(workflow("test://pattern", {}, model), "nodes.detect.model");
  }
  expect_refused(workflow("test://pattern", "link/x.jsonl"), "nodes.file.path");
  EXPECT_FALSE(fs::exists(folder / "outside/x.jsonl"));
}

TEST_F(ConfinementServerTest, OverridesOfAStartAreJudgedToo) {
  ASSERT_EQ(call("POST", "/api/workflow-builder?id=good", workflow("test://pattern").dump()).status, 201);
  const Reply started =
      call("POST", "/api/workflow-builder/good/execute", R"({"set": {"camera.source": "/etc/passwd"}})");
  EXPECT_EQ(Json::parse(started.body).at("place"), "nodes.camera.source") << started.body;
}

TEST_F(ConfinementServerTest, APasswordInASourceIsNeverAnsweredNorLogged) {
  constexpr const char* kPassword = "Xy7qPassw0rd";
  ::setenv("OVERWATCH_SECRET_TEST", kPassword, 1);
  // Nobody listens on port 9 (discard): each opening fails, with messages of our own and of libav.
  int number = 0;
  for (const std::string& source : {std::string("rtsp://u:") + kPassword + "@127.0.0.1:9/1",
                                    std::string("http://u:") + kPassword + "@127.0.0.1:9/a.m3u8",
                                    std::string("http://127.0.0.1:9/x?token=") + kPassword,
                                    std::string("rtsp://u:${OVERWATCH_SECRET_TEST}@127.0.0.1:9/1"),
                                    std::string("http://127.0.0.1:9/${OVERWATCH_SECRET_TEST}/x.mp4"),
                                    std::string("odd://u:") + kPassword + "@h/"}) {
    const std::string id = "leak-" + std::to_string(number++);
    const Reply made = call("POST", "/api/workflow-builder?id=" + id, workflow(source).dump());
    ASSERT_EQ(made.status, 201) << made.body;
    call("POST", "/api/workflow-builder/validate", workflow(source).dump());
    call("POST", "/api/workflow-builder/" + id + "/execute");
    const TimePoint deadline = runtime->clock().now() + std::chrono::seconds(20);
    std::string status;
    do {
      status = call("GET", "/api/workflow-builder/" + id + "/status").body;
    } while (status.find("Trying again") == std::string::npos && status.find("not supported") == std::string::npos &&
             runtime->clock().now() < deadline &&
             wait_until({}, runtime->clock().now() + std::chrono::milliseconds(20)));
    for (const char* target : {"", "?format=yaml", "/versions", "/status"})
      call("GET", "/api/workflow-builder/" + id + target);
  }
  for (const char* target :
       {"/api/workflow-builder", "/api/workflow-builder/status", "/api/workflow-builder/performance", "/api/events",
        "/api/devices", "/api/models", "/api/system", "/metrics"}) {
    call("GET", target);
  }
  (void)engine->stop_all();
  EXPECT_NE(answers.find("***"), std::string::npos);
  EXPECT_EQ(answers.find(kPassword), std::string::npos) << answers.substr(answers.find(kPassword) - 200, 300);
  const std::string log = log_text();
  EXPECT_NE(log.find("leak-0"), std::string::npos);
  EXPECT_EQ(log.find(kPassword), std::string::npos) << log.substr(log.find(kPassword) - 200, 300);
}

TEST_F(ConfinementServerTest, AHiddenPasswordComesBackOnlyToItsOwnAddress) {
  ASSERT_EQ(call("POST", "/api/workflow-builder?id=door", workflow("rtsp://u:pw1@cam/1").dump()).status, 201);
  Json document = Json::parse(call("GET", "/api/workflow-builder/door").body).at("workflow");
  EXPECT_EQ(document["nodes"]["camera"]["source"], "rtsp://u:***@cam/1");
  document["name"] = "New name";
  ASSERT_EQ(call("PUT", "/api/workflow-builder/door", document.dump()).status, 200);
  EXPECT_NE(engine->get("door")->document.find("rtsp://u:pw1@cam/1"), std::string::npos);
  document["nodes"]["camera"]["source"] = "rtsp://u:***@attacker/1";
  const Reply refused = call("PUT", "/api/workflow-builder/door", document.dump());
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(Json::parse(refused.body).at("place"), "nodes.camera.source");
}

}  // namespace
}  // namespace ow::server
