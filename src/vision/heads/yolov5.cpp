// YOLOv5 (and v3, v7 exports): anchors × (5 + classes), decoded centre and size in tensor pixels, three anchors a cell.
// https://github.com/ultralytics/yolov5
#include "vision/heads/grid.h"
#include "vision/heads/objectness_rows.h"

namespace ow::vision {
namespace {

class YoloV5Head final : public HeadBase {
 public:
  YoloV5Head(const Probe& probe, std::size_t output, int class_count)
      : HeadBase("yolov5", probe.input(), probe.labels(class_count), class_count), output_(output) {}

  Result<std::vector<Detection>> decode(std::span<const TensorView> outputs, const Letterbox& letterbox,
                                        const DecodeOptions& options) const override {
    const std::size_t columns = kObjectnessColumns + static_cast<std::size_t>(class_count_);
    const auto matrix = output_ < outputs.size() ? as_matrix(outputs[output_]) : std::nullopt;
    if (!matrix || matrix->columns != columns) {
      return unexpected_outputs(name(), fmt::format("1xNx{}", columns), outputs);
    }
    auto candidates =
        scan_objectness_rows(*matrix, class_count_, options, [](std::span<const float> row, std::size_t /*index*/) {
          return box_from_centre(row[0], row[1], row[2], row[3]);
        });
    return finish(std::move(candidates), letterbox, options, Suppression::kPerClass);
  }

 private:
  std::size_t output_;
};

}  // namespace

HeadPtr recognise_yolov5(const Probe& probe) {
  const auto output = sole_rows_output(probe.signature);
  if (!output || !probe.allows("yolov5")) return nullptr;
  const std::int64_t classes = output->second - static_cast<std::int64_t>(kObjectnessColumns);
  if (classes < 1 || classes > kClassesMax || !probe.agrees(classes)) return nullptr;
  constexpr std::int64_t kAnchorsPerCell = 3;
  const bool anchors_fit = output->first == kAnchorsPerCell * cells_of(probe.size, kStridesP5) ||
                           output->first == kAnchorsPerCell * cells_of(probe.size, kStridesP6);
  const bool open = output->first < 0 && probe.ultralytics && probe.names;
  if (!anchors_fit && !open && !probe.named("yolov5")) return nullptr;
  return std::make_shared<YoloV5Head>(probe, output->index, static_cast<int>(classes));
}

}  // namespace ow::vision
