// The observer of one workflow.
#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "profile/node_profile.h"
#include "profile/profiler.h"
#include "profile/summary.h"

namespace ow::profile {

class WindowedProfile final : public WorkflowProfile {
 public:
  WindowedProfile(std::string workflow, std::chrono::milliseconds window, const Clock& clock);

  void on_span(std::string_view node, const Span& span) override;
  void on_frame_in(std::string_view node) override;
  void on_frame_out(std::string_view node) override;
  void on_skip(std::string_view node) override;
  void on_drop(std::string_view where, DropReason reason) override;
  void on_complete(std::string_view node, const Trace& trace, TimePoint end) override;
  void on_delivery(std::string_view node, TimePoint time, Duration interval) override;
  void on_picture(std::string_view node, std::size_t bytes) override;

  [[nodiscard]] Snapshot snapshot() const override { return snapshot(window_); }
  [[nodiscard]] Snapshot snapshot(std::chrono::milliseconds window) const override;
  void reset() override;
  void set_trace_recorder(std::shared_ptr<TraceRecorder> recorder) override;

  [[nodiscard]] WindowValues collect(std::chrono::milliseconds window) const;

 private:
  void mark_start(TimePoint time);
  void collect_frames(TimePoint from, WindowValues& values) const;

  const std::string workflow_;
  const std::chrono::milliseconds window_;
  const Clock& clock_;
  std::atomic<Duration::rep> started_ns_;  ///< of the first record, or of the last reset
  NodeTable nodes_;

  mutable std::mutex frames_mutex_;  ///< guards the rings of whole frames
  SampleRing total_latency_ms_, unaccounted_ms_, picture_bytes_;

  mutable std::mutex drops_mutex_;
  std::map<std::string, std::map<DropReason, std::uint64_t>, std::less<>> drops_;  ///< by place

  std::atomic<TraceRecorder*> recorder_{nullptr};
  std::mutex recorders_mutex_;
  std::vector<std::shared_ptr<TraceRecorder>> recorders_;  ///< all ever set: a record may still be using an old one
};

}  // namespace ow::profile
