// The description and the server say the same: every route is described, every description has its route, and what is
// answered has the members that the schema calls for.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "server/resources/resources.h"
#include "server/testing/server_fixture.h"

namespace ow::server {
namespace {

class OpenApiTest : public ServerFixture {
 protected:
  OpenApiTest() : document(Json::parse(get("/api/openapi.json").body)) {}

  const Json& resolved(const Json& value) const {
    if (!value.is_object() || !value.contains("$ref")) return value;
    return document.at(Json::json_pointer(value.at("$ref").get<std::string>().substr(1)));
  }

  /// Required members, and with "additionalProperties": false no others; down through objects and lists.
  void expect_fits(const Json& value, const Json& schema_or_ref, const std::string& place) const {
    const Json& schema = resolved(schema_or_ref);
    if (schema.contains("allOf")) {
      for (const Json& part : schema.at("allOf")) expect_fits(value, part, place);
    }
    EXPECT_TRUE(!schema.contains("enum") || contains(schema.at("enum"), value)) << place << " " << value;
    if (value.is_array() && schema.contains("items")) {
      for (const Json& item : value) expect_fits(item, schema.at("items"), place + "[]");
    }
    if (!value.is_object()) return;
    if (schema.contains("required")) {
      for (const Json& name : schema.at("required"))
        EXPECT_TRUE(value.contains(name.get<std::string>())) << place << "." << name;
    }
    const Json known = schema.value("properties", Json::object());
    for (const auto& [name, member] : value.items()) {
      if (known.contains(name)) {
        expect_fits(member, known.at(name), place + "." + name);
      } else if (schema.contains("additionalProperties") && schema.at("additionalProperties").is_object()) {
        expect_fits(member, schema.at("additionalProperties"), place + "." + name);
      } else {
        EXPECT_FALSE(schema.value("additionalProperties", Json(true)) == Json(false)) << place << "." << name;
      }
    }
  }

  static bool contains(const Json& list, const Json& value) { return std::ranges::find(list, value) != list.end(); }

  Json document;
};

TEST_F(OpenApiTest, DescribesEveryRouteAndNoOther) {
  std::set<std::string> routes;
  const Router router = make_router(services());
  for (const Route& route : router.routes()) {
    routes.insert(to_lower(to_string(route.method)) + " " + route.pattern);
  }
  std::set<std::string> described;
  for (const auto& [path, item] : document.at("paths").items()) {
    for (const auto& [method, operation] : item.items()) {
      if (method != "parameters") described.insert(method + " " + path);
    }
  }
  EXPECT_EQ(described, routes);
}

TEST_F(OpenApiTest, SaysTheVersionAndResolves) {
  EXPECT_EQ(document.at("info").at("version"), "1.2.3");
  std::set<std::string> ids;
  std::vector<const Json*> todo{&document};
  while (!todo.empty()) {
    const Json& value = *todo.back();
    todo.pop_back();
    EXPECT_NO_THROW(resolved(value)) << value;
    if (value.is_object() && value.contains("operationId")) {
      EXPECT_TRUE(ids.insert(value.at("operationId")).second) << value;
    }
    if (value.is_structured()) {
      for (const Json& child : value) todo.push_back(&child);
    }
  }
  EXPECT_EQ(ids.size(), make_router(services()).routes().size());
}

TEST_F(OpenApiTest, DescribesWhatIsAnswered) {
  add_door();
  post("/api/workflow-builder/door/execute");
  const auto profile = profiler->workflow("door");
  profile->on_span("detect", {stage::kModelInference, clock.now() - std::chrono::milliseconds(40), clock.now()});
  profile->on_drop("camera -> view", DropReason::kQueueFull);
  const auto view = hub.open("door", "view", nullptr);
  request(port(), "PUT", "/api/workflow-builder/door/draft", {}, R"({"base_version": 1, "document": {}})");
  const Json upload = Json::parse(post("/api/media/uploads", R"({"path": "a.mp4", "bytes": 1})").body);
  const std::vector<std::pair<std::string, std::string>> parameters = {
      {"{id}", "door"}, {"{version}", "1"}, {"{name}", "good"}, {"{upload}", upload.at("id")}};
  for (const auto& [path, item] : document.at("paths").items()) {
    const Json::json_pointer ok("/get/responses/200/content/application~1json/schema");
    if (!item.contains(ok)) continue;
    std::string target = path;
    for (const auto& [name, value] : parameters) {
      if (const std::size_t at = target.find(name); at != std::string::npos) target.replace(at, name.size(), value);
    }
    const Reply reply = get(target);
    ASSERT_EQ(reply.status, 200) << target;
    expect_fits(Json::parse(reply.body), item.at(ok), target);
  }
}

TEST_F(OpenApiTest, DescribesProblemsAndStatusMessages) {
  const Json& schemas = document.at("components").at("schemas");
  expect_fits(Json::parse(get("/nothing").body), schemas.at("Problem"), "problem");
  const Reply wrong = post("/api/workflow-builder", R"({"nodes": {"x": {"type": "nothing"}}})");
  expect_fits(Json::parse(wrong.body), schemas.at("WorkflowProblem"), "workflow problem");
  WebSocket status(port(), "/api/ws/status");
  const auto message = status.read();
  ASSERT_TRUE(message);
  expect_fits(Json::parse(*message), schemas.at("StatusMessage"), "status message");
}

}  // namespace
}  // namespace ow::server
