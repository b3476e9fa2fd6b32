#include "vision/heads/nms.h"

#include <algorithm>
#include <cmath>

namespace ow::vision {
namespace {

constexpr std::size_t kCandidatesMax = 30'000;

bool usable(const Candidate& candidate) {
  const Box& box = candidate.box;
  return std::isfinite(box.x1) && std::isfinite(box.y1) && std::isfinite(box.x2) && std::isfinite(box.y2) &&
         box.x2 > box.x1 && box.y2 > box.y1;
}

bool before(const Candidate& a, const Candidate& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.index != b.index ? a.index < b.index : a.class_id < b.class_id;
}

void sort_best(std::vector<Candidate>& candidates) {
  std::erase_if(candidates, [](const Candidate& candidate) { return !usable(candidate); });
  if (candidates.size() > kCandidatesMax) {
    const auto end_of_best = candidates.begin() + static_cast<std::ptrdiff_t>(kCandidatesMax);
    std::nth_element(candidates.begin(), end_of_best, candidates.end(), before);
    candidates.resize(kCandidatesMax);
  }
  std::sort(candidates.begin(), candidates.end(), before);
}

bool suppressed(const Candidate& candidate, const std::vector<Candidate>& kept, const DecodeOptions& options) {
  return std::any_of(kept.begin(), kept.end(), [&](const Candidate& better) {
    return (options.class_agnostic_nms || better.class_id == candidate.class_id) &&
           iou(better.box, candidate.box) > options.iou;
  });
}

Detection to_detection(const Candidate& candidate, const Letterbox& letterbox) {
  return {letterbox.to_source(candidate.box), std::min(candidate.score, 1.F), candidate.class_id};
}

}  // namespace

CandidateFilter::CandidateFilter(const DecodeOptions& options, int class_count) : confidence_(options.confidence) {
  if (options.classes.empty()) return;
  wanted_.assign(static_cast<std::size_t>(std::max(class_count, 1)), false);
  for (const std::int32_t id : options.classes) {
    if (id >= 0 && id < class_count) wanted_[static_cast<std::size_t>(id)] = true;
  }
}

std::vector<Detection> finish(std::vector<Candidate> candidates, const Letterbox& letterbox,
                              const DecodeOptions& options, Suppression suppression) {
  sort_best(candidates);
  const auto limit = static_cast<std::size_t>(std::max(options.detections_max, 0));
  std::vector<Candidate> kept;
  std::vector<Detection> detections;
  for (const Candidate& candidate : candidates) {
    if (detections.size() >= limit) break;
    if (suppression == Suppression::kPerClass && suppressed(candidate, kept, options)) continue;
    kept.push_back(candidate);
    const Detection detection = to_detection(candidate, letterbox);
    // A box that lies wholly in the letterbox bars is nothing in the picture.
    if (detection.box.area() > 0) detections.push_back(detection);
  }
  return detections;
}

}  // namespace ow::vision
