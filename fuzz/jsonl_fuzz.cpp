// One JSON line a frame, and the header of a live picture: any label and any number gives valid JSON on one line.
#include <nlohmann/json.hpp>

#include "fuzz/bytes.h"
#include "live/hub.h"
#include "nodes/frame_line.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ow::fuzz::Bytes bytes(data, size);
  ow::FrameInfo info;
  info.sequence = bytes.take<std::uint64_t>();
  info.pts = std::chrono::microseconds(bytes.take<std::int64_t>());
  auto set = std::make_shared<ow::DetectionSet>();
  std::vector<std::string> labels;
  while (!bytes.empty() && set->items.size() < 50) {
    ow::Detection item;
    item.score = bytes.take<float>();
    item.class_id = bytes.take<std::int8_t>();
    item.box = {bytes.take<float>(), bytes.take<float>(), bytes.take<float>(), bytes.take<float>()};
    set->items.push_back(item);
    labels.push_back(bytes.text());
  }
  set->labels = std::make_shared<const std::vector<std::string>>(std::move(labels));
  ow::Packet packet;
  packet.frame = std::make_shared<const ow::Frame>(info, std::array<ow::Plane, 3>{}, nullptr);
  packet.payload = ow::DetectionSetPtr(set);
  const std::string line = ow::nodes::frame_line(packet);
  ow::fuzz::require(line.find('\n') == std::string::npos, "a frame is one line");
  const auto read = nlohmann::json::parse(line, nullptr, false);
  ow::fuzz::require(!read.is_discarded() && read.at("detections").size() == set->items.size(), "a line is JSON");

  ow::live::Picture picture;
  picture.detections = {set};
  const auto header = ow::live::frame_message_header(picture);
  ow::fuzz::require(!nlohmann::json::parse(header.begin() + 4, header.end(), nullptr, false).is_discarded(),
                    "a header is JSON");
  return 0;
}
