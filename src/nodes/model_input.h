// ModelInput: the input tensor of a model, filled picture by picture.
#pragma once

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "core/frame.h"
#include "core/tensor.h"
#include "vision/preprocess.h"

namespace ow::nodes {

/// Memory that was given back serves again, with the bars beside the picture that it has already: a tensor of 640×640 is
/// 5 MB, which the kernel would otherwise have to clear page by page for every frame. Belongs to one thread at a time.
class ModelInput {
 public:
  /// `spec` outlives this; `batch` ≥ 1 pictures fill a tensor.
  ModelInput(const vision::InputSpec& spec, int batch) : spec_(spec), batch_(static_cast<std::size_t>(batch)) {}

  /// Letterboxes and normalises the frame into the next place. Not when full.
  Status add(const Frame& frame);
  [[nodiscard]] bool full() const { return count_ == batch_; }
  /// What was added, shaped N×3×H×W or N×H×W×3.
  [[nodiscard]] Tensor take();
  /// Tensors come back in the order in which they were taken.
  void give_back(Tensor tensor);

 private:
  [[nodiscard]] std::size_t values_each() const {
    return 3 * static_cast<std::size_t>(spec_.size.width) * static_cast<std::size_t>(spec_.size.height);
  }

  void forget_bars(Size source);

  const vision::InputSpec& spec_;
  std::size_t batch_;
  std::size_t count_ = 0;
  Size source_;  ///< of the frames whose bars the spare tensors have
  std::vector<float> filling_;
  vision::Bars bars_ = vision::Bars::kWrite;  ///< of filling_
  std::size_t out_ = 0;  ///< taken and not given back
  std::size_t stale_ = 0;  ///< the first so many to come back have other bars
  std::vector<std::vector<float>> spare_;
};

}  // namespace ow::nodes
