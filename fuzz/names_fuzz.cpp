// Class names as model files write them.
#include "fuzz/bytes.h"
#include "vision/heads/names.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto labels = ow::vision::parse_names({reinterpret_cast<const char*>(data), size});
  if (!labels) return 0;
  ow::fuzz::require(!(*labels)->empty() && (*labels)->size() <= 10'000, "1 to 10,000 classes");
  for (const std::string& name : **labels) ow::fuzz::require(name.size() <= 256, "names are short");
  return 0;
}
