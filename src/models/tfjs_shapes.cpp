// Operations that change extents: means, concatenation, resizing.
#include <algorithm>
#include <cmath>
#include <set>

#include "models/tfjs_graph.h"

namespace ow::models {
namespace {

/// Axis in NHWC order (negative counts from the end) → axis in NCHW order; the batch is refused.
Result<std::int64_t> nchw_axis(const TfjsNode& node, std::int64_t axis) {
  constexpr std::array<std::int64_t, 4> kNchw = {0, 2, 3, 1};
  const std::int64_t positive = axis < 0 ? axis + 4 : axis;
  if (positive < 1 || positive > 3) {
    return fail(ErrorCode::kUnsupported, "node {} ({}): axis {} is not height, width or channels", node.name, node.op,
                axis);
  }
  return kNchw[static_cast<std::size_t>(positive)];
}

std::int64_t& extent_at(Extents& extents, std::int64_t nchw) {
  return nchw == 1 ? extents.channels : nchw == 2 ? extents.height : extents.width;
}

/// Resize takes scales rather than sizes, since sizes would fix the batch; it computes floor(input · scale).
float scale_to(std::int64_t input, std::int64_t output) {
  auto scale = static_cast<float>(static_cast<double>(output) / static_cast<double>(input));
  if (std::floor(static_cast<float>(input) * scale) < static_cast<float>(output))
    scale = std::nextafter(scale, 2.0F * scale);
  return scale;
}

Result<std::string> coordinates_of(const TfjsNode& node) {
  const bool align = node.attribute("align_corners").flag;
  const bool half = node.attribute("half_pixel_centers").flag;
  if (align && half)
    return fail(ErrorCode::kDataLoss, "node {} ({}): align_corners and half_pixel_centers", node.name, node.op);
  if (node.op == "ResizeNearestNeighbor" && (align || half)) {
    return fail(ErrorCode::kUnsupported, "node {} ({}): only plain nearest neighbours are understood", node.name,
                node.op);
  }
  return align ? "align_corners" : half ? "half_pixel" : "asymmetric";
}

}  // namespace

Status convert_mean(TfjsGraph& graph, const TfjsNode& node) {
  OW_TRY(const Activation input, graph.activation(node, 0));
  OW_TRY(const TfjsWeight* indices, graph.constant(node, 1));
  if (!node.attribute("keep_dims").flag) {
    return fail(ErrorCode::kUnsupported, "node {} (Mean) without keep_dims is not understood", node.name);
  }
  std::set<std::int64_t> axes;
  Extents extents = input.extents;
  for (const std::int32_t index : indices->integers) {
    OW_TRY(const std::int64_t axis, nchw_axis(node, index));
    axes.insert(axis);
    extent_at(extents, axis) = 1;
  }
  if (axes == std::set<std::int64_t>{2, 3}) {
    return graph.emit(node, {"GlobalAveragePool", "", {input.name}, "", {}}, extents);
  }
  if (axes.empty()) return fail(ErrorCode::kDataLoss, "node {} (Mean) has no axes", node.name);
  const std::vector<std::int64_t> list(axes.begin(), axes.end());
  return graph.emit(node, {"ReduceMean", "", {input.name}, "", {{"axes", list}, {"keepdims", std::int64_t{1}}}},
                    extents);
}

Status convert_concat(TfjsGraph& graph, const TfjsNode& node) {
  if (node.inputs.size() < 2) return fail(ErrorCode::kDataLoss, "node {} (ConcatV2) lacks inputs", node.name);
  const std::size_t count = node.inputs.size() - 1;
  OW_TRY(const TfjsWeight* axis_weight, graph.constant(node, count));
  if (axis_weight->integers.size() != 1)
    return fail(ErrorCode::kDataLoss, "node {} (ConcatV2): its axis is not one integer", node.name);
  OW_TRY(const std::int64_t axis, nchw_axis(node, axis_weight->integers.front()));
  OW_TRY(const Activation first, graph.activation(node, 0));
  Extents extents = first.extents;
  std::vector<std::string> names = {first.name};
  for (std::size_t i = 1; i < count; ++i) {
    OW_TRY(Activation part, graph.activation(node, i));
    names.push_back(part.name);
    const std::int64_t joined = extent_at(extents, axis) + extent_at(part.extents, axis);
    extent_at(extents, axis) = extent_at(part.extents, axis);
    if (extents.nhwc() != part.extents.nhwc()) {
      return fail(ErrorCode::kDataLoss, "node {} (ConcatV2): the shapes of its inputs do not fit", node.name);
    }
    extent_at(extents, axis) = joined;
  }
  return graph.emit(node, {"Concat", "", names, "", {{"axis", axis}}}, extents);
}

Status convert_resize(TfjsGraph& graph, const TfjsNode& node) {
  OW_TRY(const Activation input, graph.activation(node, 0));
  OW_TRY(const TfjsWeight* size, graph.constant(node, 1));
  if (size->integers.size() != 2 ||
      std::ranges::any_of(size->integers, [](auto v) { return v < 1 || v > kExtentMax; })) {
    return fail(ErrorCode::kDataLoss, "node {} ({}): its size is not a height and a width", node.name, node.op);
  }
  OW_TRY(const std::string coordinates, coordinates_of(node));
  const Extents extents{input.extents.batch, size->integers[0], size->integers[1], input.extents.channels};
  const std::array scales = {1.0F, 1.0F, scale_to(input.extents.height, extents.height),
                             scale_to(input.extents.width, extents.width)};
  const std::string scales_name = node.name + ":scales";
  graph.writer().add_floats(scales_name, std::array{std::int64_t{4}}, scales);
  const std::string mode = node.op == "ResizeBilinear" ? "linear" : "nearest";
  OnnxNode onnx{"Resize",
                "",
                {input.name, "", scales_name},
                "",
                {{"mode", mode}, {"coordinate_transformation_mode", coordinates}}};
  if (mode == "nearest") onnx.attributes.emplace_back("nearest_mode", std::string("floor"));
  return graph.emit(node, std::move(onnx), extents);
}

}  // namespace ow::models
