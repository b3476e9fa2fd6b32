// What a model file says of itself, for those who choose one.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>

#include "engine/engine.h"
#include "engine/runtime.h"

namespace ow::engine {

/// Thread-safe; one model is read at a time. Remembers 64 answers while their files stay as they are.
class ModelReader {
 public:
  explicit ModelReader(Runtime& runtime) : runtime_(runtime) {}
  /// A model that loads but is not understood is an answer with a `problem`; one that does not load is an error.
  Result<ModelFacts> read(const std::string& name);

 private:
  struct Known {
    std::filesystem::file_time_type changed;
    ModelFacts facts;
  };
  Runtime& runtime_;
  std::mutex mutex_;
  std::map<std::filesystem::path, Known> known_;  // guarded by mutex_
};

}  // namespace ow::engine
