// How a model's download and its speed look in answers.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "models/downloads.h"
#include "models/speed.h"

namespace ow::server {

nlohmann::ordered_json pull_json(const models::PullStatus& status);
/// Null where it was not measured.
nlohmann::ordered_json speed_json(const models::MeasuredSpeed* speed);

}  // namespace ow::server
