// Model signatures of any shape, and outputs of any shape and value, through every head.
#include <cmath>

#include "fuzz/shapes.h"
#include "vision/head.h"
#include "vision/letterbox.h"

using ow::fuzz::shape_from;
using ow::fuzz::tensor_from;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr const char* kHeads[] = {"", "yolov8", "yolov5", "yolox", "nanodet", "centernet", "end2end"};
  ow::fuzz::Bytes bytes(data, size);
  ow::ModelSignature signature{
      {{"images", shape_from(bytes), "float32"}}, {}, {{"overwatch.head", kHeads[bytes.below(7)]}}};
  for (std::size_t i = bytes.below(5); i > 0; --i) signature.outputs.push_back({"o", shape_from(bytes), "float32"});
  for (const char* key : {"names", "imgsz", "end2end"}) signature.metadata[key] = bytes.text();
  const auto head = ow::vision::recognise_head(signature);
  if (!head) return 0;
  std::vector<ow::Tensor> outputs;
  for (const auto& spec : signature.outputs) outputs.push_back(tensor_from(bytes, spec.shape));
  std::vector<ow::TensorView> views;
  for (const auto& output : outputs) views.push_back(output.view());
  ow::FrameInfo info;
  info.size = info.source_size = {640, 360};
  const auto found = (*head)->decode(views, ow::vision::make_letterbox(info, (*head)->input()),
                                     {.confidence = 0.01F, .classes = {0, 7}});
  if (!found) return 0;
  for (const auto& item : *found) {
    const auto inside = [](float value, float end) { return value >= 0 && value <= end; };  // false for NaN
    ow::fuzz::require(inside(item.score, 1.01F) && inside(item.box.x1, 640) && inside(item.box.x2, 640),
                      "a detection is within the picture");
  }
  return 0;
}
