#include "nodes/frame_line.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

namespace ow::nodes {

namespace {

/// JSON has no word for what is not a number.
std::string number(float value, int digits) {
  return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : "null";
}

}  // namespace

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
      fmt::format_to(std::back_inserter(line), R"({}{{"class":{},"class_id":{},"score":{},"box":[{},{},{},{}]}})",
                     std::exchange(first, false) ? "" : ",", name, item.class_id, number(item.score, 4),
                     number(item.box.x1, 2), number(item.box.y1, 2), number(item.box.x2, 2), number(item.box.y2, 2));
    }
  }
  line += "]}";
  return line;
}

}  // namespace ow::nodes
