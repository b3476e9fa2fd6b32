#include "vision/heads/head_base.h"

namespace ow::vision {

std::optional<Matrix> as_matrix(const TensorView& view) {
  std::span<const std::int64_t> shape = view.shape;
  if (shape.size() == 3 && shape.front() == 1) shape = shape.subspan(1);
  if (shape.size() != 2 || shape[0] <= 0 || shape[1] <= 0) return std::nullopt;
  const auto rows = static_cast<std::size_t>(shape[0]);
  const auto columns = static_cast<std::size_t>(shape[1]);
  // Division, so that a product that overflows cannot pass.
  if (view.values.size() % columns != 0 || view.values.size() / columns != rows) return std::nullopt;
  return Matrix{view.values.data(), rows, columns};
}

std::unexpected<Error> unexpected_outputs(std::string_view head, std::string_view wanted,
                                          std::span<const TensorView> outputs) {
  std::string shapes;
  for (const TensorView& output : outputs) {
    if (!shapes.empty()) shapes += ", ";
    shapes += shape_text(output.shape);
  }
  return fail(ErrorCode::kDataLoss, "the {} head wants {}, but the model gave {}", head, wanted,
              shapes.empty() ? "no outputs" : shapes);
}

}  // namespace ow::vision
