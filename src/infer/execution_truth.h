// Reads from a loaded session what it really runs where.
#pragma once

#include "core/device.h"
#include "core/tensor.h"
#include "infer/model_file.h"
#include "infer/ort.h"

namespace ow::infer {

/// Names, shapes, types and metadata. Throws Ort::Exception.
ModelSignature signature_of(const Ort::Session& session);

/// Which provider has which nodes, by the session's graph assignment, and the precision they compute in. Throws
/// Ort::Exception. `session` must have been made with the recording switched on.
ExecutionTruth truth_of(const Ort::Session& session, const WeightCounts& weights);

}  // namespace ow::infer
