// Where the picture lies in the tensor, in whole tensor pixels. Internal to vision.
#pragma once

#include "vision/preprocess.h"

namespace ow::vision {

struct Region {
  int left = 0;
  int top = 0;
  Size size;
};

/// The formulas are those of Ultralytics' LetterBox (kCentre) and YOLOX's preproc (kTopLeft), so that boxes agree with
/// the original tools. The size is at least 1×1 however extreme the aspect ratio is.
[[nodiscard]] Region picture_region(const FrameInfo& frame, const InputSpec& spec);

}  // namespace ow::vision
