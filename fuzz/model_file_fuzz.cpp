// The look at a model file's structure before a runtime sees it.
#include <unistd.h>

#include <cstdlib>

#include "fuzz/bytes.h"
#include "infer/model_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static char name[] = "/tmp/ow-model-fuzz-XXXXXX";
  static const int kFile = ::mkstemp(name);
  if (::ftruncate(kFile, 0) != 0 || ::pwrite(kFile, data, size, 0) != static_cast<ssize_t>(size)) return 0;
  const auto counts = ow::infer::inspect_model_file(name);
  ow::fuzz::require(counts.has_value() || !counts.error().message.empty(), "an error says what is wrong");
  return 0;
}
