#include "core/detection.h"

#include <algorithm>

namespace ow {

float iou(const Box& a, const Box& b) {
  const float width = std::min(a.x2, b.x2) - std::max(a.x1, b.x1);
  const float height = std::min(a.y2, b.y2) - std::max(a.y1, b.y1);
  if (width <= 0 || height <= 0) return 0;
  const float common = width * height;
  return common / (a.area() + b.area() - common);
}

std::string label_of(const Labels& labels, std::int32_t class_id) {
  if (labels && class_id >= 0 && static_cast<std::size_t>(class_id) < labels->size()) {
    return (*labels)[static_cast<std::size_t>(class_id)];
  }
  return "class " + std::to_string(class_id);
}

}  // namespace ow
