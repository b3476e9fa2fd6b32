// A real server on a free port, over a fake engine and a real hub. For tests.
#pragma once

#include <gtest/gtest.h>

#include <unistd.h>

#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "server/server.h"
#include "server/testing/client.h"
#include "server/testing/fake_engine.h"
#include "tests/support/temporary_folder.h"

namespace ow::server {

using Json = nlohmann::ordered_json;

class ServerFixture : public testing::Test {
 protected:
  explicit ServerFixture(Limits limits = {}, Guard* guard = nullptr, std::optional<CertificateFiles> tls = {})
      : guard_(guard) {
    static constexpr std::array<Asset, 3> kFiles{
        {{"/index.html", "<!doctype html>page", "text/html; charset=utf-8", "\"1\"", false},
         {"/assets/app-12345678.js", "run()", "text/javascript; charset=utf-8", "\"2\"", true},
         {"/assets/app-12345678.js.gz", "packed", "application/gzip", "\"3\"", true}}};
    ServerOptions options{.port = 0, .assets = make_embedded_assets(kFiles), .limits = limits, .tls = std::move(tls)};
    auto made = Server::create(std::move(options), services());
    if (!made) throw std::runtime_error(made.error().text());
    server = std::move(*made);
    server->start();
  }

  [[nodiscard]] Services services() {
    return {engine, library, *profiler, hub, clock, "1.2.3", nullptr, {}, guard_, {media_root.path()}, log};
  }
  [[nodiscard]] std::uint16_t port() const { return server->port(); }

  Reply get(std::string_view target, const Headers& headers = {}) { return request(port(), "GET", target, headers); }
  Reply post(std::string_view target, std::string_view body = {}, const Headers& headers = {}) {
    return request(port(), "POST", target, headers, body);
  }

  /// Stores a workflow "door" with a camera and a view.
  void add_door() {
    const Reply made = post("/api/workflow-builder?id=door", kDoor, {{"Content-Type", "application/json"}});
    ASSERT_EQ(made.status, 201) << made.body;
  }

  static live::PicturePtr picture(std::uint64_t sequence, std::size_t bytes = 100) {
    auto out = std::make_shared<live::Picture>();
    out->bytes.assign(bytes, static_cast<std::uint8_t>(sequence));
    out->sequence = sequence;
    out->size = {64, 48};
    out->source_size = {640, 480};
    out->quality = 60;
    out->encoded = std::chrono::steady_clock::now();
    return out;
  }

  static constexpr std::string_view kDoor =
      R"({"name": "Door", "nodes": {"camera": {"type": "camera", "source": "rtsp://me:secret@door/1"}, "view": {"type": "view"}},
          "edges": ["camera -> view"]})";

  SteadyClock clock;
  const ow::test::TemporaryFolder media_root;
  live::Hub hub;
  std::shared_ptr<log::Ring> log = std::make_shared<log::Ring>(100);
  std::unique_ptr<profile::Profiler> profiler = profile::Profiler::create({}, clock);
  models::Library library{{}};
  FakeEngine engine{hub, *profiler};
  Guard* const guard_;
  std::unique_ptr<Server> server;
};

/// The problem document of a failed request; checks that it is one.
inline Json problem_of(const Reply& reply) {
  EXPECT_EQ(reply.headers.at("content-type"), "application/problem+json");
  Json out = Json::parse(reply.body);
  EXPECT_EQ(out.at("status"), reply.status);
  for (const char* field : {"type", "title", "detail", "code"}) EXPECT_TRUE(out.contains(field)) << field;
  return out;
}

}  // namespace ow::server
