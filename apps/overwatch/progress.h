// A progress line on standard error, when that is a terminal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace ow::cli {

class Progress {
 public:
  /// `total` frames when known. `wanted` false: never shows anything.
  Progress(std::optional<std::uint64_t> total, bool wanted);
  ~Progress();  ///< ends the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Redraws: "[=====>    ] 123/795 frames, 31.2 fps <tail>".
  void show(std::uint64_t done, double fps, const std::string& tail = {});
  /// A line of its own, which stays, also where no progress is shown.
  void note(const std::string& line);

 private:
  std::optional<std::uint64_t> total_;
  bool shown_;
  bool drawn_ = false;
};

}  // namespace ow::cli
