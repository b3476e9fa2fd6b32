#include "overwatch/text_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>

#include "base/descriptor.h"
#include "tests/support/temporary_folder.h"

namespace ow::cli {
namespace {

using namespace std::chrono_literals;

void write_to(const Descriptor& file, std::string_view text) {
  ASSERT_EQ(::write(file.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

class TextFileTest : public testing::Test {
 protected:
  TextFileTest() {
    EXPECT_EQ(::mkfifo(pipe_.c_str(), 0600), 0);
    std::ofstream(file_) << "name: door\n";
  }

  const ow::test::TemporaryFolder folder_;
  const std::string pipe_ = folder_.file("pipe");
  const std::string file_ = folder_.file("file");
};

TEST_F(TextFileTest, FilesAreReadWholeUpToTheBound) {
  EXPECT_EQ(read_text_file(file_, 11).value(), "name: door\n");
  EXPECT_EQ(read_text_file(file_, 10).error().code, ErrorCode::kResourceExhausted);
  EXPECT_EQ(read_text_file("/dev/null", 10).value(), "");
  EXPECT_EQ(read_text_file(folder_.file("gone"), 10).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_text_file(folder_.path(), 10).error().message, folder_.path().string() + " is a folder; name a file");
}

TEST_F(TextFileTest, APipeThatNobodyWritesToEndsInWords) {
  const auto text = read_text_file(pipe_, 100, 50ms);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kDeadlineExceeded);
  EXPECT_NE(text.error().message.find("is a pipe that nobody writes to"), std::string::npos) << text.error().message;
}

TEST_F(TextFileTest, APipeIsReadUntilItsWriterClosesIt) {
  const std::jthread writer([this] {
    const Descriptor file(::open(pipe_.c_str(), O_WRONLY | O_CLOEXEC));  // once it is being read
    write_to(file, "name: ");
    write_to(file, "door\n");
  });
  EXPECT_EQ(read_text_file(pipe_, 100, 1min).value(), "name: door\n");
}

TEST_F(TextFileTest, AWriterThatIsThereMayTakeItsTime) {
  const Descriptor reader(::open(pipe_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  Descriptor writer(::open(pipe_.c_str(), O_WRONLY | O_CLOEXEC));
  const std::jthread slow([&writer] {
    write_to(writer, "late");
    writer = {};
  });
  EXPECT_EQ(read_text_file(pipe_, 100, 0ms).value(), "late");
}

/// As a shell's <(command) has them: the command may have ended before they are opened.
TEST_F(TextFileTest, WhatAWriterLeftInAPipeIsRead) {
  for (const std::string_view text : {"name: door\n", ""}) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const Descriptor reader(ends[0]);
    {
      const Descriptor writer(ends[1]);
      if (!text.empty()) write_to(writer, text);
    }
    EXPECT_EQ(read_text_file(reader.path(), 100, 1min).value(), text);
  }
}

}  // namespace
}  // namespace ow::cli
