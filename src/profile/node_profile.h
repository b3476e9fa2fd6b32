// What one node of one workflow has reported: the data under the statistics.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "core/trace.h"
#include "profile/sample_ring.h"

namespace ow::profile {

/// Raw values of one operation within a window, pooled over nodes.
struct OperationValues {
  SpanKind kind = SpanKind::kWork;
  std::vector<double> values;
  std::uint64_t total_count = 0;
  double total = 0;
};
using OperationTable = std::map<std::string, OperationValues, std::less<>>;

/// Rates and counts of one node as `NodeProfile::collect` finds them.
struct NodeValues {
  std::string node;
  bool is_model = false;
  double in_fps = 0, out_fps = 0, skip_fps = 0;
  std::uint64_t frames_in = 0, frames_out = 0, skips = 0;
  OperationTable operations;
  std::vector<double> delivery_ms;  ///< intervals between pictures, for views
};

/// Thread-safe; every record locks this node only, for a few dozen nanoseconds.
class NodeProfile {
 public:
  /// `series_left` is shared by the nodes of a workflow: once it is used up, new operation names go to "other".
  explicit NodeProfile(std::atomic<int>& series_left) : series_left_(series_left) {}

  void add_span(const Span& span);
  void add_frame_in(TimePoint now);
  void add_frame_out(TimePoint now);
  void add_skip(TimePoint now);
  void add_delivery(TimePoint time, double interval_ms);
  void reset();

  /// What lies between `from` and `now`. Rings are copied one at a time, so that records hardly wait.
  [[nodiscard]] NodeValues collect(TimePoint from, TimePoint now) const;

 private:
  struct Series {
    const char* literal = nullptr;  ///< first spelling seen: makes the usual look-up a pointer comparison
    std::string name;
    SpanKind kind = SpanKind::kWork;
    SampleRing samples_ms;
  };
  Series& series_of(const Span& span);
  void collect_series(std::size_t index, TimePoint from, OperationTable& operations) const;

  std::atomic<int>& series_left_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Series>> series_;
  SampleRing in_, out_, skips_, deliveries_ms_;
  bool is_model_ = false;
};

/// Nodes by name, 256 at most; the rest share the node "other". Thread-safe; entries live as long as the table.
class NodeTable {
 public:
  NodeProfile& find_or_add(std::string_view node);
  void reset();
  [[nodiscard]] std::vector<NodeValues> collect(TimePoint from, TimePoint now) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  mutable std::shared_mutex mutex_;
  std::atomic<int> series_left_{256};
  std::unordered_map<std::string, std::unique_ptr<NodeProfile>, Hash, std::equal_to<>> nodes_;
};

}  // namespace ow::profile
