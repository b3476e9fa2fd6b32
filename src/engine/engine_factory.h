// Makes the engine over a runtime and a store.
#pragma once

#include <memory>

#include "engine/engine.h"
#include "engine/runtime.h"

namespace ow::engine {

/// `runtime` outlives the engine. Workflows that ran when the process ended are started again.
std::unique_ptr<Engine> create_engine(Runtime& runtime, std::unique_ptr<store::WorkflowStore> store);

}  // namespace ow::engine
