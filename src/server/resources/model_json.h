// How a model's download looks in answers.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "models/downloads.h"

namespace ow::server {

nlohmann::ordered_json pull_json(const models::PullStatus& status);

}  // namespace ow::server
