#include <cmath>
#include <nlohmann/json.hpp>

#include "live/picture.h"

namespace ow::live {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double steps) { return std::round(value * steps) / steps; }
double milliseconds(double value) { return rounded(value, 1000); }

Json detection_json(const Detection& detection, const Labels& labels) {
  const auto pixel = [](float value) { return rounded(static_cast<double>(value), 10); };
  const Box& box = detection.box;
  return {{"class", label_of(labels, detection.class_id)},
          {"class_id", detection.class_id},
          {"score", rounded(static_cast<double>(detection.score), 1000)},
          {"box", Json::array({pixel(box.x1), pixel(box.y1), pixel(box.x2), pixel(box.y2)})}};
}

Json detections_json(const std::vector<DetectionSetPtr>& sets) {
  Json list = Json::array();
  for (const DetectionSetPtr& set : sets) {
    if (set == nullptr) continue;
    for (const Detection& detection : set->items) list.push_back(detection_json(detection, set->labels));
  }
  return list;
}

bool all_carried_over(const std::vector<DetectionSetPtr>& sets) {
  for (const DetectionSetPtr& set : sets) {
    if (set != nullptr && !set->carried_over) return false;
  }
  return !sets.empty();
}

Json header_json(const Picture& picture) {
  const double capture_unix_ms = static_cast<double>(picture.capture_unix_us) / 1000.0;
  const double age_ms = to_ms(picture.encoded - picture.trace.capture());
  return {{"seq", picture.sequence},
          {"pts_ms", milliseconds(to_ms(picture.pts))},
          {"capture_unix_ms", milliseconds(capture_unix_ms)},
          {"encoded_unix_ms", milliseconds(capture_unix_ms + age_ms)},
          {"encode_ms", milliseconds(picture.encode_ms)},
          {"age_ms", milliseconds(age_ms)},
          {"width", picture.size.width},
          {"height", picture.size.height},
          {"source_width", picture.source_size.width},
          {"source_height", picture.source_size.height},
          {"codec", picture.codec},
          {"quality", picture.quality},
          {"rendition", picture.rendition == Rendition::kFull ? "full" : "reduced"},
          {"bytes", picture.bytes.size()},
          {"skipped", all_carried_over(picture.detections)},
          {"detections", detections_json(picture.detections)}};
}

}  // namespace

std::vector<std::uint8_t> frame_message_header(const Picture& picture) {
  // Labels come from model files: bytes that are no UTF-8 must not end the stream.
  const std::string json = header_json(picture).dump(-1, ' ', false, Json::error_handler_t::replace);
  std::vector<std::uint8_t> message;
  message.reserve(4 + json.size());
  for (unsigned shift = 0; shift < 32; shift += 8) message.push_back(static_cast<std::uint8_t>(json.size() >> shift));
  message.insert(message.end(), json.begin(), json.end());
  return message;
}

}  // namespace ow::live
