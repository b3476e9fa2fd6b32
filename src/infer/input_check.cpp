#include "infer/input_check.h"

#include <algorithm>

namespace ow::infer {
namespace {

bool fits(std::span<const std::int64_t> wanted, std::span<const std::int64_t> given) {
  return std::ranges::equal(
      wanted, given, [](std::int64_t want, std::int64_t have) { return have >= 1 && (want < 0 || want == have); });
}

bool values_match(const TensorView& input) {
  std::size_t elements = 1;
  for (const std::int64_t extent : input.shape) {
    if (__builtin_mul_overflow(elements, static_cast<std::size_t>(extent), &elements)) return false;
  }
  return elements == input.values.size();
}

}  // namespace

Status check_input(const TensorSpec& spec, const TensorView& input) {
  if (!fits(spec.shape, input.shape)) {
    return fail(ErrorCode::kInvalidArgument, "the model's input {} wants shape {}, got {}", spec.name,
                shape_text(spec.shape), shape_text(input.shape));
  }
  if (!values_match(input)) {
    return fail(ErrorCode::kInvalidArgument, "a tensor of shape {} with {} values", shape_text(input.shape),
                input.values.size());
  }
  return {};
}

Status check_input_items(const TensorSpec& spec, const TensorView& input) {
  TensorSpec any_batch = spec;
  if (!any_batch.shape.empty()) any_batch.shape.front() = -1;
  return check_input(any_batch, input);
}

}  // namespace ow::infer
