#include "nodes/source_path.h"

#include <gtest/gtest.h>

#include <fstream>

namespace ow::nodes {
namespace {

TEST(SourcePath, LooksBelowTheMediaRootForWhatIsNotHere) {
  const auto root = std::filesystem::path(testing::TempDir()) / "ow_source_path";
  std::filesystem::create_directories(root / "door");
  std::ofstream(root / "door" / "a.jpg") << "x";
  EXPECT_EQ(find_source("door/a.jpg", root), (root / "door/a.jpg").string());
  EXPECT_EQ(find_source("door", root), (root / "door").string());
  EXPECT_EQ(find_source("door/*.jpg", root), (root / "door/*.jpg").string());
  EXPECT_EQ(find_source("nowhere.mp4", root), "nowhere.mp4");
  EXPECT_EQ(find_source("/door/a.jpg", root), "/door/a.jpg");
  EXPECT_EQ(find_source("rtsp://door/a.jpg", root), "rtsp://door/a.jpg");
  EXPECT_EQ(find_source("door/a.jpg", {}), "door/a.jpg");
  std::filesystem::remove_all(root);
}

}  // namespace
}  // namespace ow::nodes
