// The border to ONNX Runtime: its environment, its log and its exceptions. Only files of src/infer include this.
#pragma once

#include <onnxruntime_cxx_api.h>

#include <exception>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/error.h"
#include "base/guard.h"

namespace ow::infer {

/// ONNX Runtime wants one environment per process, alive as long as any session; its log goes to ow::log.
Ort::Env& ort_environment();

/// What ONNX Runtime reported, in our codes and on one line.
Error ort_error(std::string_view doing, const Ort::Exception& exception);

/// "float32", "uint8", … as TensorSpec::element_type has it.
std::string_view element_type_name(ONNXTensorElementDataType type);

/// Calls `body` and turns what it throws into an Error that starts with `doing`.
template <typename Body>
auto guarded(std::string_view doing, Body&& body) -> Result<std::invoke_result_t<Body>> {
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Body>>) {
      body();
      return {};
    } else {
      return body();
    }
  } catch (const Ort::Exception& exception) {
    return std::unexpected(ort_error(doing, exception));
  } catch (...) {
    const Error error = error_of_exception();
    return fail(error.code, "{}: {}", doing, error.message);
  }
}

}  // namespace ow::infer
