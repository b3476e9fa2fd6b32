// Measuring a model through the API: who may, one at a time, what is answered and kept.
#include <fstream>
#include <future>
#include <latch>
#include <semaphore>

#include "server/testing/accounts_fixture.h"

namespace ow::server {
namespace {

class ModelSpeedTest : protected Accounts, public testing::Test {
 protected:
  ModelSpeedTest() {
    for (const char* name : {"good", "bad", "slow"}) std::ofstream(models_ / (std::string(name) + ".onnx")) << "onnx";
    Services services{engine_, library_, *profiler_, hub_, clock_, "1"};
    services.model_speeds = speeds_;
    services.guard = guard.get();
    services.speed_meter = &meter_;
    server_ = std::move(Server::create({.port = 0, .assets = {}, .limits = {}}, services).value());
    server_->start();
  }

  /// In place of a run of the model.
  Result<models::MeasuredSpeed> measured(const std::filesystem::path& file, const std::stop_token& stop) {
    if (file.stem() == "bad") return fail(ErrorCode::kFailedPrecondition, "cannot load {}", file.string());
    if (file.stem() == "slow") {
      slow_runs_.count_down();
      while (!go_on_.try_acquire_for(std::chrono::milliseconds(1))) {
        if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "stopped");
      }
    }
    return models::MeasuredSpeed{
        "cpu", 12.5, 10, "2026-01-31T12:00:00Z", std::filesystem::file_size(file), models::file_time_of(file)};
  }

  Reply ask(std::string_view method, const std::string& path, Role role = Role::kEditor) {
    return request(server_->port(), method, path, bearer(role));
  }
  Reply measure(const std::string& name, Role role = Role::kEditor) {
    return ask("POST", "/api/models/" + name + "/measure", role);
  }
  Json listed(const std::string& name) {
    const Json models = Json::parse(ask("GET", "/api/models").body);
    for (const Json& model : models.at("installed")) {
      if (model.at("name") == name) return model.at("measured");
    }
    return "not listed";
  }

  const ow::test::TemporaryFolder models_;
  const std::filesystem::path speeds_ = models_ / models::kSpeedFile;
  std::latch slow_runs_{1};
  std::binary_semaphore go_on_{0};
  SteadyClock clock_;
  live::Hub hub_;
  std::unique_ptr<profile::Profiler> profiler_ = profile::Profiler::create({}, clock_);
  const models::Library library_{{models_.path()}};
  FakeEngine engine_{hub_, *profiler_};
  models::SpeedMeter meter_{{.library = library_, .file = speeds_, .measure = [this](auto file, auto, auto, auto stop) {
                               return measured(file, stop);
                             }}};
  std::unique_ptr<Server> server_;
};

TEST_F(ModelSpeedTest, IsAnsweredAndListed) {
  EXPECT_TRUE(listed("good").is_null());
  const Reply reply = measure("good");
  ASSERT_EQ(reply.status, 200) << reply.body;
  const Json speed = Json::parse(reply.body);
  EXPECT_EQ(speed, (Json{{"device", "cpu"}, {"ms_p50", 12.5}, {"date", "2026-01-31T12:00:00Z"}, {"busy", false}}));
  EXPECT_EQ(listed("good"), speed);
  EXPECT_TRUE(listed("bad").is_null());
}

TEST_F(ModelSpeedTest, SaysThatWorkflowsRan) {
  ASSERT_TRUE(engine_.create({}, "door", ""));
  EXPECT_EQ(Json::parse(measure("good").body).at("busy"), false) << "one that does not run";
  engine_.set_state("door", engine::RunState::kRestarting);
  EXPECT_EQ(Json::parse(measure("good").body).at("busy"), true);
  EXPECT_EQ(listed("good").at("busy"), true);
}

TEST_F(ModelSpeedTest, TakesAnEditorAndAModelThatWorks) {
  EXPECT_EQ(measure("good", Role::kViewer).status, 403);
  EXPECT_EQ(request(server_->port(), "POST", "/api/models/good/measure").status, 401);
  EXPECT_TRUE(listed("good").is_null());
  const Json missing = problem_of(measure("goood"));
  EXPECT_EQ(missing.at("status"), 404);
  EXPECT_NE(missing.at("detail").get<std::string>().find("did you mean 'good'"), std::string::npos) << missing;
  EXPECT_NE(problem_of(measure("yolov8n")).at("detail").get<std::string>().find("get it with"), std::string::npos);
  const Json broken = problem_of(measure("bad"));
  EXPECT_EQ(broken.at("status"), 422);
  EXPECT_NE(broken.at("detail").get<std::string>().find("cannot load"), std::string::npos) << broken;
}

TEST_F(ModelSpeedTest, OneAtATimeAndNobodyElseWaits) {
  auto first = std::async(std::launch::async, [this] { return measure("slow"); });
  slow_runs_.wait();
  for (const char* name : {"good", "slow"}) {
    const Json refused = problem_of(measure(name));
    EXPECT_EQ(refused.at("status"), 409);
    EXPECT_NE(refused.at("detail").get<std::string>().find("the speed of slow"), std::string::npos) << refused;
  }
  EXPECT_EQ(ask("GET", "/readyz").status, 200);
  go_on_.release();
  EXPECT_EQ(first.get().status, 200);
  EXPECT_EQ(measure("good").status, 200);
}

TEST_F(ModelSpeedTest, EndsWithTheServer) {
  auto measuring = std::async(std::launch::async, [this] { return measure("slow"); });
  slow_runs_.wait();
  server_.reset();
  EXPECT_NE(measuring.get().status, 200);
  EXPECT_TRUE(models::read_speeds(speeds_).empty());
}

TEST_F(ModelSpeedTest, WhatCannotBeKeptIsNotTheModelsFault) {
  std::filesystem::create_directory(speeds_);
  EXPECT_EQ(measure("good").status, 500);
}

}  // namespace
}  // namespace ow::server
