// YOLOX: anchors × (5 + classes), one anchor a cell, boxes relative to their cell, scores after the sigmoid; BGR 0 … 255,
// picture top left. https://github.com/Megvii-BaseDetection/YOLOX (demo/ONNXRuntime)
#include <cmath>

#include "vision/heads/grid.h"
#include "vision/heads/objectness_rows.h"

namespace ow::vision {
namespace {

InputSpec yolox_input(const Probe& probe) {
  InputSpec spec = probe.input();
  spec.order = ChannelOrder::kBgr;
  spec.placement = Placement::kTopLeft;
  spec.scale = {1, 1, 1};
  return spec;
}

class YoloXHead final : public HeadBase {
 public:
  YoloXHead(const Probe& probe, std::size_t output, int class_count, std::span<const int> strides)
      : HeadBase("yolox", yolox_input(probe), probe.labels(class_count), class_count),
        output_(output),
        cells_(make_cells(probe.size, strides)) {}

  Result<std::vector<Detection>> decode(std::span<const TensorView> outputs, const Letterbox& letterbox,
                                        const DecodeOptions& options) const override {
    const std::size_t columns = kObjectnessColumns + static_cast<std::size_t>(class_count_);
    const auto matrix = output_ < outputs.size() ? as_matrix(outputs[output_]) : std::nullopt;
    if (!matrix || matrix->columns != columns || matrix->rows != cells_.size()) {
      return unexpected_outputs(name(), fmt::format("1x{}x{}", cells_.size(), columns), outputs);
    }
    auto candidates =
        scan_objectness_rows(*matrix, class_count_, options, [this](std::span<const float> row, std::size_t index) {
          const GridCell& cell = cells_[index];
          return box_from_centre((row[0] + cell.x) * cell.stride, (row[1] + cell.y) * cell.stride,
                                 std::exp(row[2]) * cell.stride, std::exp(row[3]) * cell.stride);
        });
    return finish(std::move(candidates), letterbox, options, Suppression::kPerClass);
  }

 private:
  std::size_t output_;
  std::vector<GridCell> cells_;
};

/// YOLOX and a transposed YOLOv8 have the same number of rows; names, the tool that wrote the file, or COCO's number of
/// columns tell them apart.
bool columns_fit(std::int64_t classes, const Probe& probe) {
  if (classes < 1 || classes > kClassesMax || !probe.agrees(classes)) return false;
  if (probe.names || probe.named("yolox")) return true;
  return !probe.ultralytics && classes != 79;
}

}  // namespace

HeadPtr recognise_yolox(const Probe& probe) {
  const auto output = sole_rows_output(probe.signature);
  if (!output || !probe.allows("yolox")) return nullptr;
  const std::int64_t classes = output->second - static_cast<std::int64_t>(kObjectnessColumns);
  if (!columns_fit(classes, probe)) return nullptr;
  const bool p6 = output->first == cells_of(probe.size, kStridesP6);
  const bool p5 = output->first == cells_of(probe.size, kStridesP5);
  const bool open = output->first < 0 && !probe.ultralytics && (classes == 80 || probe.names);
  if (!p5 && !p6 && !open) return nullptr;
  const std::span<const int> strides = p6 ? std::span<const int>(kStridesP6) : std::span<const int>(kStridesP5);
  return std::make_shared<YoloXHead>(probe, output->index, static_cast<int>(classes), strides);
}

}  // namespace ow::vision
