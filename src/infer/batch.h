// Cutting and joining tensors along their first (batch) dimension.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/error.h"
#include "core/tensor.h"
#include "infer/session.h"

namespace ow::infer {

/// One tensor of all items. The inputs have equal shapes apart from the batch dimension, and there is at least one.
Tensor concatenate(std::span<const TensorView> parts);

/// `outputs` of a batch, cut into `counts` items each: [part][output]. Nothing when an output's first dimension is not the
/// batch, as in models whose outputs list the detections of all pictures together.
std::optional<std::vector<std::vector<Tensor>>> split(std::vector<Tensor> outputs,
                                                      std::span<const std::int64_t> counts);

/// Runs N items through a model whose batch dimension is fixed to another number: in pieces of that size, the last filled
/// up with zeros, the outputs joined and cut back to N. A dynamic or equal dimension runs at once.
Result<std::vector<Tensor>> run_in_pieces(Session& session, const TensorView& input);

}  // namespace ow::infer
