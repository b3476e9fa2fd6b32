#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "vision/heads/names.h"
#include "vision/heads/probe.h"

namespace ow::vision {
namespace {

struct KnownHead {
  std::string_view name;
  std::string_view outputs;  ///< as the error of an unknown model lists them
  HeadPtr (*recognise)(const Probe&);
};

/// In the order of how unmistakable they are.
constexpr std::array kHeads = {
    KnownHead{"centernet", "1x{C}xHxW with 1x4xHxW (or channels last)", recognise_centernet},
    KnownHead{"nanodet", "1xNx{C} with 1xNx32 for each stride, or 1xNx{C+32}", recognise_nanodet},
    KnownHead{"end2end", "1xNx6", recognise_end2end},
    KnownHead{"yolox", "1xNx{5+C}, one anchor a cell", recognise_yolox},
    KnownHead{"yolov5", "1xNx{5+C}, three anchors a cell", recognise_yolov5},
    KnownHead{"yolov8", "1x{4+C}xN or 1xNx{4+C}", recognise_yolov8},
};

std::string_view metadata_of(const ModelSignature& signature, const std::string& key) {
  const auto found = signature.metadata.find(key);
  return found != signature.metadata.end() ? trim(found->second) : std::string_view{};
}

/// Up to two numbers of "[480, 640]" or "640".
std::vector<int> numbers_in(std::string_view text) {
  std::vector<int> numbers;
  while (!text.empty() && numbers.size() < 2) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool found = error == std::errc{};
    if (found) numbers.push_back(value);
    text.remove_prefix(found ? static_cast<std::size_t>(end - text.data()) : 1);
  }
  return numbers;
}

/// The size for a model that leaves it open: metadata imgsz (height, width), else 640×640.
Size default_size(const ModelSignature& signature) {
  constexpr Size kUsual{640, 640};
  const std::vector<int> numbers = numbers_in(metadata_of(signature, "imgsz"));
  if (numbers.empty()) return kUsual;
  return {numbers.back(), numbers.front()};
}

std::unexpected<Error> unusable_input(const TensorSpec& input) {
  return fail(ErrorCode::kUnsupported,
              "the model's input '{}' is {} {}; a picture of three channels is wanted: float32 1x3xHxW or 1xHxWx3",
              input.name, input.element_type, shape_text(input.shape));
}

/// Fills in size and layout.
Status read_input(const TensorSpec& input, Probe& probe) {
  constexpr std::int64_t kExtentMax = 8192;
  const bool numeric = input.element_type.empty() || input.element_type == "float32" || input.element_type == "float16";
  if (input.shape.size() != 4 || !numeric) return unusable_input(input);
  const bool first = input.shape[1] == 3;
  const bool last = input.shape[3] == 3 && !first;
  const bool open = input.shape[1] < 0 && input.shape[3] < 0;
  if (!first && !last && !open) return unusable_input(input);
  probe.layout = last ? TensorLayout::kNhwc : TensorLayout::kNchw;
  const Size usual = default_size(probe.signature);
  const auto extent = [](std::int64_t known, int otherwise) { return known < 0 ? otherwise : known; };
  const std::int64_t height = extent(input.shape[last ? 1 : 2], usual.height);
  const std::int64_t width = extent(input.shape[last ? 2 : 3], usual.width);
  if (std::min(width, height) < 1 || std::max(width, height) > kExtentMax) return unusable_input(input);
  probe.size = {static_cast<int>(width), static_cast<int>(height)};
  return {};
}

Status check_task(const ModelSignature& signature) {
  const std::string_view task = metadata_of(signature, "task");
  if (task.empty() || task == "detect") return {};
  return fail(ErrorCode::kUnsupported,
              "the model's task is '{}', and only detection is understood so far; use the model's 'detect' variant",
              task);
}

Result<Probe> make_probe(const ModelSignature& signature) {
  if (signature.inputs.empty()) return fail(ErrorCode::kUnsupported, "the model has no input");
  OW_CHECK(check_task(signature));
  Probe probe{.signature = signature, .size = {}, .names = nullptr, .head = {}, .end2end = {}};
  OW_CHECK(read_input(signature.inputs.front(), probe));
  if (const auto names = metadata_of(signature, "names"); !names.empty()) {
    OW_TRY(probe.names, parse_names(names));
  }
  probe.head = std::string(metadata_of(signature, "overwatch.head"));
  probe.ultralytics = metadata_of(signature, "author") == "Ultralytics" || !metadata_of(signature, "stride").empty();
  const std::string end2end = to_lower(metadata_of(signature, "end2end"));
  if (!end2end.empty()) probe.end2end = end2end == "true" || end2end == "1";
  return probe;
}

std::unexpected<Error> unknown_head(const Probe& probe) {
  std::vector<std::string> shapes, known;
  for (const TensorSpec& output : probe.signature.outputs) shapes.push_back(shape_text(output.shape));
  for (const KnownHead& head : kHeads) known.push_back(fmt::format("{} ({})", head.name, head.outputs));
  std::string hint;
  if (probe.names) hint = fmt::format(", {} class names", probe.names->size());
  if (!probe.head.empty()) hint += fmt::format(", overwatch.head '{}'", probe.head);
  return fail(ErrorCode::kUnsupported,
              "the model's outputs are not understood: it has {} for an input of {}x{} (width x height){}; understood "
              "are, for C classes, {}",
              join(shapes), probe.size.width, probe.size.height, hint, join(known));
}

}  // namespace

bool Probe::agrees(std::int64_t class_count) const {
  return !names || static_cast<std::int64_t>(names->size()) == class_count;
}

Labels Probe::labels(std::int64_t class_count) const {
  if (names) return names;
  if (class_count == 80) return coco_labels();
  auto labels = std::make_shared<std::vector<std::string>>();
  for (std::int64_t id = 0; id < class_count; ++id) labels->push_back("class " + std::to_string(id));
  return labels;
}

std::optional<RowsOutput> sole_rows_output(const ModelSignature& signature) {
  std::optional<RowsOutput> found;
  for (std::size_t i = 0; i < signature.outputs.size(); ++i) {
    const auto& shape = signature.outputs[i].shape;
    if (shape.size() == 5) continue;
    if (shape.size() != 3 || found) return std::nullopt;
    found = RowsOutput{i, shape[1], shape[2]};
  }
  return found;
}

Result<std::shared_ptr<const Head>> recognise_head(const ModelSignature& signature) {
  OW_TRY(const Probe probe, make_probe(signature));
  for (const KnownHead& head : kHeads) {
    if (HeadPtr recognised = head.recognise(probe)) return recognised;
  }
  return unknown_head(probe);
}

}  // namespace ow::vision
