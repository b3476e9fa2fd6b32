// Result and Error: how everything that can fail says so.
#pragma once

#include <fmt/core.h>

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace ow {

/// Canonical codes; they decide the exit code, the HTTP status and whether a retry makes sense.
enum class ErrorCode {
  kInvalidArgument,     ///< the caller's value is wrong; retrying cannot help
  kNotFound,            ///< a named thing (file, model, workflow) does not exist
  kAlreadyExists,       ///< the name is taken
  kFailedPrecondition,  ///< right call, wrong state (stop of a stopped workflow)
  kPermissionDenied,    ///< exists, but may not be touched
  kResourceExhausted,   ///< used up for now: memory, disk, descriptors, viewers
  kUnavailable,         ///< temporary: a camera is off, a host is down; retry
  kDeadlineExceeded,    ///< no answer in time; retry
  kCancelled,           ///< stopped on request; a state, not a fault
  kUnsupported,         ///< understood, but this build or file cannot do it
  kDataLoss,            ///< corrupt content
  kInternal,            ///< our own defect
};

/// Lower-case name of a code with underscores, as the API shows it ("invalid_argument").
std::string_view to_string(ErrorCode code);

/// A failure that a person can act on.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;  ///< one sentence: what happened and what to do
  std::string place;    ///< where, e.g. "nodes.detect.confidence"; empty when it has no place

  /// "place: message", or the message alone.
  [[nodiscard]] std::string text() const;
};

template <typename T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

/// Builds the failure branch of any Result: `return fail(ErrorCode::kNotFound, "no model {}", name);`
template <typename... Args>
[[nodiscard]] std::unexpected<Error> fail(ErrorCode code, fmt::format_string<Args...> format, Args&&... args) {
  return std::unexpected(Error{code, fmt::format(format, std::forward<Args>(args)...), {}});
}

/// The same with a place.
template <typename... Args>
[[nodiscard]] std::unexpected<Error> fail_at(std::string place, ErrorCode code, fmt::format_string<Args...> format,
                                             Args&&... args) {
  return std::unexpected(Error{code, fmt::format(format, std::forward<Args>(args)...), std::move(place)});
}

}  // namespace ow

#define OW_CONCAT_INNER(a, b) a##b
#define OW_CONCAT(a, b) OW_CONCAT_INNER(a, b)

/// `OW_TRY(auto value, expression);` assigns on success and returns the error otherwise.
#define OW_TRY(declaration, ...) OW_TRY_INNER(OW_CONCAT(ow_result_, __COUNTER__), declaration, __VA_ARGS__)
#define OW_TRY_INNER(name, declaration, ...)                  \
  auto name = (__VA_ARGS__);                                  \
  if (!name) return std::unexpected(std::move(name).error()); \
  declaration = std::move(*name)

/// `OW_CHECK(status_expression);` returns the error if there is one.
#define OW_CHECK(...)                                                                                        \
  do {                                                                                                       \
    if (auto ow_status_ = (__VA_ARGS__); !ow_status_) return std::unexpected(std::move(ow_status_).error()); \
  } while (false)
