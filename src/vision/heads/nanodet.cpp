// NanoDet and NanoDet-Plus: class scores after the sigmoid and distances to the four sides as distributions over eight
// bins (reg_max 7), in units of the stride. Either six outputs (scores and distances for each stride, in any order) or
// one, 1×N×(classes + 32). BGR, ImageNet mean and deviation. https://github.com/RangiLyu/nanodet
#include <algorithm>
#include <array>
#include <cmath>

#include "vision/heads/grid.h"
#include "vision/heads/head_base.h"

namespace ow::vision {
namespace {

constexpr std::size_t kBins = 8;
constexpr std::size_t kDistanceColumns = 4 * kBins;

/// The official configurations train and demonstrate with keep_ratio off, so the picture is stretched (AP50 on 200 COCO
/// pictures: 0.403 stretched, 0.398 letterboxed).
InputSpec nanodet_input(const Probe& probe) {
  InputSpec spec = probe.input();
  spec.order = ChannelOrder::kBgr;
  spec.placement = Placement::kStretch;
  spec.mean = {103.53F, 116.28F, 123.675F};
  spec.scale = {1 / 57.375F, 1 / 57.12F, 1 / 58.395F};
  return spec;
}

/// Expectation of a softmax over the bins; NaN in gives NaN out, which finish() drops.
float expected_bin(const float* logits) {
  const float largest = *std::max_element(logits, logits + kBins);
  float sum = 0, weighted = 0;
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    const float weight = std::exp(logits[bin] - largest);
    sum += weight;
    weighted += weight * static_cast<float>(bin);
  }
  return weighted / sum;
}

/// The generations place an anchor in their cell differently.
enum class AnchorPlace { kCellCentre, kCellCorner };

/// One stride's (or all strides') rows: where scores and distances of row i begin.
struct Level {
  const float* scores = nullptr;
  const float* distances = nullptr;
  std::size_t score_stride = 0, distance_stride = 0;
  std::size_t rows = 0;
  std::size_t first_cell = 0;
};

class NanoDetHead final : public HeadBase {
 public:
  NanoDetHead(const Probe& probe, int class_count, std::span<const int> strides, AnchorPlace place)
      : HeadBase("nanodet", nanodet_input(probe), probe.labels(class_count), class_count),
        strides_(strides.begin(), strides.end()),
        cells_(make_cells(probe.size, strides)),
        anchor_offset_(place == AnchorPlace::kCellCentre ? 0.5F : 0.F) {}

  Result<std::vector<Detection>> decode(std::span<const TensorView> outputs, const Letterbox& letterbox,
                                        const DecodeOptions& options) const override {
    const std::vector<Level> levels = outputs.size() == 1 ? joint_level(outputs[0]) : levels_of(outputs);
    if (levels.empty()) {
      return unexpected_outputs(
          name(),
          fmt::format("1x{}x{} or, for each stride, 1xNx{} and 1xNx{}", cells_.size(),
                      static_cast<std::size_t>(class_count_) + kDistanceColumns, class_count_, kDistanceColumns),
          outputs);
    }
    std::vector<Candidate> candidates;
    for (const Level& level : levels) scan(level, options, candidates);
    return finish(std::move(candidates), letterbox, options, Suppression::kPerClass);
  }

 private:
  [[nodiscard]] std::vector<Level> joint_level(const TensorView& output) const {
    const auto matrix = as_matrix(output);
    const auto classes = static_cast<std::size_t>(class_count_);
    if (!matrix || matrix->columns != classes + kDistanceColumns || matrix->rows != cells_.size()) return {};
    return {{matrix->data, matrix->data + classes, matrix->columns, matrix->columns, matrix->rows, 0}};
  }

  /// Pairs the outputs by their number of rows; empty when one is missing or wrong. With 32 classes the scores come
  /// first, as the exporter writes them.
  [[nodiscard]] std::vector<Level> levels_of(std::span<const TensorView> outputs) const {
    const auto classes = static_cast<std::size_t>(class_count_);
    std::vector<Level> levels;
    std::size_t first_cell = 0;
    for (const int stride : strides_) {
      Level level{.rows = static_cast<std::size_t>(cells_of(input().size, stride)), .first_cell = first_cell};
      for (const TensorView& output : outputs) {
        const auto matrix = as_matrix(output);
        if (!matrix || matrix->rows != level.rows) continue;
        if (matrix->columns == classes && level.scores == nullptr) {
          level.scores = matrix->data;
        } else if (matrix->columns == kDistanceColumns && level.distances == nullptr) {
          level.distances = matrix->data;
        }
      }
      if (level.scores == nullptr || level.distances == nullptr) return {};
      level.score_stride = classes;
      level.distance_stride = kDistanceColumns;
      first_cell += level.rows;
      levels.push_back(level);
    }
    return levels;
  }

