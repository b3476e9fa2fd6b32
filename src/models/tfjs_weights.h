// The weights of a TensorFlow.js model: manifest and shards.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

#include "models/tfjs_model.h"

namespace ow::models {

/// Reads all groups of `weightsManifest`; the shards lie in `folder`. Throws nlohmann::json::exception where an entry has
/// the wrong type; the caller turns it into an error.
Result<TfjsWeights> read_tfjs_weights(const nlohmann::json& manifest, const std::filesystem::path& folder);

}  // namespace ow::models
