// From raw outputs to detections.
#include <random>
#include <vector>

#include "budget.h"
#include "vision/head.h"
#include "vision/heads/nms.h"

namespace ow::bench {
namespace {

constexpr std::size_t kAnchors = 8400;
constexpr std::size_t kClasses = 80;
constexpr int kObjects = 20;
constexpr int kAnchorsPerObject = 12;

/// A frame with 20 objects, each seen by 12 anchors, on a background of low scores: 4 + 80 rows of 8,400.
std::vector<float> make_output() {
  std::minstd_rand random(3);
  std::uniform_real_distribution<float> background(0, 0.02F);
  std::uniform_real_distribution<float> jitter(-4, 4);
  std::vector<float> values(84 * kAnchors);
  for (float& value : values) value = background(random);
  for (std::size_t i = 0; i < kObjects * kAnchorsPerObject; ++i) {
    const std::size_t object = i / kAnchorsPerObject;
    const std::size_t anchor = (i * 34) % kAnchors;
    const float box[] = {60 + 110 * static_cast<float>(object % 5), 190 + 85 * static_cast<float>(object / 5), 70, 70};
    for (std::size_t row = 0; row < 4; ++row) values[row * kAnchors + anchor] = box[row] + jitter(random);
    values[(4 + object % kClasses) * kAnchors + anchor] = 0.5F + 0.03F * static_cast<float>(i % kAnchorsPerObject);
  }
  return values;
}

vision::Letterbox make_letterbox() {
  FrameInfo info;
  info.size = info.source_size = {960, 540};
  vision::InputSpec spec;
  spec.size = {640, 640};
  return vision::make_letterbox(info, spec);
}

void yolov8_decode_and_nms(benchmark::State& state) {
  const ModelSignature signature{
      {{"images", {1, 3, 640, 640}, "float32"}}, {{"output0", {1, 84, 8400}, "float32"}}, {}};
  const auto head = vision::recognise_head(signature);
  if (!head) return state.SkipWithError(head.error().message.c_str());
  const std::vector<float> values = make_output();
  const TensorView output{values, {1, 84, 8400}};
  const vision::Letterbox letterbox = make_letterbox();
  std::size_t found = 0;
  for (auto _ : state) {
    const auto detections = (*head)->decode(std::span(&output, 1), letterbox, {});
    if (!detections) return state.SkipWithError(detections.error().message.c_str());
    found = detections->size();
  }
  state.counters["detections"] = static_cast<double>(found);
  set_budget_ms(state, 0.25);
}
BENCHMARK(yolov8_decode_and_nms)->Unit(benchmark::kMillisecond);

/// Candidates in clusters of 12, as a detector leaves them.
std::vector<vision::Candidate> make_candidates(int count) {
  std::minstd_rand random(5);
  std::uniform_real_distribution<float> jitter(-4, 4);
  std::vector<vision::Candidate> candidates;
  for (int i = 0; i < count; ++i) {
    const int object = i / kAnchorsPerObject;
    const float x = 20 + 110 * static_cast<float>(object % 5) + jitter(random);
    const float y = 20 + 28 * static_cast<float>(object / 5) + jitter(random);
    candidates.push_back({{x, y, x + 70, y + 120}, 0.3F + 0.6F * static_cast<float>(i % 97) / 97, object % 7, i});
  }
  return candidates;
}

/// The argument is the number of candidates. The budget is that of head and suppression together.
void nms(benchmark::State& state) {
  const std::vector<vision::Candidate> candidates = make_candidates(static_cast<int>(state.range(0)));
  const vision::Letterbox letterbox = make_letterbox();
  for (auto _ : state) {
    benchmark::DoNotOptimize(vision::finish(candidates, letterbox, {}, vision::Suppression::kPerClass));
  }
  set_budget_ms(state, 0.25);
}
BENCHMARK(nms)->ArgName("candidates")->Arg(240)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ow::bench
