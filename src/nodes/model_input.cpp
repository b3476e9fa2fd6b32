#include "nodes/model_input.h"

#include <utility>

namespace ow::nodes {
namespace {

/// As many as are in flight at once: two sessions and the tensor being prepared.
constexpr std::size_t kSpareMax = 3;

}  // namespace

Status ModelInput::add(const Frame& frame) {
  if (filling_.empty() && !spare_.empty()) {
    filling_ = std::move(spare_.back());
    spare_.pop_back();
  }
  filling_.resize(batch_ * values_each());
  OW_CHECK(vision::preprocess(frame, spec_, std::span(filling_).subspan(count_ * values_each(), values_each())));
  ++count_;
  return {};
}

Tensor ModelInput::take() {
  const auto count = static_cast<std::int64_t>(std::exchange(count_, 0));
  Tensor tensor;
  tensor.values = std::exchange(filling_, {});
  tensor.values.resize(static_cast<std::size_t>(count) * values_each());
  if (spec_.layout == vision::TensorLayout::kNchw) {
    tensor.shape = {count, 3, spec_.size.height, spec_.size.width};
  } else {
    tensor.shape = {count, spec_.size.height, spec_.size.width, 3};
  }
  return tensor;
}

void ModelInput::give_back(Tensor tensor) {
  if (spare_.size() < kSpareMax && !tensor.values.empty()) spare_.push_back(std::move(tensor.values));
}

}  // namespace ow::nodes
