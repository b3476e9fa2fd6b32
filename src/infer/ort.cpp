#include "infer/ort.h"

#include <array>
#include <cstdlib>
#include <utility>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "base/guard.h"
#include "base/log.h"
#include "base/text.h"

namespace ow::infer {
namespace {

/// Microsoft's builds of ONNX Runtime keep a device number in ~/.cache/Microsoft and report sessions to
/// mobile.events.data.microsoft.com. DisableTelemetryEvents() comes too late: the number is made with the environment. Set
/// before main, while no other thread reads variables.
const bool kTelemetryIsOff = ::setenv("ORT_DISABLE_TELEMETRY", "1", 1) == 0;

/// ONNX Runtime warns about matters that no user can act on (unused initialisers, absent GPU folders), and each of its
/// errors also comes back as a Result: so both are one level lower here.
void ORT_API_CALL forward_log(void*, OrtLoggingLevel severity, const char*, const char*, const char*,
                              const char* message) noexcept {
  try {
    log::write(severity >= ORT_LOGGING_LEVEL_ERROR ? log::Level::kWarning : log::Level::kDebug,
               std::string("ONNX Runtime: ") + message);
  } catch (...) {  // a log line that cannot be written must not end the process from inside ONNX Runtime
  }
}

ErrorCode code_of(OrtErrorCode code) {
  switch (code) {
    case ORT_NO_SUCHFILE: return ErrorCode::kNotFound;
    case ORT_INVALID_PROTOBUF:
    case ORT_INVALID_GRAPH: return ErrorCode::kDataLoss;
    case ORT_INVALID_ARGUMENT: return ErrorCode::kInvalidArgument;
    case ORT_NOT_IMPLEMENTED: return ErrorCode::kUnsupported;
    case ORT_RUNTIME_EXCEPTION:
    case ORT_FAIL: return ErrorCode::kFailedPrecondition;
    default: return ErrorCode::kInternal;
  }
}

}  // namespace

Ort::Env& ort_environment() {
  static Ort::Env environment = [] {
    if (!kTelemetryIsOff) log::warn("ONNX Runtime's telemetry could not be switched off");
#ifdef __SANITIZE_ADDRESS__
    const __lsan::ScopedDisabler registration_loses_14_bytes;  // inside ONNX Runtime, once a process
#endif
    return Ort::Env(ORT_LOGGING_LEVEL_WARNING, "overwatch", &forward_log, nullptr);
  }();
  return environment;
}

Error ort_error(std::string_view doing, const Ort::Exception& exception) {
  constexpr std::size_t kLongest = 600;
  std::string text(trim(exception.what()));
  for (char& letter : text) {
    if (letter == '\n' || letter == '\r') letter = ' ';
  }
  if (text.size() > kLongest) text = text.substr(0, kLongest) + " …";
  if (tells_of_no_memory(text)) {
    return Error{ErrorCode::kResourceExhausted,
                 fmt::format("{}: there was not enough memory for it, or for its threads ({})", doing, text),
                 {}};
  }
  return Error{code_of(exception.GetOrtErrorCode()), fmt::format("{}: {}", doing, text), {}};
}

std::string_view element_type_name(ONNXTensorElementDataType type) {
  constexpr std::array<std::pair<ONNXTensorElementDataType, std::string_view>, 14> kNames = {{
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT, "float32"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16, "float16"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16, "bfloat16"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE, "float64"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8, "uint8"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8, "int8"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16, "uint16"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16, "int16"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32, "uint32"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32, "int32"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64, "uint64"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64, "int64"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL, "bool"},
      {ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING, "string"},
  }};
  for (const auto& [candidate, name] : kNames) {
    if (candidate == type) return name;
  }
  return "unknown";
}

}  // namespace ow::infer
