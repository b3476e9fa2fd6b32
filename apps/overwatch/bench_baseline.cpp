#include "overwatch/bench_baseline.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/thread.h"
#include "media/scale.h"
#include "vision/head.h"

namespace ow::cli {
namespace {

/// The first failure of several threads.
class FirstError {
 public:
  void set(Error error) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::move(error);
  }
  [[nodiscard]] Status status() const {
    const std::lock_guard lock(mutex_);
    if (error_) return std::unexpected(*error_);
    return {};
  }

 private:
  mutable std::mutex mutex_;
  std::optional<Error> error_;
};

/// The next whole frame; from the start again at the end.
Result<media::SourceFrame> next_frame(media::Source& source, std::stop_token stop) {
  for (bool rewound = false;;) {
    OW_TRY(media::ReadResult read, source.read(stop));
    if (auto* frame = std::get_if<media::SourceFrame>(&read)) return std::move(*frame);
    if (!std::holds_alternative<media::EndOfSource>(read)) continue;
    if (std::exchange(rewound, true)) return fail(ErrorCode::kDataLoss, "the source has no frame that can be decoded");
    OW_CHECK(source.rewind());
  }
}

/// `before(i)` is called before frame i is read.
Status decode(const std::string& uri, std::uint64_t frames, const Clock& clock, std::stop_token stop,
              const std::function<void(std::uint64_t)>& before) {
  OW_TRY(const auto source, media::open_source({.uri = uri}, clock, stop));
  for (std::uint64_t i = 0; i < frames; ++i) {
    before(i);
    OW_CHECK(next_frame(*source, stop));
  }
  return {};
}

Result<std::vector<std::unique_ptr<infer::Session>>> open_sessions(const InferenceSetup& setup) {
  std::vector<std::unique_ptr<infer::Session>> sessions;
  for (int i = 0; i < setup.sessions; ++i) {
    OW_TRY(sessions.emplace_back(), infer::create_onnx_session(setup.session));
    for (int warm_up = 0; warm_up < 2; ++warm_up) OW_CHECK(sessions.back()->run(setup.input.view()));
  }
  return sessions;
}

/// Pictures shared out among several sessions.
class InferenceLoop {
 public:
  InferenceLoop(const InferenceSetup& setup, std::uint64_t frames)
      : input_(setup.input.view()),
        batch_(static_cast<std::uint64_t>(setup.batch)),
        runs_(std::max<std::uint64_t>(1, frames / batch_)) {}

  [[nodiscard]] std::uint64_t pictures() const { return runs_ * batch_; }
  Status run(infer::Session& session, std::stop_token stop) {
    const Status status = run_all(session, stop);
    if (!status) advance(pictures());  // nobody waits for what does not come
    return status;
  }
  /// Returns once `count` pictures are done, or will never be.
  void wait_for(std::uint64_t count) const {
    const std::uint64_t wanted = std::min(count, pictures());
    for (std::uint64_t done = done_; done < wanted; done = done_) done_.wait(done);
  }

 private:
  Status run_all(infer::Session& session, const std::stop_token& stop) {
    while (taken_.fetch_add(1) < runs_) {
      if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "stopped");
      OW_CHECK(session.run(input_));
      advance(batch_);
    }
    return {};
  }
  void advance(std::uint64_t pictures) {
    done_ += pictures;
    done_.notify_all();
  }

  TensorView input_;
  std::uint64_t batch_;
  std::uint64_t runs_;
  std::atomic<std::uint64_t> taken_{0};
  std::atomic<std::uint64_t> done_{0};
};

/// Runs `work` on `threads` threads and measures until the last one ends.
template <typename Work>
Result<Measurement> measure(unsigned threads, const Work& work) {
  FirstError error;
  const SteadyClock clock;
  const TimePoint begin = clock.now();
  const double cpu_begin = process_cpu_seconds();
  {
    std::vector<std::jthread> running;
    for (unsigned i = 0; i < threads; ++i) {
      running.emplace_back([&work, &error, i] {
        set_thread_name("ow-bench");
        if (auto status = work(i); !status) error.set(std::move(status).error());
      });
    }
  }
  OW_CHECK(error.status());
  return Measurement{0, to_seconds(clock.now() - begin), process_cpu_seconds() - cpu_begin};
}

