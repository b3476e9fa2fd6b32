#include <algorithm>
#include <cmath>

#include "vision/draw.h"

namespace ow::vision {
namespace {

/// HSV to one channel; `offset` 5, 3, 1 for red, green, blue (the usual closed form).
std::uint8_t channel(double hue_deg, double saturation, double value, double offset) {
  const double k = std::fmod(offset + hue_deg / 60, 6);
  const double level = value - value * saturation * std::clamp(std::min(k, 4 - k), 0.0, 1.0);
  return static_cast<std::uint8_t>(std::lround(level * 255));
}

}  // namespace

Colour class_colour(std::int32_t class_id) {
  constexpr double kGoldenAngleDeg = 137.50776405003785;
  // The first class (persons, most often) gets a green that stands out on streets and in rooms.
  constexpr double kFirstHueDeg = 130;
  const auto index = static_cast<double>(static_cast<std::uint32_t>(class_id) % 100'000);
  const double hue = std::fmod(kFirstHueDeg + index * kGoldenAngleDeg, 360);
  // Neighbours in hue are 8 or 13 classes apart (Fibonacci); three steps of saturation and value part them again.
  const int step = static_cast<int>(static_cast<std::uint32_t>(class_id) % 3);
  constexpr double kSaturation[] = {0.80, 0.60, 0.95};
  constexpr double kValue[] = {0.95, 1.00, 0.80};
  const double s = kSaturation[step], v = kValue[step];
  return {channel(hue, s, v, 5), channel(hue, s, v, 3), channel(hue, s, v, 1)};
}

}  // namespace ow::vision
