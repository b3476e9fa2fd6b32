// Pixel work: preprocessing, similarity, scaling, drawing, JPEG.
#include <vector>

#include "budget.h"
#include "media/jpeg.h"
#include "media/scale.h"
#include "pictures.h"
#include "vision/draw.h"
#include "vision/head.h"
#include "vision/preprocess.h"
#include "vision/similarity.h"

namespace ow::bench {
namespace {

constexpr Size k1080p{1920, 1080};
constexpr Size k540p{960, 540};

/// Arguments: width and height of the frame, side of the tensor.
void preprocess(benchmark::State& state) {
  const FramePtr frame = make_frame({static_cast<int>(state.range(0)), static_cast<int>(state.range(1))});
  vision::InputSpec spec;
  spec.size = {static_cast<int>(state.range(2)), static_cast<int>(state.range(2))};
  std::vector<float> tensor(3 * static_cast<std::size_t>(spec.size.width * spec.size.height));
  for (auto _ : state) {
    if (!vision::preprocess(*frame, spec, tensor)) state.SkipWithError("preprocess failed");
    benchmark::DoNotOptimize(tensor.data());
  }
  set_budget_ms(state, 0.6);
}
BENCHMARK(preprocess)
    ->ArgNames({"width", "height", "tensor"})
    ->ArgsProduct({{1920}, {1080}, {640, 512}})
    ->ArgsProduct({{960}, {540}, {640, 512}})
    ->ArgsProduct({{768}, {576}, {640, 512}})
    ->Unit(benchmark::kMillisecond);

/// Arguments: width and height of the frame.
void similarity(benchmark::State& state) {
  const Size size{static_cast<int>(state.range(0)), static_cast<int>(state.range(1))};
  const FramePtr frames[] = {make_frame(size, 0), make_frame(size, 1)};
  vision::SimilarityGate gate({});
  std::size_t next = 0;
  for (auto _ : state) benchmark::DoNotOptimize(gate.similar_to(*frames[next++ % 2]));
  set_budget_ms(state, 0.15);
}
BENCHMARK(similarity)
    ->ArgNames({"width", "height"})
    ->Args({1920, 1080})
    ->Args({768, 576})
    ->Unit(benchmark::kMillisecond);

void scale_1080p_to_540p(benchmark::State& state) {
  const FramePtr frame = make_frame(k1080p);
  for (auto _ : state) benchmark::DoNotOptimize(media::scale(frame, k540p));
  set_budget_ms(state, 0.5);
}
BENCHMARK(scale_1080p_to_540p)->Unit(benchmark::kMillisecond);

/// Scaling and the way to full-range BT.601; the source's size is the argument.
void scale_for_view(benchmark::State& state) {
  const FramePtr frame = make_frame({static_cast<int>(state.range(0)), static_cast<int>(state.range(1))});
  for (auto _ : state) benchmark::DoNotOptimize(media::scale_for_view(*frame, k540p));
  set_budget_ms(state, 0.5);
}
BENCHMARK(scale_for_view)
    ->ArgNames({"width", "height"})
    ->Args({1920, 1080})
    ->Args({960, 540})
    ->Unit(benchmark::kMillisecond);

std::vector<Detection> make_boxes(int count) {
  std::vector<Detection> boxes;
  for (int i = 0; i < count; ++i) {
    const auto x = static_cast<float>(20 + i % 5 * 180);
    const auto y = static_cast<float>(30 + i / 5 * 125);
    boxes.push_back({{x, y, x + 90, y + 110}, 0.9F - 0.02F * static_cast<float>(i), i});
  }
  return boxes;
}

void draw_20_boxes(benchmark::State& state) {
  const auto painter = vision::Painter::create();
  if (!painter) return state.SkipWithError(painter.error().message.c_str());
  FrameBuffer picture = make_picture(k540p);
  const std::vector<Detection> boxes = make_boxes(20);
  const Labels labels = vision::coco_labels();
  for (auto _ : state) (*painter)->draw(picture, k540p, boxes, labels, {});
  set_budget_ms(state, 0.3);
}
BENCHMARK(draw_20_boxes)->Unit(benchmark::kMillisecond);

void jpeg_q60(benchmark::State& state) {
  const auto encoder = media::JpegEncoder::create();
  if (!encoder) return state.SkipWithError(encoder.error().message.c_str());
  FrameBuffer picture = make_picture(k540p);
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto jpeg = (*encoder)->encode(picture, 60);
    if (!jpeg) return state.SkipWithError(jpeg.error().message.c_str());
    bytes = jpeg->size();
  }
  state.counters["bytes"] = static_cast<double>(bytes);
  set_budget_ms(state, 0.8);
}
BENCHMARK(jpeg_q60)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ow::bench
