#include "nodes/model_options.h"

#include <algorithm>
#include <iterator>

namespace ow::nodes {
namespace {

/// What is looked for, and how often.
std::vector<graph::Option> detection_options() {
  using enum graph::OptionType;
  return {
      {.name = "model",
       .type = kModel,
       .fallback = {},
       .doc = "Name of an installed model (overwatch models list) or path of an .onnx file",
       .required = true},
      {.name = "confidence",
       .type = kFraction,
       .fallback = 0.25,
       .doc = "Detections with a lower score are dropped",
       .min = 0,
       .max = 1,
       .live = true,
       .help = "Raise it when boxes appear where nothing is; lower it when objects are missed."},
      {.name = "iou",
       .type = kFraction,
       .fallback = 0.45,
       .doc = "Of two boxes of a class that overlap more than this the weaker one is dropped",
       .min = 0,
       .max = 1,
       .live = true,
       .help = "Intersection over union. Lower it when one object gets several boxes; raise it in crowds."},
      {.name = "classes",
       .type = kClassList,
       .fallback = {},
       .doc = "Only these classes; empty means all",
       .live = true,
       .placeholder = "person, car"},
      {.name = "max_detections",
       .type = kInteger,
       .fallback = std::int64_t{300},
       .doc = "At most so many per frame",
       .min = 1,
       .max = 3000,
       .live = true,
       .advanced = true},
      {.name = "fps",
       .type = kNumber,
       .fallback = 0.0,
       .doc = "At most so many inferences a second; frames between carry the last result on; 0 infers on all",
       .min = 0,
       .max = 240,
       .unit = "fps",
       .live = true,
       .slider = true,
       .step = 1},
  };
}

/// How it runs.
std::vector<graph::Option> execution_options() {
  using enum graph::OptionType;
  return {
      {.name = "batch_size",
       .type = kInteger,
       .fallback = std::int64_t{1},
       .doc = "Frames inferred together; above 1 only for offline work, it adds delay",
       .min = 1,
       .max = 64,
       .advanced = true},
      {.name = "precision",
       .type = kChoice,
       .fallback = std::string("auto"),
       .doc = "auto runs the file as it is; fp16 needs a GPU; int8 needs a quantized file",
       .choices = {"auto", "fp32", "fp16", "int8"},
       .advanced = true},
      {.name = "device",
       .type = kChoice,
       .fallback = std::string("auto"),
       .doc = "Where it runs; auto takes DEVICE or the best there is",
       .choices = {"auto", "cuda", "tensorrt", "mps", "openvino", "cpu"},
       .advanced = true},
      {.name = "schedule",
       .type = kChoice,
       .fallback = std::string("auto"),
       .doc = "latency: one session on all cores; throughput: a session a core; auto: throughput for lossless runs",
       .choices = {"auto", "latency", "throughput"},
       .advanced = true},
      {.name = "audit_skipped",
       .type = kNumber,
       .fallback = 0.0,
       .doc = "Share of the frames spared by skip_similar that is inferred after all, off the live path, to count "
              "what "
              "skipping misses",
       .min = 0,
       .max = 100,
       .unit = "%",
       .advanced = true},
  };
}

}  // namespace

std::vector<graph::Option> model_options() {
  std::vector<graph::Option> options = detection_options();
  std::ranges::move(execution_options(), std::back_inserter(options));
  return options;
}

}  // namespace ow::nodes
