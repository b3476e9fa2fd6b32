// guarded: exceptions of somebody else's code as errors.
#pragma once

#include <exception>
#include <new>
#include <type_traits>
#include <utility>

#include "base/error.h"

namespace ow {

/// What an exception means, as an error: std::bad_alloc is kResourceExhausted, all else kInternal. Called in a handler.
[[nodiscard]] inline Error error_of_exception() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return {ErrorCode::kResourceExhausted,
            "there was not enough memory; smaller frames, fewer workflows or a smaller model need less",
            {}};
  } catch (const std::exception& thrown) {
    return {ErrorCode::kInternal, fmt::format("it threw an exception: {}", thrown.what()), {}};
  } catch (...) {
    return {ErrorCode::kInternal, "it threw an exception of an unknown kind", {}};
  }
}

/// Calls what gives a Result; an exception out of it becomes the error.
template <typename Call>
auto guarded(Call&& call) -> std::invoke_result_t<Call> {
  try {
    return std::forward<Call>(call)();
  } catch (...) {
    return std::unexpected(error_of_exception());
  }
}

}  // namespace ow
