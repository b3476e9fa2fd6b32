// Rows of x, y, w, h, objectness, classes: what YOLOv5 and YOLOX have in common. Internal to the heads.
#pragma once

#include "vision/heads/head_base.h"

namespace ow::vision {

/// Columns before the class scores.
inline constexpr std::size_t kObjectnessColumns = 5;

/// score = objectness · best class. `box_of(row, index)` decodes the box of a row that passed.
template <class BoxOf>
std::vector<Candidate> scan_objectness_rows(const Matrix& rows, int class_count, const DecodeOptions& options,
                                            const BoxOf& box_of) {
  const CandidateFilter filter(options, class_count);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < rows.rows; ++i) {
    const std::span<const float> row = rows.row(i);
    const float objectness = row[4];
    if (!filter.wants_score(objectness)) continue;  // a product with a score ≤ 1 cannot be above it
    const ClassScore best = best_class(row.data() + kObjectnessColumns, class_count, 1);
    const float score = objectness * best.score;
    if (best.class_id < 0 || !filter.wants_score(score) || !filter.wants_class(best.class_id)) continue;
    candidates.push_back({box_of(row, i), score, best.class_id, static_cast<std::int32_t>(i)});
  }
  return candidates;
}

}  // namespace ow::vision
