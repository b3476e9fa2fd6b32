// Candidates to detections: top-k, non-maximum suppression, mapping to source pixels. Internal to the heads.
#pragma once

#include <cstdint>
#include <vector>

#include "vision/head.h"

namespace ow::vision {

/// A box in tensor pixels before suppression. `index` is its place in the model's output: it decides between equal
/// scores, so that the order is the same on every run.
struct Candidate {
  Box box;
  float score = 0;
  std::int32_t class_id = 0;
  std::int32_t index = 0;
};

/// Which candidates a decode keeps: score at or above the confidence, class among the wanted ones.
class CandidateFilter {
 public:
  explicit CandidateFilter(const DecodeOptions& options, int class_count);
  /// False for scores that are not finite, too.
  [[nodiscard]] bool wants_score(float score) const { return score >= confidence_ && score <= kScoreMax; }
  [[nodiscard]] bool wants_class(std::int32_t class_id) const {
    return wanted_.empty() || wanted_[static_cast<std::size_t>(class_id)];
  }
  [[nodiscard]] float confidence() const { return confidence_; }

 private:
  /// Sigmoids rounded by reduced precision may pass 1 by a little; anything far above is not a score.
  static constexpr float kScoreMax = 1.01F;
  float confidence_;
  std::vector<bool> wanted_;  ///< empty: all
};

/// How a head's boxes leave it.
enum class Suppression { kPerClass, kNone };

/// Drops boxes that are not finite or empty, keeps the best 30 000 (as Ultralytics does), suppresses, maps to source
/// pixels and clips. By falling score, then index.
[[nodiscard]] std::vector<Detection> finish(std::vector<Candidate> candidates, const Letterbox& letterbox,
                                            const DecodeOptions& options, Suppression suppression);

}  // namespace ow::vision
