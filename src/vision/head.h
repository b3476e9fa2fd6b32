// Heads: from a model's raw outputs to detections.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "core/detection.h"
#include "core/tensor.h"
#include "vision/preprocess.h"

namespace ow::vision {

/// Thresholds of one decode.
struct DecodeOptions {
  float confidence = 0.25F;            ///< scores below are dropped, 0 … 1
  float iou = 0.45F;                   ///< NMS threshold within a class, 0 … 1
  std::vector<std::int32_t> classes{}; ///< only these when not empty
  int detections_max = 300;
  bool class_agnostic_nms = false;
};

/// Stateless after creation; decode may be called from any thread.
class Head {
 public:
  virtual ~Head() = default;
  /// "yolov8", "yolov5", "yolox", "nanodet", "centernet", "end2end" (NMS inside the model).
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// What the model wants as input.
  [[nodiscard]] virtual const InputSpec& input() const = 0;
  [[nodiscard]] virtual const Labels& labels() const = 0;
  /// Decodes one picture. `outputs` are in the model's output order with a batch dimension of 1 (the caller slices a
  /// batch). Boxes come in source pixels, by falling score. An output of an unexpected shape or with values that are not finite is an error / ignored.
  [[nodiscard]] virtual Result<std::vector<Detection>> decode(std::span<const TensorView> outputs,
                                                              const Letterbox& letterbox,
                                                              const DecodeOptions& options) const = 0;
};

/// Recognises the head from shapes and metadata. Otherwise the error lists the model's shapes and those understood.
Result<std::shared_ptr<const Head>> recognise_head(const ModelSignature& signature);

/// The 80 COCO class names in their usual order.
Labels coco_labels();

}  // namespace ow::vision
