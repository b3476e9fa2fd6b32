// The TensorFlow.js importer: model.json up to the first zero byte, the weights behind it.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "fuzz/bytes.h"
#include "models/tfjs_import.h"

namespace {

/// A folder of this process, in memory where there is such a place.
class Folder {
 public:
  Folder() {
    const std::filesystem::path memory = "/dev/shm";
    const auto base = std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path();
    path_ = base / ("ow-tfjs-fuzz-" + std::to_string(::getpid()));
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Folder kFolder;
  ow::fuzz::Bytes bytes(data, size);
  std::ofstream(kFolder / "model.json", std::ios::binary) << bytes.text();
  std::ofstream(kFolder / "weights.bin", std::ios::binary) << bytes.rest();
  const auto report = ow::models::import_tfjs(
      {.model_json = kFolder / "model.json", .output = kFolder / "model.onnx", .outputs = {}, .metadata = {}});
  ow::fuzz::require(report.has_value() || !report.error().message.empty(), "an error says what is wrong");
  return 0;
}
