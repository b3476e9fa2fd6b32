#include "base/guard.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <new>
#include <stdexcept>
#include <system_error>

namespace ow {
namespace {

template <typename Exception>
Error caught(const Exception& thrown) {
  const Status status = guarded([&]() -> Status { throw thrown; });
  return status.error();
}

TEST(Guard, TooLittleMemoryIsNoFault) {
  EXPECT_EQ(caught(std::bad_alloc()).code, ErrorCode::kResourceExhausted);
  EXPECT_EQ(caught(std::runtime_error("Exception caught: std::bad_alloc")).code, ErrorCode::kResourceExhausted);
  EXPECT_EQ(caught(std::runtime_error("thread: Resource temporarily unavailable [system:11]")).code,
            ErrorCode::kResourceExhausted)
      << "Boost's";
  const std::system_error no_thread(std::make_error_code(std::errc::resource_unavailable_try_again));
  EXPECT_EQ(caught(no_thread).code, ErrorCode::kResourceExhausted);
  EXPECT_NE(caught(no_thread).message.find("memory for a thread"), std::string::npos);
}

TEST(Guard, AFileIsNamed) {
  const Status status = guarded([]() -> Status {
    (void)std::filesystem::file_size(std::string(300, 'a'));
    return {};
  });
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(status.error().message, std::string(300, 'a') + ": File name too long");
}

TEST(Guard, AllElseIsADefectOfOurs) {
  EXPECT_EQ(caught(std::runtime_error("x")).message, "it threw an exception: x");
  EXPECT_EQ(caught(std::system_error(std::make_error_code(std::errc::io_error))).code, ErrorCode::kInternal);
  EXPECT_EQ(caught(42).code, ErrorCode::kInternal);
}

}  // namespace
}  // namespace ow
