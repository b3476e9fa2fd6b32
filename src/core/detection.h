// Detections: what a model saw on one frame.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ow {

/// Corners in pixels of the source picture (FrameInfo::source_size), x1 ≤ x2, y1 ≤ y2, clipped to the picture.
struct Box {
  float x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  [[nodiscard]] float area() const { return (x2 - x1) * (y2 - y1); }
  friend bool operator==(const Box&, const Box&) = default;
};

/// Intersection over union, 0 … 1; 0 for empty boxes.
[[nodiscard]] float iou(const Box& a, const Box& b);

struct Detection {
  Box box;
  float score = 0;            ///< 0 … 1
  std::int32_t class_id = 0;  ///< index into the labels of the set it belongs to
};

/// Class names of a model, in class-id order; shared by all its detections.
using Labels = std::shared_ptr<const std::vector<std::string>>;

/// Name of a class, "class 17" when the labels do not reach that far.
[[nodiscard]] std::string label_of(const Labels& labels, std::int32_t class_id);

/// The result of one model on one frame. Immutable once it travels.
struct DetectionSet {
  std::vector<Detection> items;         ///< by falling score
  Labels labels;
  std::uint64_t inferred_sequence = 0;  ///< sequence of the frame that was really inferred on
  bool carried_over = false;            ///< true: nothing was inferred here, these belong to `inferred_sequence`
};
using DetectionSetPtr = std::shared_ptr<const DetectionSet>;

}  // namespace ow
