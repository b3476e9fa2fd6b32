// NMS-free outputs (YOLOv10, YOLO26, exports with NMS inside): N × (x1, y1, x2, y2, score, class) in tensor pixels.
#include <cmath>

#include "vision/heads/grid.h"
#include "vision/heads/head_base.h"

namespace ow::vision {
namespace {

constexpr std::int64_t kColumns = 6;

class End2EndHead final : public HeadBase {
 public:
  End2EndHead(const Probe& probe, std::size_t output, int class_count)
      : HeadBase("end2end", probe.input(), probe.labels(class_count), class_count), output_(output) {}

  Result<std::vector<Detection>> decode(std::span<const TensorView> outputs, const Letterbox& letterbox,
                                        const DecodeOptions& options) const override {
    // No box at all is an honest answer of a model with NMS inside.
    if (output_ < outputs.size() && is_empty(outputs[output_])) return std::vector<Detection>{};
    const auto matrix = output_ < outputs.size() ? as_matrix(outputs[output_]) : std::nullopt;
    if (!matrix || matrix->columns != kColumns) return unexpected_outputs(name(), "1xNx6", outputs);
    return finish(scan(*matrix, options), letterbox, options, Suppression::kNone);
  }

 private:
  static bool is_empty(const TensorView& view) {
    return view.values.empty() && view.shape.size() >= 2 && view.shape.back() == kColumns &&
           view.shape[view.shape.size() - 2] == 0;
  }

  [[nodiscard]] std::vector<Candidate> scan(const Matrix& matrix, const DecodeOptions& options) const {
    const CandidateFilter filter(options, class_count_);
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < matrix.rows; ++i) {
      const std::span<const float> row = matrix.row(i);
      const float class_value = std::nearbyint(row[5]);
      if (!filter.wants_score(row[4]) || !(class_value >= 0 && class_value < static_cast<float>(class_count_)))
        continue;
      const auto class_id = static_cast<std::int32_t>(class_value);
      if (!filter.wants_class(class_id)) continue;
      candidates.push_back({{row[0], row[1], row[2], row[3]}, row[4], class_id, static_cast<std::int32_t>(i)});
    }
    return candidates;
  }

  std::size_t output_;
};

/// Without metadata: few rows, and not a number that an anchor grid would give (YOLOv5 or YOLOX with one class).
bool rows_fit(std::int64_t rows, const Probe& probe) {
  constexpr std::int64_t kRowsMax = 1000;
  if (rows < 0) return !probe.names || probe.names->size() != 1;
  const std::int64_t cells = cells_of(probe.size, kStridesP5);
  return rows <= kRowsMax && rows != cells && rows != 3 * cells && rows != cells_of(probe.size, kStridesP6);
}

}  // namespace

HeadPtr recognise_end2end(const Probe& probe) {
  const auto output = sole_rows_output(probe.signature);
  if (!output || !probe.allows("end2end") || output->second != kColumns) return nullptr;
  const bool told = probe.named("end2end") || probe.end2end.value_or(false);
  if (!told && (probe.end2end.has_value() || !rows_fit(output->first, probe))) return nullptr;
  const int classes = probe.names ? static_cast<int>(probe.names->size()) : 80;
  return std::make_shared<End2EndHead>(probe, output->index, classes);
}

}  // namespace ow::vision
