// One JSON line for one frame, the same bytes for the same detections.
#pragma once

#include <string>

#include "core/packet.h"

namespace ow::nodes {

/// `{"frame":0,"pts_ms":0.0,"skipped":false,"detections":[{"class":"person","class_id":0,"score":0.8714,"box":[x1,y1,x2,y2]}]}`
/// with boxes in source pixels; no line break.
std::string frame_line(const Packet& packet);

}  // namespace ow::nodes
