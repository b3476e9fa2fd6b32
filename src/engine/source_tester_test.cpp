#include "engine/source_tester.h"

#include <gtest/gtest.h>

#include <fstream>

namespace ow::engine {
namespace {

class SourceTesterTest : public testing::Test {
 protected:
  std::unique_ptr<Runtime> runtime_ = std::move(*Runtime::create({.model_folders = {}, .device = DeviceKind::kCpu}));
  SourceTester tester_{*runtime_};
};

TEST_F(SourceTesterTest, GivesOneFrameAndTheFacts) {
  const auto probe = tester_.test({.source = "test://pattern?size=640x480&fps=25&frames=50", .width_max = 160});
  ASSERT_TRUE(probe) << probe.error().text();
  EXPECT_EQ(probe->size, (Size{640, 480}));
  EXPECT_EQ(probe->picture_size, (Size{160, 120}));
  EXPECT_EQ(probe->frames_per_second, 25);
  EXPECT_EQ(probe->frame_count, 50);
  EXPECT_FALSE(probe->live);
  ASSERT_GT(probe->jpeg.size(), 4U);
  EXPECT_EQ(probe->jpeg[1], 0xD8);
}

TEST_F(SourceTesterTest, SaysWhyNot) {
  const auto missing = tester_.test({.source = "/no/such/file.mp4"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(missing.error().place, "source");
  const auto refused = tester_.test({.source = "rtsp://me:secret@127.0.0.1:1/door"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(refused.error().message.find("secret"), std::string::npos);
  const auto hidden = tester_.test({.source = "rtsp://me:***@127.0.0.1:1/door"});
  EXPECT_EQ(hidden.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(hidden.error().message.find("write it again"), std::string::npos) << hidden.error().message;
  EXPECT_EQ(tester_.test({.source = "${OW_NO_SUCH_VARIABLE}"}).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace ow::engine