  void scan(const Level& level, const DecodeOptions& options, std::vector<Candidate>& candidates) const {
    const CandidateFilter filter(options, class_count_);
    const auto classes = static_cast<std::size_t>(class_count_);
    for (std::size_t i = 0; i < level.rows; ++i) {
      const float* scores = level.scores + i * level.score_stride;
      if (kernel::max_of({scores, classes}) < filter.confidence()) continue;
      const ClassScore best = best_class(scores, class_count_, 1);
      if (best.class_id < 0 || !filter.wants_score(best.score) || !filter.wants_class(best.class_id)) continue;
      const std::size_t index = level.first_cell + i;
      candidates.push_back({box_of(cells_[index], level.distances + i * level.distance_stride), best.score,
                            best.class_id, static_cast<std::int32_t>(index)});
    }
  }

  [[nodiscard]] Box box_of(const GridCell& cell, const float* distances) const {
    std::array<float, 4> sides{};  // left, top, right, bottom
    for (std::size_t side = 0; side < 4; ++side) sides[side] = expected_bin(distances + side * kBins) * cell.stride;
    const float x = (cell.x + anchor_offset_) * cell.stride;
    const float y = (cell.y + anchor_offset_) * cell.stride;
    const auto width = static_cast<float>(input().size.width);
    const auto height = static_cast<float>(input().size.height);
    return {std::clamp(x - sides[0], 0.F, width), std::clamp(y - sides[1], 0.F, height),
            std::clamp(x + sides[2], 0.F, width), std::clamp(y + sides[3], 0.F, height)};
  }

  std::vector<int> strides_;
  std::vector<GridCell> cells_;
  float anchor_offset_;
};

/// Four strides are NanoDet-Plus, whose anchors sit in their cell's corner.
HeadPtr make_nanodet(const Probe& probe, std::int64_t classes, bool plus) {
  if (classes < 1 || classes > kClassesMax || !probe.agrees(classes)) return nullptr;
  return std::make_shared<NanoDetHead>(probe, static_cast<int>(classes),
                                       plus ? std::span<const int>(kStridesP6) : std::span<const int>(kStridesP5),
                                       plus ? AnchorPlace::kCellCorner : AnchorPlace::kCellCentre);
}

HeadPtr recognise_joint(const Probe& probe) {
  const auto output = sole_rows_output(probe.signature);
  if (!output) return nullptr;
  const std::int64_t classes = output->second - static_cast<std::int64_t>(kDistanceColumns);
  // 112 columns are COCO's; any other number needs names to be told from YOLOX.
  if (!probe.names && !probe.named("nanodet") && classes != 80) return nullptr;
  const bool plus = output->first == cells_of(probe.size, kStridesP6);
  if (!plus && output->first != cells_of(probe.size, kStridesP5)) return nullptr;
  return make_nanodet(probe, classes, plus);
}

/// Two outputs a stride; the class count is the column count that is not the distances'.
HeadPtr recognise_split(const Probe& probe) {
  const auto& outputs = probe.signature.outputs;
  if (outputs.size() != 6 && outputs.size() != 8) return nullptr;
  auto classes = static_cast<std::int64_t>(kDistanceColumns);
  std::size_t distances = 0;
  for (const TensorSpec& output : outputs) {
    if (output.shape.size() < 2) return nullptr;
    if (output.shape.back() == static_cast<std::int64_t>(kDistanceColumns)) {
      ++distances;
    } else {
      classes = output.shape.back();
    }
  }
  const bool all_equal = distances == outputs.size();  // 32 classes
  if (distances != outputs.size() / 2 && !all_equal) return nullptr;
  return make_nanodet(probe, classes, outputs.size() == 8);
}

}  // namespace

HeadPtr recognise_nanodet(const Probe& probe) {
  if (!probe.allows("nanodet")) return nullptr;
  return probe.signature.outputs.size() == 1 ? recognise_joint(probe) : recognise_split(probe);
}

}  // namespace ow::vision
