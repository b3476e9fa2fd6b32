#include "overwatch/config/folders.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "overwatch/config/resolve.h"
#include "overwatch/config/test_environment.h"
#include "tests/support/temporary_folder.h"

namespace ow::cli {
namespace {

TEST(Folders, OfAServiceAreThoseOfSystemd) {
  const auto service =
      environment({{"STATE_DIRECTORY", "/var/lib/overwatch"}, {"LOGS_DIRECTORY", "/var/log/overwatch:/x"}});
  EXPECT_EQ(default_settings(service).log_file, "/var/log/overwatch/overwatch.log");
  EXPECT_EQ(data_folder(Settings{}, service), "/var/lib/overwatch");
  Settings named;
  named.data_dir = "/srv/data";
  EXPECT_EQ(data_folder(named, service), "/srv/data");
}

TEST(Folders, OfSomebodyElseAreNotTheDataFolder) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root gives files away";
  constexpr uid_t kNobody = 65534;
  const ow::test::TemporaryFolder folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  const auto home = environment({{"XDG_DATA_HOME", "/xdg"}});
  std::filesystem::create_directory(".overwatch");
  EXPECT_EQ(data_folder(Settings{}, home), folder / ".overwatch");
  EXPECT_FALSE(passes_over_local_folder(Settings{}, home));
  ASSERT_EQ(::chown(".overwatch", kNobody, kNobody), 0);
  EXPECT_EQ(data_folder(Settings{}, home), "/xdg/overwatch");
  EXPECT_TRUE(passes_over_local_folder(Settings{}, home));
  std::filesystem::remove(".overwatch");
  std::filesystem::create_directory("own");
  std::filesystem::create_symlink("own", ".overwatch");
  ASSERT_EQ(::lchown(".overwatch", kNobody, kNobody), 0);
  EXPECT_EQ(data_folder(Settings{}, home), "/xdg/overwatch");
  std::filesystem::current_path(before);
}

TEST(Folders, OfXdgAreAbsolute) {
  EXPECT_EQ(xdg_folder("XDG_DATA_HOME", ".local/share", environment({{"XDG_DATA_HOME", "x"}, {"HOME", "/h"}})),
            "/h/.local/share/overwatch");
  EXPECT_EQ(xdg_folder("XDG_DATA_HOME", ".local/share", environment({})), std::nullopt);
}

}  // namespace
}  // namespace ow::cli
