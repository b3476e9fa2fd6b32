// CenterNet as MobileNetV3-CenterNet has it: a map of class scores (after the sigmoid) and a map of distances to left,
// top, right and bottom in tensor pixels, measured from the cell's corner (cell · stride, as the original graph does).
// A detection is the largest of its 3×3 neighbourhood within its class. RGB 0 … 255, picture stretched.
// https://github.com/610265158/mobilenetv3_centernet
#include <algorithm>
#include <array>

#include "vision/heads/head_base.h"

namespace ow::vision {
namespace {

constexpr std::int64_t kSides = 4;
/// Values looked at in one go; most are far below any threshold.
constexpr std::size_t kChunk = 512;

InputSpec centernet_input(const Probe& probe) {
  InputSpec spec = probe.input();
  spec.placement = Placement::kStretch;
  spec.scale = {1, 1, 1};
  return spec;
}

/// A checked map of channels over cells, in either layout.
struct Map {
  std::span<const float> values;
  std::size_t channels = 0, height = 0, width = 0;
  bool channels_last = false;

  struct Place {
    std::size_t x = 0, y = 0, channel = 0;
  };
  [[nodiscard]] Place place_of(std::size_t index) const {
    if (channels_last) return {index / channels % width, index / channels / width, index % channels};
    return {index % width, index / width % height, index / width / height};
  }
  [[nodiscard]] float at(std::size_t x, std::size_t y, std::size_t channel) const {
    return values[channels_last ? (y * width + x) * channels + channel : (channel * height + y) * width + x];
  }
};

enum class Layout { kChannelsFirst, kChannelsLast };

std::optional<Map> as_map(const TensorView& view, std::int64_t channels, Layout layout) {
  std::span<const std::int64_t> shape = view.shape;
  if (shape.size() == 4 && shape.front() == 1) shape = shape.subspan(1);
  constexpr std::int64_t kExtentMax = 1 << 14;
  if (shape.size() != 3) return std::nullopt;
  for (const std::int64_t extent : shape) {
    if (extent < 1 || extent > kExtentMax) return std::nullopt;
  }
  const bool last = layout == Layout::kChannelsLast;
  if (shape[last ? 2 : 0] != channels) return std::nullopt;
  if (static_cast<std::size_t>(shape[0] * shape[1] * shape[2]) != view.values.size()) return std::nullopt;
  return Map{view.values, static_cast<std::size_t>(channels), static_cast<std::size_t>(shape[last ? 0 : 1]),
             static_cast<std::size_t>(shape[last ? 1 : 2]), last};
}

/// Whether no neighbour of the same class has a larger score. Equal neighbours both stay, as with max pooling.
bool is_peak(const Map& scores, const Map::Place& place, float score, const CandidateFilter& filter) {
  const std::size_t y_end = std::min(place.y + 2, scores.height);
  const std::size_t x_end = std::min(place.x + 2, scores.width);
  for (std::size_t y = place.y > 0 ? place.y - 1 : 0; y < y_end; ++y) {
    for (std::size_t x = place.x > 0 ? place.x - 1 : 0; x < x_end; ++x) {
      const float neighbour = scores.at(x, y, place.channel);
      if (neighbour > score && filter.wants_score(neighbour)) return false;
    }
  }
  return true;
}

class CenterNetHead final : public HeadBase {
 public:
  CenterNetHead(const Probe& probe, std::size_t scores, std::size_t sides, int class_count)
      : HeadBase("centernet", centernet_input(probe), probe.labels(class_count), class_count),
        scores_(scores),
        sides_(sides) {}

  Result<std::vector<Detection>> decode(std::span<const TensorView> outputs, const Letterbox& letterbox,
                                        const DecodeOptions& options) const override {
    for (const Layout layout : {Layout::kChannelsFirst, Layout::kChannelsLast}) {
      if (std::max(scores_, sides_) >= outputs.size()) break;
      const auto scores = as_map(outputs[scores_], class_count_, layout);
      const auto sides = as_map(outputs[sides_], kSides, layout);
      if (!scores || !sides || scores->width != sides->width || scores->height != sides->height) continue;
      return finish(scan(*scores, *sides, options), letterbox, options, Suppression::kPerClass);
    }
    return unexpected_outputs(name(), fmt::format("1x{0}xHxW and 1x4xHxW, or 1xHxWx{0} and 1xHxWx4", class_count_),
                              outputs);
  }

 private:
  [[nodiscard]] std::vector<Candidate> scan(const Map& scores, const Map& sides, const DecodeOptions& options) const {
    const CandidateFilter filter(options, class_count_);
    std::vector<Candidate> candidates;
    for (std::size_t start = 0; start < scores.values.size(); start += kChunk) {
      const std::size_t count = std::min(kChunk, scores.values.size() - start);
      if (kernel::max_of(scores.values.subspan(start, count)) < filter.confidence()) continue;
      for (std::size_t i = start; i < start + count; ++i) {
        const float score = scores.values[i];
        if (!filter.wants_score(score)) continue;
        const Map::Place place = scores.place_of(i);
        const auto class_id = static_cast<std::int32_t>(place.channel);
        if (!filter.wants_class(class_id) || !is_peak(scores, place, score, filter)) continue;
        const auto cell = static_cast<std::int32_t>(place.y * scores.width + place.x);
        candidates.push_back({box_of(sides, place), score, class_id, cell});
      }
    }
    return candidates;
  }

  [[nodiscard]] Box box_of(const Map& sides, const Map::Place& place) const {
    const float x =
        static_cast<float>(place.x) * static_cast<float>(input().size.width) / static_cast<float>(sides.width);
    const float y =
        static_cast<float>(place.y) * static_cast<float>(input().size.height) / static_cast<float>(sides.height);
    return {x - sides.at(place.x, place.y, 0), y - sides.at(place.x, place.y, 1), x + sides.at(place.x, place.y, 2),
            y + sides.at(place.x, place.y, 3)};
  }

  std::size_t scores_, sides_;
};

/// Channels of a map output: the dimension that is not one of the two cell extents; −1 when it cannot be told.
struct Channels {
  std::int64_t first = 0, last = 0;
};

std::optional<Channels> channels_of(const TensorSpec& output) {
  if (output.shape.size() != 4) return std::nullopt;
  return Channels{output.shape[1], output.shape[3]};
}

std::int64_t class_count_of(const Channels& scores, const Channels& sides) {
  if (sides.first == kSides && scores.first > 0) return scores.first;
  if (sides.last == kSides && scores.last > 0) return scores.last;
  return 0;
}

}  // namespace

HeadPtr recognise_centernet(const Probe& probe) {
  const auto& outputs = probe.signature.outputs;
  if (!probe.allows("centernet") || outputs.size() != 2) return nullptr;
  const auto first = channels_of(outputs[0]);
  const auto second = channels_of(outputs[1]);
  if (!first || !second) return nullptr;
  // The usual order is scores, distances; a name that says "wh" decides when both could be either.
  const bool swapped =
      class_count_of(*first, *second) == 0 || (outputs[0].name.ends_with("wh") && class_count_of(*second, *first) != 0);
  const std::int64_t classes = swapped ? class_count_of(*second, *first) : class_count_of(*first, *second);
  if (classes < 1 || classes > kClassesMax || !probe.agrees(classes)) return nullptr;
  return std::make_shared<CenterNetHead>(probe, swapped ? 1 : 0, swapped ? 0 : 1, static_cast<int>(classes));
}

}  // namespace ow::vision
