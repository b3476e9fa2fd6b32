#include "overwatch/load_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "overwatch/bench_measure.h"
#include "overwatch/table.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) { return std::round(value * 100.0) / 100.0; }

template <typename Field>
std::vector<double> column(const std::vector<LoadSample>& samples, Field field) {
  std::vector<double> values;
  for (const LoadSample& sample : samples) values.push_back(sample.*field);
  return values;
}

double theil_sen_slope(const std::vector<double>& values) {
  std::vector<double> slopes;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i + 1; j < values.size(); ++j) {
      slopes.push_back((values[j] - values[i]) / static_cast<double>(j - i));
    }
  }
  return median(std::move(slopes));
}

/// Pictures a second of each viewer, over the whole time.
std::vector<double> viewer_rates(const LoadFigures& figures) {
  std::vector<double> rates;
  for (const std::uint64_t pictures : figures.viewer_pictures) {
    rates.push_back(static_cast<double>(pictures) / std::max(figures.seconds, 1e-9));
  }
  return rates;
}

double share_within(const std::vector<double>& values, double centre, double distance) {
  if (values.empty()) return 1;
  const auto count = std::ranges::count_if(values, [&](double v) { return std::abs(v - centre) <= distance; });
  return static_cast<double>(count) / static_cast<double>(values.size());
}

double frame_kb(const LoadFigures& figures) {
  return figures.pictures > 0 ? figures.frame_bytes_sum / static_cast<double>(figures.pictures) / 1000 : 0;
}

std::vector<std::string> trend_row(const std::string& name, const Trend& trend, const char* unit) {
  return {name, fmt::format("{:.1f} {}", trend.first, unit), fmt::format("{:.1f} {}", trend.last, unit),
          fmt::format("{:+.2f} {}", trend.change_by_slope, unit), trend.level ? "level" : "NOT LEVEL"};
}

Json trend_json(const Trend& trend) {
  return {{"first_third", rounded(trend.first)},
          {"last_third", rounded(trend.last)},
          {"change_by_slope", rounded(trend.change_by_slope)},
          {"level", trend.level}};
}

Json spread_json(const std::vector<double>& values) {
  return {{"min", rounded(percentile(values, 0))},
          {"p5", rounded(percentile(values, 0.05))},
          {"p50", rounded(percentile(values, 0.5))},
          {"p95", rounded(percentile(values, 0.95))},
          {"max", rounded(percentile(values, 1))}};
}

}  // namespace

