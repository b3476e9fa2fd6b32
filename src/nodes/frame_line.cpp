#include "nodes/frame_line.h"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

namespace ow::nodes {

std::string frame_line(const Packet& packet) {
  const FrameInfo& info = packet.frame->info();
  const DetectionSet* set = packet.detections();
  std::string line = fmt::format(R"({{"frame":{},"pts_ms":{:.3f},"skipped":{},"detections":[)", info.sequence,
                                 static_cast<double>(info.pts.count()) / 1000, set != nullptr && set->carried_over);
  if (set != nullptr) {
    bool first = true;
    for (const Detection& item : set->items) {
      const std::string name = nlohmann::json(label_of(set->labels, item.class_id))
                                   .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
      fmt::format_to(std::back_inserter(line),
                     R"({}{{"class":{},"class_id":{},"score":{:.4f},"box":[{:.2f},{:.2f},{:.2f},{:.2f}]}})",
                     std::exchange(first, false) ? "" : ",", name, item.class_id, item.score, item.box.x1, item.box.y1,
                     item.box.x2, item.box.y2);
    }
  }
  line += "]}";
  return line;
}

}  // namespace ow::nodes
