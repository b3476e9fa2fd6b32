// ModelInput: the input tensor of a model, filled picture by picture.
#pragma once

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "core/frame.h"
#include "core/tensor.h"
#include "vision/preprocess.h"

namespace ow::nodes {

/// Memory that was given back serves again: a tensor of 640×640 is 5 MB, which the kernel would otherwise have to clear
/// page by page for every frame. Belongs to one thread at a time.
class ModelInput {
 public:
  /// `spec` outlives this; `batch` ≥ 1 pictures fill a tensor.
  ModelInput(const vision::InputSpec& spec, int batch) : spec_(spec), batch_(static_cast<std::size_t>(batch)) {}

  /// Letterboxes and normalises the frame into the next place. Not when full.
  Status add(const Frame& frame);
  [[nodiscard]] bool full() const { return count_ == batch_; }
  /// What was added, shaped N×3×H×W or N×H×W×3.
  [[nodiscard]] Tensor take();
  void give_back(Tensor tensor);

 private:
  [[nodiscard]] std::size_t values_each() const {
    return 3 * static_cast<std::size_t>(spec_.size.width) * static_cast<std::size_t>(spec_.size.height);
  }

  const vision::InputSpec& spec_;
  std::size_t batch_;
  std::size_t count_ = 0;
  std::vector<float> filling_;
  std::vector<std::vector<float>> spare_;
};

}  // namespace ow::nodes