/// The source's first frame as the model wants it, `batch` times.
Result<Tensor> make_input(const Frame& frame, const vision::InputSpec& spec, int batch) {
  const auto pixels = static_cast<std::size_t>(spec.size.width) * static_cast<std::size_t>(spec.size.height);
  Tensor tensor;
  tensor.values.resize(static_cast<std::size_t>(batch) * 3 * pixels);
  for (std::size_t i = 0; i < static_cast<std::size_t>(batch); ++i) {
    OW_CHECK(vision::preprocess(frame, spec, std::span(tensor.values).subspan(i * 3 * pixels, 3 * pixels)));
  }
  if (spec.layout == vision::TensorLayout::kNchw) {
    tensor.shape = {batch, 3, spec.size.height, spec.size.width};
  } else {
    tensor.shape = {batch, spec.size.height, spec.size.width, 3};
  }
  return tensor;
}

}  // namespace

Result<SourceFacts> examine_source(const std::string& uri, const Clock& clock, std::stop_token stop) {
  OW_TRY(const auto source, media::open_source({.uri = uri}, clock, stop));
  if (source->info().live) {
    return fail_at("--source", ErrorCode::kInvalidArgument, "a live source sets its own pace; name a file");
  }
  OW_TRY(auto first, next_frame(*source, stop));
  return SourceFacts{uri, source->info(), std::move(first.frame)};
}

Result<InferenceSetup> make_inference_setup(const engine::Runtime& runtime, const BenchOptions& options,
                                            const SourceFacts& source) {
  InferenceSetup setup;
  OW_TRY(setup.session.file, runtime.library().resolve(options.model));
  setup.session.device = runtime.default_device();
  // As the inference service does it: a session a core where the CPU computes, else one.
  const int cores = static_cast<int>(usable_cores());
  const bool per_core = options.schedule == "throughput" && setup.session.device == DeviceKind::kCpu;
  setup.sessions = per_core ? cores : 1;
  setup.session.threads = per_core ? 1 : cores;
  OW_TRY(const ModelSignature signature, infer::read_signature(setup.session.file));
  OW_TRY(const auto head, vision::recognise_head(signature));
  setup.head = head->name();
  setup.batch = signature.inputs.front().shape.front() < 0 ? options.batch : 1;
  OW_TRY(const FramePtr frame, media::scale(source.first, media::scaled_size(source.info.size, options.scale_percent)));
  OW_TRY(setup.input, make_input(*frame, head->input(), setup.batch));
  return setup;
}

Result<Measurement> measure_inference(const InferenceSetup& setup, std::uint64_t frames, std::stop_token stop) {
  OW_TRY(const auto sessions, open_sessions(setup));
  InferenceLoop loop(setup, frames);
  OW_TRY(Measurement result, measure(static_cast<unsigned>(sessions.size()),
                                     [&](unsigned index) { return loop.run(*sessions[index], stop); }));
  result.frames = static_cast<double>(loop.pictures());
  return result;
}

Result<Measurement> measure_decoding(const std::string& uri, unsigned streams, std::uint64_t frames, const Clock& clock,
                                     std::stop_token stop) {
  OW_TRY(Measurement result,
         measure(streams, [&](unsigned) { return decode(uri, frames, clock, stop, [](std::uint64_t) {}); }));
  result.frames = static_cast<double>(frames * streams);
  return result;
}

Result<Measurement> measure_together(const InferenceSetup& setup, const std::string& uri, unsigned streams,
                                     std::uint64_t frames, const Clock& clock, std::stop_token stop) {
  OW_TRY(const auto sessions, open_sessions(setup));
  InferenceLoop loop(setup, frames * streams);
  const auto session_count = static_cast<unsigned>(sessions.size());
  const auto work = [&](unsigned index) -> Status {
    if (index < session_count) return loop.run(*sessions[index], stop);
    return decode(uri, frames, clock, stop, [&](std::uint64_t frame) { loop.wait_for(frame * streams); });
  };
  OW_TRY(Measurement result, measure(session_count + streams, work));
  result.frames = static_cast<double>(loop.pictures());
  return result;
}

}  // namespace ow::cli
