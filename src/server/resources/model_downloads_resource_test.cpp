// Pulling models through the API: what is asked for first, what is shown meanwhile.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/testing/server_fixture.h"
#include "tests/support/temporary_folder.h"

namespace ow::server {
namespace {

/// A mirror that takes connections and never says anything.
class SilentMirror {
 public:
  SilentMirror() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(listener_, any, length), 0);
    EXPECT_EQ(::listen(listener_, 8), 0);
    EXPECT_EQ(::getsockname(listener_, any, &length), 0);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  }
  ~SilentMirror() { ::close(listener_); }
  SilentMirror(const SilentMirror&) = delete;
  SilentMirror& operator=(const SilentMirror&) = delete;
  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  int listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
  std::string url_;
};

class ModelDownloadsTest : public testing::Test {
 protected:
  ModelDownloadsTest() {
    downloads_ = models::Downloads::create({.folder = folder_, .mirror = mirror_.url()});
    ServerOptions options;
    options.port = 0;
    const Services services{engine_, library_, *profiler_, hub_, clock_, "1", downloads_.get()};
    server_ = std::move(Server::create(std::move(options), services).value());
    server_->start();
  }
  ~ModelDownloadsTest() override {
    server_.reset();
    downloads_.reset();
  }

  Reply call(std::string_view method, std::string_view name, std::string_view body = {}) {
    const std::string path = "/api/models/" + std::string(name) + "/pull";
    return request(server_->port(), method, path, {{"Content-Type", "application/json"}}, body);
  }
  Json pull_of() { return Json::parse(request(server_->port(), "GET", "/api/models").body).at("pulls").at(0); }
  Json await(std::string_view state) {
    Json pull = pull_of();
    while (pull.at("state") != state) pull = pull_of();
    return pull;
  }

  const ow::test::TemporaryFolder folder_;
  SilentMirror mirror_;
  SteadyClock clock_;
  live::Hub hub_;
  std::unique_ptr<profile::Profiler> profiler_ = profile::Profiler::create({}, clock_);
  models::Library library_{{}};
  FakeEngine engine_{hub_, *profiler_};
  std::unique_ptr<models::Downloads> downloads_;
  std::unique_ptr<Server> server_;
};

TEST_F(ModelDownloadsTest, RunsInTheBackgroundAndIsGivenUp) {
  const Reply begun = call("POST", "yolox_nano");
  EXPECT_EQ(begun.status, 202) << begun.body;
  EXPECT_EQ(call("POST", "yolox_nano").status, 409);
  await("running");
  EXPECT_EQ(call("DELETE", "yolox_nano").status, 200);
  await("cancelled");
  EXPECT_EQ(call("DELETE", "yolox_nano").status, 404);
}

TEST_F(ModelDownloadsTest, WhatHasToBeSaidFirst) {
  const Json licence = problem_of(call("POST", "yolov8n"));
  EXPECT_EQ(licence.at("status"), 409);
  EXPECT_EQ(licence.at("place"), "accept_licence");
  EXPECT_EQ(call("POST", "yolov8n", R"({"accept_licence": "AGPL-3.0"})").status, 202);
  EXPECT_EQ(call("POST", "yolov8x", R"({"accept_licence": "AGPL-3.0"})").status, 409) << "no sum";
  EXPECT_EQ(call("POST", "nobody").status, 404);
  EXPECT_EQ(call("POST", "yolox_s", R"({"from": "http://127.0.0.1/"})").status, 400);
  EXPECT_EQ(call("POST", "yolox_s", R"({"sha256": 7})").status, 400);
}

}  // namespace
}  // namespace ow::server
