// Similarity gate: is this frame so like the last inferred one that inference would tell nothing new?
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/frame.h"

namespace ow::vision {

/// A small copy of one plane of a frame for comparison: each pixel is the mean of a square of the plane's.
struct Thumbnail {
  int width = 0;
  int height = 0;
  int reduction = 1;  ///< pixels of the plane a thumbnail pixel, each way
  std::vector<std::uint8_t> pixels;

  [[nodiscard]] std::span<const std::uint8_t> row(int y) const {
    return std::span(pixels).subspan(offset(y), columns());
  }
  [[nodiscard]] std::span<std::uint8_t> row(int y) { return std::span(pixels).subspan(offset(y), columns()); }

 private:
  [[nodiscard]] std::size_t columns() const { return static_cast<std::size_t>(width); }
  [[nodiscard]] std::size_t offset(int y) const { return static_cast<std::size_t>(y) * columns(); }
};

/// Those of all planes; U and V have one size.
struct Thumbnails {
  Thumbnail luma;
  std::array<Thumbnail, 2> chroma;
};

/// Memory of a reduction, kept between frames.
struct RowSums {
  std::vector<std::uint16_t> rows;
  std::vector<std::uint16_t> split;  ///< of interleaved chroma: U's, then V's
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

/// Compares luma and chroma tile-wise (the largest tile decides) with the camera's noise estimated and a global change of
/// brightness or white balance taken out. Belongs to one thread.
class SimilarityGate {
 public:
  explicit SimilarityGate(SimilarityOptions options) : options_(options) {}
  /// The reference's sequence when `frame` is similar to it; otherwise nothing, and `frame` is the new reference.
  std::optional<std::uint64_t> similar_to(const Frame& frame);
  /// 0 … 1 of the last comparison, on the threshold's scale, for display; 0 when there was nothing to compare with.
  [[nodiscard]] double last_similarity() const { return last_similarity_; }

 private:
  /// 0: as the reference, 1: nothing like it, on the threshold's scale; nothing when the two cannot be compared.
  std::optional<double> change_from_reference();

  SimilarityOptions options_;
  Thumbnails reference_;
  Thumbnails current_;  ///< kept for its memory
  TileScratch scratch_;
  RowSums row_sums_;
  std::uint64_t reference_sequence_ = 0;
  std::chrono::microseconds reference_pts_{0};
  double last_similarity_ = 0;
};

}  // namespace ow::vision
