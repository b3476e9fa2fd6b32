// What recognition knows of a model, and the recognisers, one a head. Internal to the heads.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "vision/head.h"

namespace ow::vision {

using HeadPtr = std::shared_ptr<const Head>;

/// The signature, digested. Lives for one recognition.
struct Probe {
  const ModelSignature& signature;
  Size size;              ///< of the input; the default where the model leaves it open
  TensorLayout layout = TensorLayout::kNchw;
  Labels names;           ///< null when the metadata has none
  std::string head;       ///< metadata overwatch.head, which wins over every guess
  bool ultralytics = false;
  std::optional<bool> end2end;

  /// Whether this head may be tried: no other one is named.
  [[nodiscard]] bool allows(std::string_view name) const { return head.empty() || head == name; }
  [[nodiscard]] bool named(std::string_view name) const { return head == name; }
  /// Whether so many classes agree with the names, as far as there are any.
  [[nodiscard]] bool agrees(std::int64_t class_count) const;
  /// The names, else COCO's for 80 classes, else "class N".
  [[nodiscard]] Labels labels(std::int64_t class_count) const;
  /// Common part of every head's input: size and layout, RGB 0 … 1 letterboxed in the centre.
  [[nodiscard]] InputSpec input() const { return {.size = size, .layout = layout}; }
};

/// Bounds on what a file may claim.
inline constexpr std::int64_t kClassesMax = 10'000;

/// The only output of rank 3; rank-5 outputs beside it (the raw maps of old YOLOv5 exports) are passed over.
struct RowsOutput {
  std::size_t index = 0;
  std::int64_t first = 0;   ///< dimension 1; −1 when dynamic
  std::int64_t second = 0;  ///< dimension 2
};
[[nodiscard]] std::optional<RowsOutput> sole_rows_output(const ModelSignature& signature);

/// Each gives null when the model is not its own.
HeadPtr recognise_centernet(const Probe& probe);
HeadPtr recognise_nanodet(const Probe& probe);
HeadPtr recognise_end2end(const Probe& probe);
HeadPtr recognise_yolox(const Probe& probe);
HeadPtr recognise_yolov5(const Probe& probe);
HeadPtr recognise_yolov8(const Probe& probe);

}  // namespace ow::vision
