// guarded: exceptions of somebody else's code as errors.
#pragma once

#include <string_view>
#include <type_traits>
#include <utility>

#include "base/error.h"

namespace ow {

/// What an exception means, as an error: too little memory or no room for a thread is kResourceExhausted, trouble with a file
/// kUnavailable, all else kInternal. Called in a handler.
[[nodiscard]] Error error_of_exception();

/// Does a library's message say that there was no memory, or no room for a thread?
[[nodiscard]] bool tells_of_no_memory(std::string_view message);

/// glibc loads what takes an exception through its own functions (pthread_once) when the first one comes, and aborts where there is
/// no memory for that: std::bad_alloc would end the program without a word. Afterwards it is there.
void prepare_unwinding();

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
