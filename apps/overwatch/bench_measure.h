// Measuring: core time, memory, medians, and the line that says where a benchmark is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ow::cli {

/// Core time of all threads of this process, user and system, in seconds.
double process_cpu_seconds();

/// Most resident memory since the last reset (or since the start where the kernel has no reset), in bytes.
std::uint64_t peak_memory_bytes();
/// Returns free memory to the system first, so that an earlier peak is not counted again.
void reset_peak_memory();

/// Of the values as they are; 0 when there are none.
double median(std::vector<double> values);

/// So many frames in so much time.
struct Measurement {
  double frames = 0;
  double wall_s = 0;
  double cpu_s = 0;
  [[nodiscard]] double fps() const { return wall_s > 0 ? frames / wall_s : 0; }
  [[nodiscard]] double cpu_ms_per_frame() const { return frames > 0 ? 1e3 * cpu_s / frames : 0; }
};

/// How much of the machine other programs took meanwhile: figures from a busy machine are worth little.
class Disturbance {
 public:
  Disturbance();
  /// Share of all cores since construction, 0 … 1; 0 where the system does not tell.
  [[nodiscard]] double share() const;
  /// A line for a person when it is above 5 %, else nothing.
  [[nodiscard]] std::string text() const;

 private:
  double own_s_;
  double all_s_;
  double total_s_;
};

/// Counts the steps of a benchmark on standard error, when that is a terminal.
class StepLine {
 public:
  explicit StepLine(int steps);
  ~StepLine();  ///< clears the line
  StepLine(const StepLine&) = delete;
  StepLine& operator=(const StepLine&) = delete;
  /// "[3/9] bare inference, round 1"
  void next(const std::string& what);

 private:
  int steps_;
  int step_ = 0;
  bool shown_;
};

}  // namespace ow::cli