double percentile(std::vector<double> values, double fraction) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const auto rank = static_cast<std::size_t>(std::ceil(fraction * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

Trend trend_of(const std::vector<double>& seconds, double tolerance, int bad_way) {
  Trend trend;
  const auto third = static_cast<std::ptrdiff_t>(seconds.size() / 3);
  if (third == 0) return trend;
  trend.first = median({seconds.begin(), seconds.begin() + third});
  trend.last = median({seconds.end() - third, seconds.end()});
  trend.change_by_slope =
      theil_sen_slope(seconds) * static_cast<double>(seconds.size() - static_cast<std::size_t>(third));
  trend.level = bad_way * (trend.last - trend.first) <= tolerance || bad_way * trend.change_by_slope <= tolerance;
  return trend;
}

void LoadFigures::add(const CrowdSecond& second, const LoadSample& sample) {
  samples.push_back(sample);
  seconds += sample.seconds;
  const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
  append(latency_ms, second.latency_ms);
  append(intervals_ms, second.intervals_ms);
  append(slow_bytes, second.slow_bytes);
  viewer_pictures.resize(std::max(viewer_pictures.size(), second.viewer_pictures.size()));
  for (std::size_t i = 0; i < second.viewer_pictures.size(); ++i) viewer_pictures[i] += second.viewer_pictures[i];
  frame_bytes_sum += static_cast<double>(second.bytes);
  pictures += second.pictures;
  new_pictures += second.new_pictures;
  slow_reduced += second.slow_reduced;
  last = second;
}

LoadVerdict verdict_of(const LoadFigures& figures) {
  const auto fps = column(figures.samples, &LoadSample::fps);
  const auto latency = column(figures.samples, &LoadSample::latency_ms);
  const auto memory = column(figures.samples, &LoadSample::memory_mb);
  const double typical_fps = median(fps);
  return {.fps = trend_of(fps, 0.05 * typical_fps, -1),
          .latency = trend_of(latency, 5 + 0.2 * median(latency), 1),
          .memory = trend_of(memory, 4 + 0.02 * median(memory), 1),
          .steady_share = share_within(fps, typical_fps, std::max(1.0, 0.1 * typical_fps))};
}

std::string load_text(const LoadFigures& figures, const LoadVerdict& verdict) {
  const std::vector<double> rates = viewer_rates(figures);
  std::string text = format_table({{"FIGURE", "FIRST THIRD", "LAST THIRD", "TREND", ""},
                                   trend_row("FPS", verdict.fps, "fps"),
                                   trend_row("latency, median", verdict.latency, "ms"),
                                   trend_row("memory of the server", verdict.memory, "MB")});
  text += fmt::format("\n{:.0f} % of the seconds within 10 % of the median rate; pictures of {:.1f} KB\n",
                      100 * verdict.steady_share, frame_kb(figures));
  text += fmt::format("latency capture to viewer: {:.1f} ms median, {:.1f} ms p95, {:.1f} ms max\n",
                      percentile(figures.latency_ms, 0.5), percentile(figures.latency_ms, 0.95),
                      percentile(figures.latency_ms, 1));
  const double beat = percentile(figures.intervals_ms, 0.5);
  text += fmt::format("intervals: {:.1f} ms median, {:.1f} % within 20 ms of it\n", beat,
                      100 * share_within(figures.intervals_ms, beat, 20));
  text += fmt::format("viewers: {} at {:.2f} fps median (slowest {:.2f}, fastest {:.2f}); closed by the server: {}\n",
                      figures.options.viewers, percentile(rates, 0.5), percentile(rates, 0), percentile(rates, 1),
                      figures.last.fast_closed);
  if (figures.options.slow > 0) {
    text += fmt::format("slow viewers: {} got {} pictures, {} of them reduced, {:.1f} KB each\n", figures.options.slow,
                        figures.slow_bytes.size(), figures.slow_reduced, percentile(figures.slow_bytes, 0.5) / 1000);
  }
  if (figures.options.stalled > 0) {
    text += fmt::format("stalled viewers: {}, cut by the server: {}\n", figures.options.stalled,
                        figures.last.stalled_closed);
  }
  text += fmt::format("cores in use: {:.2f} by the server, {:.2f} by the viewers; peak memory {:.0f} MB\n",
                      median(column(figures.samples, &LoadSample::server_cores)),
                      median(column(figures.samples, &LoadSample::viewer_cores)), figures.peak_memory_mb);
  return text + fmt::format("\nFPS, latency and memory {} over {:.0f} s\n",
                            verdict.level() ? "stayed level" : "did NOT stay level", figures.seconds);
}

nlohmann::ordered_json load_json(const LoadFigures& figures, const LoadVerdict& verdict) {
  const double beat = percentile(figures.intervals_ms, 0.5);
  Json json = {
      {"overwatch", OW_VERSION},
      {"source", figures.options.source},
      {"model", figures.options.model},
      {"preset", figures.options.preset},
      {"seconds", rounded(figures.seconds)},
      {"level", verdict.level()},
      {"fps", trend_json(verdict.fps)},
      {"latency_ms", trend_json(verdict.latency)},
      {"memory_mb", trend_json(verdict.memory)},
      {"steady_share", rounded(verdict.steady_share)},
      {"new_pictures", figures.new_pictures},
      {"frame_kb", rounded(frame_kb(figures))},
      {"latency_to_viewer_ms", spread_json(figures.latency_ms)},
      {"intervals_ms", spread_json(figures.intervals_ms)},
      {"intervals_within_20_ms", rounded(share_within(figures.intervals_ms, beat, 20))},
      {"viewers",
       {{"count", figures.options.viewers},
        {"fps", spread_json(viewer_rates(figures))},
        {"closed_by_server", figures.last.fast_closed}}},
      {"slow_viewers",
       {{"count", figures.options.slow},
        {"pictures", figures.slow_bytes.size()},
        {"reduced", figures.slow_reduced},
        {"bytes", spread_json(figures.slow_bytes)},
        {"closed_by_server", figures.last.slow_closed}}},
      {"stalled_viewers", {{"count", figures.options.stalled}, {"closed_by_server", figures.last.stalled_closed}}},
      {"server",
       {{"cores", rounded(median(column(figures.samples, &LoadSample::server_cores)))},
        {"peak_memory_mb", rounded(figures.peak_memory_mb)},
        {"threads", figures.threads},
        {"descriptors", figures.descriptors}}},
      {"viewer_cores", rounded(median(column(figures.samples, &LoadSample::viewer_cores)))}};
  json["success_metrics"] = figures.success_json.empty() ? Json() : Json::parse(figures.success_json, nullptr, false);
  for (const LoadSample& sample : figures.samples) {
    json["each_second"].push_back({{"fps", rounded(sample.fps)},
                                   {"latency_ms", rounded(sample.latency_ms)},
                                   {"latency_p95_ms", rounded(sample.latency_p95_ms)},
                                   {"memory_mb", rounded(sample.memory_mb)},
                                   {"server_cores", rounded(sample.server_cores)},
                                   {"viewer_cores", rounded(sample.viewer_cores)}});
  }
  return json;
}

}  // namespace ow::cli
