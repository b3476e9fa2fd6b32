// From SessionOptions to ONNX Runtime's options and providers.
#pragma once

#include "infer/ort.h"
#include "infer/session.h"

namespace ow::infer {

/// Threads, optimisation and providers for `options`. Throws Ort::Exception when a provider cannot be loaded.
Ort::SessionOptions session_settings(const SessionOptions& options);

}  // namespace ow::infer
