// Similarity gate: is this frame so like the last inferred one that inference would tell nothing new?
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/frame.h"

namespace ow::vision {

/// A small copy of a frame's luma for comparison: each pixel is the mean of a square of the frame's.
struct LumaThumbnail {
  int width = 0;
  int height = 0;
  int reduction = 1;  ///< frame pixels a thumbnail pixel, each way
  std::vector<std::uint8_t> pixels;
};

/// Memory of a comparison, kept between frames.
struct TileScratch {
  std::vector<std::uint16_t> columns;
  std::vector<std::uint32_t> blocks;
};

struct SimilarityOptions {
  double threshold = 0.95;  ///< 0 … 1 as in the spec; 0.95 is calibrated (see the .cpp), 1 passes every frame
  std::chrono::milliseconds age_max{2'000};  ///< an inference is forced when the reference is this old (by pts)
};

/// Compares tile-wise (the largest tile decides) with the camera's noise estimated and a global brightness change taken
/// out. Belongs to one thread.
class SimilarityGate {
 public:
  explicit SimilarityGate(SimilarityOptions options) : options_(options) {}
  /// The reference's sequence when `frame` is similar to it; otherwise nothing, and `frame` is the new reference.
  std::optional<std::uint64_t> similar_to(const Frame& frame);
  /// 0 … 1 of the last comparison, on the threshold's scale, for display; 0 when there was nothing to compare with.
  [[nodiscard]] double last_similarity() const { return last_similarity_; }

 private:
  /// Largest tile difference in grey levels above the noise; nothing when the two cannot be compared.
  std::optional<double> difference_from_reference();

  SimilarityOptions options_;
  LumaThumbnail reference_;
  LumaThumbnail current_;  ///< kept for its memory
  TileScratch scratch_;
  std::vector<std::uint16_t> row_sums_;  ///< likewise
  std::uint64_t reference_sequence_ = 0;
  std::chrono::microseconds reference_pts_{0};
  double last_similarity_ = 0;
};

}  // namespace ow::vision
