// For tests: a folder that goes away by itself, and small videos made by the ffmpeg command line.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "core/frame.h"
#include "media/source.h"
#include "tests/support/temporary_folder.h"

namespace ow::media::test {

using ow::test::TemporaryFolder;

/// Runs `ffmpeg -y <arguments>`; false when it fails.
bool ffmpeg(const std::string& arguments);

void write_file(const std::string& path, const std::string& bytes);
[[nodiscard]] std::string read_file(const std::string& path);

/// Options for a local clip: software decoding, short deadlines.
SourceOptions local(const std::string& uri);

/// What reading a source to its end gave.
struct Reading {
  std::vector<FramePtr> frames;
  int corrupt = 0;
  bool ended = false;  ///< by EndOfSource
  Error error;         ///< otherwise
};
/// Reads until the end, an error or `results_max` results.
Reading read_all(Source& source, int results_max = 10'000);

/// Opens with the real clock; reports a test failure and gives nullptr on error.
std::unique_ptr<Source> open_clip(const SourceOptions& options);

/// What opening a source and reading its first 100 results took and gave.
struct Cost {
  std::int64_t memory_bytes = 0;  ///< more than before, at the highest
  Error error;                    ///< the first one
};
Cost cost_of(const SourceOptions& options);

/// What a hostile source may take; the sanitizers keep what was freed.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr std::int64_t kMemoryBytesMax = std::int64_t{1800} << 20;
#else
inline constexpr std::int64_t kMemoryBytesMax = std::int64_t{400} << 20;
#endif

/// Mean of a block of 5×5 luma pixels and their chroma around a place of a view, as RGB by the full-range BT.601 formula.
std::array<double, 3> view_rgb(FrameBuffer& view, int x, int y);

}  // namespace ow::media::test
