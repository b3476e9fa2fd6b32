#include "overwatch/load_stream.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ow::cli {
namespace {

std::string frame(int kind, const std::string& payload) {
  std::string bytes(1, static_cast<char>(0x80 | kind));
  if (payload.size() < 126) {
    bytes += static_cast<char>(payload.size());
  } else if (payload.size() < 65'536) {
    bytes += static_cast<char>(126);
    for (int shift = 8; shift >= 0; shift -= 8) bytes += static_cast<char>(payload.size() >> shift & 0xFF);
  } else {
    bytes += static_cast<char>(127);
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(payload.size() >> shift & 0xFF);
  }
  return bytes + payload;
}

std::string picture(int sequence, std::size_t bytes, const std::string& rendition) {
  const std::string header = R"({"seq":)" + std::to_string(sequence) +
                             R"(,"pts_ms":1.0,"capture_unix_ms":1700000000123.5,)" + R"("quality":60,"rendition":")" +
                             rendition + R"("})";
  std::string message = {static_cast<char>(header.size()), 0, 0, 0};
  return message + header + std::string(bytes, 'x');
}

class LoadStreamTest : public ::testing::TestWithParam<std::size_t> {
 protected:
  std::vector<SeenPicture> pictures_;
  std::vector<std::string> pings_;
  int closed_ = 0;
  LoadStream stream_{{.on_picture = [this](const SeenPicture& seen) { pictures_.push_back(seen); },
                      .on_ping = [this](const std::string& payload) { pings_.push_back(payload); },
                      .on_close = [this] { ++closed_; }}};
};

TEST_P(LoadStreamTest, TakesMessagesApartHoweverTheyAreCut) {
  const std::string big = picture(2, 70'000, "reduced");
  const std::string bytes = frame(2, picture(1, 10, "full")) + frame(9, "hi") + frame(2, big) + frame(9, "") +
                            frame(2, picture(3, 300, "full")) + frame(8, "bye");
  for (std::size_t at = 0; at < bytes.size(); at += GetParam()) {
    const std::string part = bytes.substr(at, GetParam());
    stream_.feed({reinterpret_cast<const std::uint8_t*>(part.data()), part.size()});
  }
  ASSERT_EQ(pictures_.size(), 3U);
  EXPECT_EQ(pictures_[0].sequence, 1U);
  EXPECT_DOUBLE_EQ(pictures_[0].capture_unix_ms, 1700000000123.5);
  EXPECT_FALSE(pictures_[0].reduced);
  EXPECT_TRUE(pictures_[1].reduced);
  EXPECT_EQ(pictures_[1].bytes, big.size());
  EXPECT_EQ(pictures_[2].sequence, 3U);
  EXPECT_EQ(pings_, (std::vector<std::string>{"hi", ""}));
  EXPECT_EQ(closed_, 1);
}

INSTANTIATE_TEST_SUITE_P(Parts, LoadStreamTest, ::testing::Values(1, 2, 7, 1000, 1'000'000));

}  // namespace
}  // namespace ow::cli
