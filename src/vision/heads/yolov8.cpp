// YOLOv8, v9, v10 (raw), 11, 12: (4 + classes) × anchors, boxes as centre and size in tensor pixels, scores after the
// sigmoid. Also the transposed form. https://docs.ultralytics.com
#include <algorithm>
#include <array>

#include "vision/heads/grid.h"
#include "vision/heads/head_base.h"

namespace ow::vision {
namespace {

constexpr std::size_t kBoxChannels = 4;

class YoloV8Head final : public HeadBase {
 public:
  YoloV8Head(const Probe& probe, std::size_t output, int class_count)
      : HeadBase("yolov8", probe.input(), probe.labels(class_count), class_count), output_(output) {}

  Result<std::vector<Detection>> decode(std::span<const TensorView> outputs, const Letterbox& letterbox,
                                        const DecodeOptions& options) const override {
    const std::size_t channels = kBoxChannels + static_cast<std::size_t>(class_count_);
    const auto matrix = output_ < outputs.size() ? as_matrix(outputs[output_]) : std::nullopt;
    std::vector<Candidate> candidates;
    if (matrix && matrix->rows == channels) {
      candidates = scan_channel_major(*matrix, options);
    } else if (matrix && matrix->columns == channels) {
      candidates = scan_anchor_major(*matrix, options);
    } else {
      return unexpected_outputs(name(), fmt::format("1x{0}xN or 1xNx{0}", channels), outputs);
    }
    return finish(std::move(candidates), letterbox, options, Suppression::kPerClass);
  }

 private:
  [[nodiscard]] std::vector<Candidate> scan_channel_major(const Matrix& matrix, const DecodeOptions& options) const {
    constexpr std::size_t kChunk = 1024;
    const CandidateFilter filter(options, class_count_);
    std::vector<Candidate> candidates;
    std::array<float, kChunk> best;
    for (std::size_t start = 0; start < matrix.columns; start += kChunk) {
      const std::size_t count = std::min(kChunk, matrix.columns - start);
      kernel::max_over_rows(matrix.data + kBoxChannels * matrix.columns + start, static_cast<std::size_t>(class_count_),
                            matrix.columns, std::span(best).first(count));
      for (std::size_t i = 0; i < count; ++i) {
        if (best[i] >= filter.confidence()) add(matrix.data + start + i, matrix.columns, start + i, filter, candidates);
      }
    }
    return candidates;
  }

  [[nodiscard]] std::vector<Candidate> scan_anchor_major(const Matrix& matrix, const DecodeOptions& options) const {
    const CandidateFilter filter(options, class_count_);
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < matrix.rows; ++i) {
      const std::span<const float> row = matrix.row(i);
      if (kernel::max_of(row.subspan(kBoxChannels)) >= filter.confidence()) add(row.data(), 1, i, filter, candidates);
    }
    return candidates;
  }

  /// `anchor` points at the anchor's x; its further channels lie `stride` apart.
  void add(const float* anchor, std::size_t stride, std::size_t index, const CandidateFilter& filter,
           std::vector<Candidate>& candidates) const {
    const ClassScore best = best_class(anchor + kBoxChannels * stride, class_count_, stride);
    if (best.class_id < 0 || !filter.wants_score(best.score) || !filter.wants_class(best.class_id)) return;
    candidates.push_back({box_from_centre(anchor[0], anchor[stride], anchor[2 * stride], anchor[3 * stride]),
                          best.score, best.class_id, static_cast<std::int32_t>(index)});
  }

  std::size_t output_;
};

bool is_anchor_count(std::int64_t count, Size size) {
  return count == cells_of(size, kStridesP5) || count == cells_of(size, kStridesP6) ||
         count == cells_of(size, kStridesP2);
}

/// Classes if dimension `channels` is the channels' and `anchors` the anchors'; 0 otherwise. Without names the number of
/// anchors, or COCO's 84 channels, must speak for it.
std::int64_t classes_of(std::int64_t channels, std::int64_t anchors, const Probe& probe) {
  const std::int64_t classes = channels - static_cast<std::int64_t>(kBoxChannels);
  if (classes < 1 || classes > kClassesMax || !probe.agrees(classes)) return 0;
  const bool anchors_fit = is_anchor_count(anchors, probe.size);
  if (probe.names || probe.named("yolov8")) return anchors < 0 || anchors_fit || anchors > channels ? classes : 0;
  return anchors_fit || (anchors < 0 && classes == 80) ? classes : 0;
}

}  // namespace

HeadPtr recognise_yolov8(const Probe& probe) {
  const auto output = sole_rows_output(probe.signature);
  if (!output || !probe.allows("yolov8")) return nullptr;
  std::int64_t classes = classes_of(output->first, output->second, probe);
  if (classes == 0) classes = classes_of(output->second, output->first, probe);
  const bool open = output->first < 0 && output->second < 0;
  if (classes == 0 && open && probe.names) classes = static_cast<std::int64_t>(probe.names->size());
  if (classes == 0) return nullptr;
  return std::make_shared<YoloV8Head>(probe, output->index, static_cast<int>(classes));
}

}  // namespace ow::vision
