#include "media/deinterlacer.h"

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavutil/mathematics.h>
}

#include <fmt/core.h>

#include <algorithm>
#include <string>

namespace ow::media {

bool Deinterlacer::fits(const AVFrame& frame) const {
  return frame.width == width_ && frame.height == height_ && frame.format == format_;
}

int Deinterlacer::build(const AVFrame& frame) {
  graph_.reset(avfilter_graph_alloc());
  if (!graph_) return AVERROR(ENOMEM);
  graph_->nb_threads = threads_;
  const std::string arguments = fmt::format("video_size={}x{}:pix_fmt={}:time_base={}/{}:pixel_aspect={}/{}",
                                            frame.width, frame.height, frame.format, time_base_.num, time_base_.den,
                                            frame.sample_aspect_ratio.num, std::max(frame.sample_aspect_ratio.den, 1));
  AVFilterContext* filter = nullptr;
  int code = avfilter_graph_create_filter(&source_, avfilter_get_by_name("buffer"), "in", arguments.c_str(), nullptr,
                                          graph_.get());
  if (code >= 0) {
    code = avfilter_graph_create_filter(&filter, avfilter_get_by_name("bwdif"), "bwdif",
                                        "mode=send_frame:deint=interlaced", nullptr, graph_.get());
  }
  if (code >= 0) {
    code =
        avfilter_graph_create_filter(&sink_, avfilter_get_by_name("buffersink"), "out", nullptr, nullptr, graph_.get());
  }
  if (code >= 0) code = avfilter_link(source_, 0, filter, 0);
  if (code >= 0) code = avfilter_link(filter, 0, sink_, 0);
  if (code >= 0) code = avfilter_graph_config(graph_.get(), nullptr);
  if (code < 0) graph_.reset();
  width_ = frame.width;
  height_ = frame.height;
  format_ = frame.format;
  return code;
}

int Deinterlacer::send(AVFrame* frame) {
  if (frame != nullptr && !active()) {
    if (const int code = build(*frame); code < 0) return code;
  }
  if (!active()) return AVERROR_EOF;
  if (frame != nullptr) frame->pts = frame->best_effort_timestamp;
  return av_buffersrc_add_frame(source_, frame);
}

int Deinterlacer::receive(AVFrame& out) {
  if (!active()) return AVERROR(EAGAIN);
  const int code = av_buffersink_get_frame(sink_, &out);
  if (code < 0) return code;
  if (out.pts != AV_NOPTS_VALUE) out.pts = av_rescale_q(out.pts, av_buffersink_get_time_base(sink_), time_base_);
  out.best_effort_timestamp = out.pts;
  return 0;
}

}  // namespace ow::media
