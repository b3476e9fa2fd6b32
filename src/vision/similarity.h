// Similarity gate: is this frame so like the last inferred one that inference would tell nothing new?
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/frame.h"

namespace ow::vision {

/// A small copy of a frame's luma for comparison.
struct LumaThumbnail {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;
};

struct SimilarityOptions {
  double threshold = 0.95;                    ///< 0 … 1 as in the spec; 0.95 is calibrated (see the .cpp), 1 passes every frame
  std::chrono::milliseconds age_max{2'000};   ///< an inference is forced when the reference is older (by pts)
};

/// Compares tile-wise (the largest tile decides) with the camera's noise estimated and a global brightness change taken
/// out. Belongs to one thread.
class SimilarityGate {
 public:
  explicit SimilarityGate(SimilarityOptions options) : options_(options) {}
  /// The reference's sequence when `frame` is similar to it; otherwise nothing, and `frame` is the new reference.
  std::optional<std::uint64_t> similar_to(const Frame& frame);
  /// 0 … 1 of the last comparison, for display.
  [[nodiscard]] double last_similarity() const { return last_similarity_; }

 private:
  SimilarityOptions options_;
  LumaThumbnail reference_;
  std::uint64_t reference_sequence_ = 0;
  std::chrono::microseconds reference_pts_{0};
  double noise_ = 0;
  double last_similarity_ = 0;
};

}  // namespace ow::vision
