// The data folder: whose it is.
#include "store/data_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "tests/support/temporary_folder.h"

namespace ow::store {
namespace {

TEST(DataFolderTest, IsMadePrivate) {
  const ow::test::TemporaryFolder folder;
  ASSERT_TRUE(make_data_folder(folder / "a" / "data"));
  EXPECT_EQ(std::filesystem::status(folder / "a" / "data").permissions(), std::filesystem::perms::owner_all);
  EXPECT_TRUE(make_data_folder(folder / "a" / "data"));
}

TEST(DataFolderTest, BelongsToOneServerAtATime) {
  const ow::test::TemporaryFolder folder;
  {
    const auto first = claim_data_folder(folder / "data");
    ASSERT_TRUE(first.has_value()) << first.error().text();
    const auto second = claim_data_folder(folder / "data");
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, ErrorCode::kFailedPrecondition);
    EXPECT_THAT(second.error().message, ::testing::HasSubstr("(process " + std::to_string(::getpid()) + ")"));
    EXPECT_TRUE(claim_data_folder(folder / "other"));
  }
  EXPECT_TRUE(claim_data_folder(folder / "data"));
}

TEST(DataFolderTest, AKilledServerHoldsNothing) {
  const ow::test::TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    const auto claim = claim_data_folder(folder / "data");
    ::_exit(claim ? 7 : 1);  // as a kill: without a destructor
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 7);
  EXPECT_TRUE(claim_data_folder(folder / "data"));
}

TEST(DataFolderTest, NothingThatIsDeletedOrWrittenInItLoosensTheClaim) {
  const ow::test::TemporaryFolder folder;
  const auto first = claim_data_folder(folder / "data");
  ASSERT_TRUE(first.has_value());
  std::ofstream(folder / "data" / "serving.pid") << "rm -rf /";
  EXPECT_THAT(claim_data_folder(folder / "data").error().message, ::testing::StartsWith("another server uses"));
  for (const auto& entry : std::filesystem::directory_iterator(folder / "data")) std::filesystem::remove(entry);
  EXPECT_FALSE(claim_data_folder(folder / "data"));
}

}  // namespace
}  // namespace ow::store
