#include "nodes/model_file_watch.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

namespace ow::nodes {
namespace {

using State = ModelFileWatch::State;

class ModelFileWatchTest : public ::testing::Test {
 protected:
  ModelFileWatchTest() { write("model"); }
  void write(const std::string& content) const { std::ofstream(file_) << content; }
  std::optional<State> look() {
    clock_.advance(std::chrono::seconds(3));
    return watch_->look(clock_.now());
  }

  const ow::test::TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_ / "model.onnx";
  test::FakeClock clock_;
  std::optional<ModelFileWatch> watch_;
};

TEST_F(ModelFileWatchTest, DeletedReplacedAndBackAgainAreEachToldOnce) {
  watch_.emplace(file_);
  EXPECT_EQ(look(), std::nullopt);
  const auto kept = file_.string() + ".kept";
  std::filesystem::rename(file_, kept);
  EXPECT_EQ(look(), State::kDeleted);
  EXPECT_EQ(look(), std::nullopt);
  write("another model");
  EXPECT_EQ(look(), State::kReplaced);
  std::filesystem::rename(kept, file_);
  EXPECT_EQ(look(), State::kSame);
  EXPECT_NE(watch_->text(State::kDeleted).find(file_.string()), std::string::npos);
  EXPECT_EQ(watch_->text(State::kSame), "");
}

TEST_F(ModelFileWatchTest, LooksNotTooOften) {
  watch_.emplace(file_);
  EXPECT_EQ(watch_->look(clock_.now()), std::nullopt);
  std::filesystem::remove(file_);
  EXPECT_EQ(watch_->look(clock_.now()), std::nullopt) << "not yet time";
  EXPECT_EQ(look(), State::kDeleted);
}

}  // namespace
}  // namespace ow::nodes
