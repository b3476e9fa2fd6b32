// Another batch dimension for an ONNX file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/error.h"

namespace ow::models {

/// −1 stands for a dynamic one.
inline constexpr std::int64_t kDynamicBatch = -1;

/// Rewrites the first dimension of every input and output from 1 (or dynamic) to `batch`, with the shapes that operations
/// have written down (Reshape's first 1 becomes "as it comes"), and writes `output` atomically. Whether the graph really
/// computes with it only a run can tell: see same_results(). kUnsupported for files with external data.
Status write_with_batch(const std::filesystem::path& input, const std::filesystem::path& output, std::int64_t batch);

/// Runs both files on pictures of noise, the second with a batch of two (or its fixed one), and compares each picture's
/// outputs with the first file's: kUnsupported tells where they differ.
Status same_results(const std::filesystem::path& reference, const std::filesystem::path& batched);

}  // namespace ow::models
