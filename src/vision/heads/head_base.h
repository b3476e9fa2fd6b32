// Shared parts of the heads' decoders. Internal to the heads.
#pragma once

#include <cmath>
#include <span>
#include <utility>

#include "vision/heads/class_scan.h"
#include "vision/heads/nms.h"
#include "vision/heads/probe.h"

namespace ow::vision {

/// Holds what every head answers.
class HeadBase : public Head {
 public:
  HeadBase(std::string_view name, InputSpec input, Labels labels, int class_count)
      : class_count_(class_count), name_(name), input_(input), labels_(std::move(labels)) {}
  [[nodiscard]] std::string_view name() const final { return name_; }
  [[nodiscard]] const InputSpec& input() const final { return input_; }
  [[nodiscard]] const Labels& labels() const final { return labels_; }

 protected:
  int class_count_;

 private:
  std::string_view name_;
  InputSpec input_;
  Labels labels_;
};

/// A checked row-major matrix inside an output.
struct Matrix {
  const float* data = nullptr;
  std::size_t rows = 0, columns = 0;
  [[nodiscard]] std::span<const float> row(std::size_t index) const { return {data + index * columns, columns}; }
};

/// A view of shape 1×rows×columns or rows×columns whose size is what it says; nothing otherwise.
[[nodiscard]] std::optional<Matrix> as_matrix(const TensorView& view);

/// "the yolov8 head wants 84x? or ?x84 but output 0 is 1x12x7"
[[nodiscard]] std::unexpected<Error> unexpected_outputs(std::string_view head, std::string_view wanted,
                                                        std::span<const TensorView> outputs);

struct ClassScore {
  std::int32_t class_id = -1;
  float score = 0;
};

/// Best score of `count` values that lie `stride` apart; values that are not finite are passed over.
[[nodiscard]] inline ClassScore best_class(const float* scores, int count, std::size_t stride) {
  ClassScore best;
  for (int id = 0; id < count; ++id, scores += stride) {
    if (std::isfinite(*scores) && (best.class_id < 0 || *scores > best.score)) best = {id, *scores};
  }
  return best;
}

[[nodiscard]] inline Box box_from_centre(float x, float y, float width, float height) {
  return {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
}

}  // namespace ow::vision
