// /api/models/{name}/measure: how fast an installed model is on this machine.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "models/speed_meter.h"
#include "server/json_body.h"
#include "server/problem.h"
#include "server/resources/model_json.h"
#include "server/resources/resources.h"

namespace ow::server {
namespace {

bool workflows_run(engine::Engine& engine) {
  using enum engine::RunState;
  return std::ranges::any_of(engine.statuses(), [](const engine::WorkflowStatus& status) {
    return status.state != kStopped && status.state != kFinished && status.state != kFailed;
  });
}

/// What the runtime has against the file concerns the model, not how it was asked for.
Response problem_of_measurement(const Error& error) {
  using enum ErrorCode;
  if (error.place == models::kSpeedPlace)
    return error.code == kResourceExhausted ? problem(error) : problem(500, error);
  const bool model =
      error.code == kInvalidArgument || error.code == kFailedPrecondition || error.code == kPermissionDenied;
  return model ? problem(422, error) : problem(error);
}

Result<Response> measure(const Services& services, const Request& request) {
  if (services.speed_meter == nullptr) {
    return fail(ErrorCode::kUnsupported, "this server measures no models; use: overwatch models list --measure");
  }
  const std::string name = request.parameter("name");
  engine::Engine& engine = services.engine;
  const auto speed = services.speed_meter->measure(name, [&engine] { return workflows_run(engine); });
  if (!speed) return problem_of_measurement(speed.error());
  log::info("{} takes {:.1f} ms on {}{}", name, speed->ms_p50, speed->device,
            speed->busy ? ", measured while workflows ran" : "");
  return json_response(speed_json(&*speed));
}

}  // namespace

nlohmann::ordered_json speed_json(const models::MeasuredSpeed* speed) {
  if (speed == nullptr) return {};
  return {{"device", speed->device}, {"ms_p50", speed->ms_p50}, {"date", speed->date}, {"busy", speed->busy}};
}

void add_model_speed_routes(Router& router, const Services& services) {
  router.add(Method::kPost, "/api/models/{name}/measure",
             Slow{Lane::kMeasurements, [services](const Request& request) { return measure(services, request); }});
}

}  // namespace ow::server
