#include "nodes/model_input.h"

#include <utility>

namespace ow::nodes {
namespace {

/// As many as are in flight at once: two sessions and the tensor being prepared.
constexpr std::size_t kSpareMax = 3;

}  // namespace

void ModelInput::forget_bars(Size source) {
  source_ = source;
  spare_.clear();
  stale_ = out_ + (filling_.empty() ? 0 : 1);
  bars_ = vision::Bars::kWrite;
}

Status ModelInput::add(const Frame& frame) {
  if (!(frame.info().source_size == source_)) forget_bars(frame.info().source_size);
  if (filling_.empty()) {
    bars_ = spare_.empty() ? vision::Bars::kWrite : vision::Bars::kKeep;
    if (!spare_.empty()) {
      filling_ = std::move(spare_.back());
      spare_.pop_back();
    }
    filling_.resize(batch_ * values_each());
  }
  OW_CHECK(vision::preprocess(frame, spec_, std::span(filling_).subspan(count_ * values_each(), values_each()), bars_));
  ++count_;
  return {};
}

Tensor ModelInput::take() {
  const auto count = static_cast<std::int64_t>(std::exchange(count_, 0));
  ++out_;
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
  --out_;
  if (stale_ > 0) {
    --stale_;
    return;
  }
  const bool whole = tensor.values.size() == batch_ * values_each();
  if (whole && spare_.size() < kSpareMax) spare_.push_back(std::move(tensor.values));
}

}  // namespace ow::nodes
