// Does a tensor fit what a model wants as input?
#pragma once

#include "base/error.h"
#include "core/tensor.h"

namespace ow::infer {

/// Rank, extents and number of values. The batch dimension (the first) must match too unless it is dynamic.
Status check_input(const TensorSpec& spec, const TensorView& input);

/// The same, but any batch N ≥ 1 will do: for jobs that are cut into the model's batch later.
Status check_input_items(const TensorSpec& spec, const TensorView& input);

}  // namespace ow::infer
