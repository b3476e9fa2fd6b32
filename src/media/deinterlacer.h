// Turns interlaced pictures into progressive ones, one out for one in.
#pragma once

#include <memory>

#include "media/av_ptr.h"

namespace ow::media {

/// libavfilter's bwdif over flagged pictures; others pass unchanged. It looks one picture ahead, so the first comes out
/// with the second. Rebuilt when the pictures' size or format changes. Belongs to one thread.
class Deinterlacer final {
 public:
  Deinterlacer(AVRational time_base, int threads) : time_base_(time_base), threads_(threads) {}

  /// Takes over the picture's data; nullptr is the end. Returns a libav code.
  int send(AVFrame* frame);
  /// 0 with a picture, AVERROR(EAGAIN), AVERROR_EOF or another error. The pts is in the stream's time base.
  int receive(AVFrame& out);
  void reset() { graph_.reset(); }
  [[nodiscard]] bool active() const { return graph_ != nullptr; }
  [[nodiscard]] bool fits(const AVFrame& frame) const;

 private:
  int build(const AVFrame& frame);

  AVRational time_base_;
  int threads_;
  AvGraphPtr graph_;
  AVFilterContext* source_ = nullptr;  // owned by the graph
  AVFilterContext* sink_ = nullptr;
  int width_ = 0;
  int height_ = 0;
  int format_ = -1;
};

}  // namespace ow::media
