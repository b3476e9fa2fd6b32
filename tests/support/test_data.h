// Optional data for tests: found, skipped with a clear word, or (OVERWATCH_REQUIRE_DATA=1) a failure.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace ow::test {

/// Root folder of an environment variable, e.g. OVERWATCH_SHARED_DATA (models, videos, images) or OVERWATCH_DEPS (.deps).
inline std::filesystem::path root(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr ? std::filesystem::path(value) : std::filesystem::path("missing");
}

inline bool data_required() {
  const char* value = std::getenv("OVERWATCH_REQUIRE_DATA");
  return value != nullptr && std::string_view(value) == "1";
}

}  // namespace ow::test

/// `OW_TEST_DATA(path, "images/bus.jpg");` declares `path` or skips (fails when data is required). For use in a TEST body.
#define OW_TEST_DATA_FROM(variable, root_variable, relative)                                  \
  const std::filesystem::path variable = ::ow::test::root(root_variable) / (relative);        \
  if (!std::filesystem::exists(variable)) {                                                   \
    if (::ow::test::data_required()) FAIL() << "required test data is missing: " << variable; \
    GTEST_SKIP() << "test data is not there: " << variable;                                   \
  }                                                                                           \
  static_assert(true)
#define OW_TEST_DATA(variable, relative) OW_TEST_DATA_FROM(variable, "OVERWATCH_SHARED_DATA", relative)
/// The same for what set-up fetched (.deps): the sample clip and the default model.
#define OW_TEST_DEPS(variable, relative) OW_TEST_DATA_FROM(variable, "OVERWATCH_DEPS", relative)
