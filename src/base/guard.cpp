#include "base/guard.h"

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <mutex>
#include <new>
#include <system_error>

namespace ow {
namespace {

Error no_memory() {
  return {ErrorCode::kResourceExhausted,
          "there was not enough memory; smaller frames, fewer workflows or a smaller model need less",
          {}};
}

Error thrown_by_it(const std::exception& thrown) {
  return {ErrorCode::kInternal, fmt::format("it threw an exception: {}", thrown.what()), {}};
}

}  // namespace

bool tells_of_no_memory(std::string_view message) {
  constexpr std::array kSigns = {"bad_alloc", "pthread_create failed", "Failed to allocate memory",
                                 "Cannot allocate memory", "thread: Resource temporarily unavailable"};
  return std::ranges::any_of(kSigns, [&](const char* sign) { return message.find(sign) != std::string_view::npos; });
}

void prepare_unwinding() {
  std::once_flag once;
  try {
    std::call_once(once, [] { throw std::bad_alloc(); });
  } catch (const std::bad_alloc&) {
    return;  // the way is there now
  }
}

Error error_of_exception() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return no_memory();
  } catch (const std::filesystem::filesystem_error& thrown) {
    return {ErrorCode::kUnavailable, fmt::format("{}: {}", thrown.path1().string(), thrown.code().message()), {}};
  } catch (const std::system_error& thrown) {
    if (thrown.code() == std::errc::resource_unavailable_try_again || thrown.code() == std::errc::not_enough_memory) {
      return {ErrorCode::kResourceExhausted,
              "there was not enough memory for a thread, or too many run (ulimit -u, TasksMax=)",
              {}};
    }
    return thrown_by_it(thrown);
  } catch (const std::exception& thrown) {
    if (tells_of_no_memory(thrown.what())) return no_memory();
    return thrown_by_it(thrown);
  } catch (...) {
    return {ErrorCode::kInternal, "it threw an exception of an unknown kind", {}};
  }
}

}  // namespace ow
