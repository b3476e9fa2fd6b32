#include "media/test_clips.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace ow::media::test {
namespace {

const SteadyClock& steady_clock() {
  static const SteadyClock clock;
  return clock;
}

double mean(FrameBuffer& view, std::size_t plane, int x, int y, int radius) {
  double sum = 0;
  for (int row = y - radius; row <= y + radius; ++row) {
    for (int column = x - radius; column <= x + radius; ++column) {
      sum += view.data(plane)[std::ptrdiff_t{row} * view.stride(plane) + column];
    }
  }
  return sum / ((2 * radius + 1) * (2 * radius + 1));
}

}  // namespace

bool ffmpeg(const std::string& arguments) {
  return std::system(("ffmpeg -nostdin -v error -y " + arguments).c_str()) == 0;
}

void write_file(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

std::string read_file(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

SourceOptions local(const std::string& uri) {
  SourceOptions options;
  options.uri = uri;
  options.hardware_decode = false;
  return options;
}

Reading read_all(Source& source, int results_max) {
  Reading out;
  for (int i = 0; i < results_max; ++i) {
    auto result = source.read({});
    if (!result) {
      out.error = result.error();
      return out;
    }
    if (std::holds_alternative<EndOfSource>(*result)) {
      out.ended = true;
      return out;
    }
    if (auto* frame = std::get_if<SourceFrame>(&*result)) {
      out.frames.push_back(frame->frame);
    } else {
      ++out.corrupt;
    }
  }
  return out;
}

Cost cost_of(const SourceOptions& options) {
  const auto resident_max = [] {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("VmHWM:")) return std::int64_t{std::stoll(line.substr(6))} * 1024;
    }
    return std::int64_t{0};
  };
  std::ofstream("/proc/self/clear_refs") << "5";  // the high-water mark begins anew
  const std::int64_t before = resident_max();
  const SteadyClock clock;
  Cost cost;
  const auto source = open_source(options, clock, {});
  if (!source) cost.error = source.error();
  for (int i = 0; source && i < 100 && cost.error.message.empty(); ++i) {
    if (const auto result = (*source)->read({}); !result) cost.error = result.error();
  }
  cost.memory_bytes = resident_max() - before;
  return cost;
}

std::unique_ptr<Source> open_clip(const SourceOptions& options) {
  auto source = open_source(options, steady_clock(), {});
  if (source) return std::move(*source);
  ADD_FAILURE() << source.error().text();
  return nullptr;
}

std::array<double, 3> view_rgb(FrameBuffer& view, int x, int y) {
  const double luma = mean(view, 0, x, y, 2);
  const double u = mean(view, 1, x / 2, y / 2, 1) - 128;
  const double v = mean(view, 2, x / 2, y / 2, 1) - 128;
  return {luma + 1.402 * v, luma - 0.344136 * u - 0.714136 * v, luma + 1.772 * u};
}

}  // namespace ow::media::test
