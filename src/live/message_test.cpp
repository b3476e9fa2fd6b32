#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "live/picture.h"

namespace ow::live {
namespace {

using namespace std::chrono_literals;

nlohmann::ordered_json parse(const std::vector<std::uint8_t>& message) {
  const std::size_t length =
      message[0] | (message[1] << 8U) | (message[2] << 16U) | (static_cast<std::size_t>(message[3]) << 24U);
  EXPECT_EQ(message.size(), 4 + length);
  return nlohmann::ordered_json::parse(message.begin() + 4, message.end());
}

DetectionSetPtr set_of(bool carried_over, const std::string& label) {
  DetectionSet set;
  set.items = {{{1.04F, 2.06F, 30, 40.55F}, 0.87654F, 0}};
  set.labels = std::make_shared<const std::vector<std::string>>(std::vector{label});
  set.carried_over = carried_over;
  return std::make_shared<const DetectionSet>(set);
}

TEST(FrameMessage, HeaderTellsEverything) {
  Picture picture;
  picture.bytes.resize(52'000);
  picture.size = {960, 540};
  picture.source_size = {1920, 1080};
  picture.quality = 60;
  picture.sequence = 42;
  picture.pts = 1400ms;
  picture.capture_unix_us = 1'700'000'000'123'456;
  picture.trace = Trace(TimePoint(10s));
  picture.encoded = TimePoint(10s + 45678us);
  picture.encode_ms = 8.12345;
  picture.detections = {set_of(false, "person")};
  EXPECT_EQ(parse(frame_message_header(picture)).dump(),
            R"({"seq":42,"pts_ms":1400.0,"capture_unix_ms":1700000000123.456,"encoded_unix_ms":1700000000169.134,)"
            R"("encode_ms":8.123,"age_ms":45.678,"width":960,"height":540,"source_width":1920,"source_height":1080,)"
            R"("codec":"jpeg","quality":60,"rendition":"full","bytes":52000,"skipped":false,)"
            R"("detections":[{"class":"person","class_id":0,"score":0.877,"box":[1.0,2.1,30.0,40.5]}]})");
}

TEST(FrameMessage, HeaderIsMadeOnceAndSaysTheRendition) {
  Picture picture;
  picture.rendition = Rendition::kReduced;
  const auto& header = picture.header.of(picture);
  EXPECT_EQ(parse(header)["rendition"], "reduced");
  EXPECT_EQ(&picture.header.of(picture), &header);
  picture.quality = 1;
  EXPECT_EQ(parse(picture.header.of(picture))["quality"], 0) << "it was made anew";
  const Picture copy = picture;
  EXPECT_EQ(parse(copy.header.of(copy))["quality"], 1) << "a copy describes itself";
}

TEST(FrameMessage, SkippedOnlyWhenNothingWasInferred) {
  Picture picture;
  EXPECT_EQ(parse(frame_message_header(picture))["skipped"], false);
  EXPECT_TRUE(parse(frame_message_header(picture))["detections"].is_array());
  picture.detections = {set_of(true, "a")};
  EXPECT_EQ(parse(frame_message_header(picture))["skipped"], true);
  picture.detections.push_back(set_of(false, "b"));
  EXPECT_EQ(parse(frame_message_header(picture))["skipped"], false);
  EXPECT_EQ(parse(frame_message_header(picture))["detections"].size(), 2U);
}

TEST(FrameMessage, BrokenLabelDoesNotBreakTheHeader) {
  Picture picture;
  picture.detections = {set_of(false, "caf\xe9 \"x\"")};
  EXPECT_EQ(parse(frame_message_header(picture))["detections"][0]["class"], "caf\uFFFD \"x\"");
}

}  // namespace
}  // namespace ow::live
