#include "core/polygon.h"

#include <algorithm>
#include <cmath>

namespace ow {
namespace {

/// Far below a pixel of any picture, far above what rounding does to a fraction.
constexpr double kTolerance = 1e-9;

struct Side {
  Point a, b;
};

Side side(std::span<const Point> area, std::size_t index) { return {area[index], area[(index + 1) % area.size()]}; }

double length(Side s) { return std::hypot(s.b.x - s.a.x, s.b.y - s.a.y); }

/// The point's distance from the line through the side, times the side's length; its sign tells which hand it lies at.
double hand(Side s, Point p) { return (s.b.x - s.a.x) * (p.y - s.a.y) - (s.b.y - s.a.y) * (p.x - s.a.x); }

bool is_between(double value, double a, double b) {
  return value >= std::min(a, b) - kTolerance && value <= std::max(a, b) + kTolerance;
}

bool lies_on(Side s, Point p) {
  return std::abs(hand(s, p)) <= kTolerance * std::max(length(s), kTolerance) && is_between(p.x, s.a.x, s.b.x) &&
         is_between(p.y, s.a.y, s.b.y);
}

bool meet(Side s, Side other) {
  if (lies_on(s, other.a) || lies_on(s, other.b) || lies_on(other, s.a) || lies_on(other, s.b)) return true;
  return (hand(s, other.a) > 0) != (hand(s, other.b) > 0) && (hand(other, s.a) > 0) != (hand(other, s.b) > 0);
}

/// Of neighbours: the second goes back along the first.
bool folds(Side first, Side second) { return lies_on(first, second.b) || lies_on(second, first.a); }

}  // namespace

bool contains(std::span<const Point> area, Point point) {
  bool inside = false;
  for (std::size_t i = 0; i < area.size(); ++i) {
    const Side s = side(area, i);
    if (lies_on(s, point)) return true;
    if ((s.a.y > point.y) == (s.b.y > point.y)) continue;
    if (point.x < s.a.x + (s.b.x - s.a.x) * (point.y - s.a.y) / (s.b.y - s.a.y)) inside = !inside;
  }
  return inside;
}

bool on_one_line(std::span<const Point> points) {
  if (points.size() < 3) return true;
  const auto farthest = std::ranges::max(points, {}, [&](Point p) { return length({points[0], p}); });
  const Side longest{points[0], farthest};
  return std::ranges::all_of(points,
                             [&](Point p) { return std::abs(hand(longest, p)) <= kTolerance * length(longest); });
}

std::optional<std::pair<std::size_t, std::size_t>> crossing(std::span<const Point> area) {
  for (std::size_t i = 0; i < area.size(); ++i) {
    for (std::size_t j = i + 1; j < area.size(); ++j) {
      const Side s = side(area, i);
      const Side other = side(area, j);
      const bool next = j == i + 1;
      const bool around = i == 0 && j == area.size() - 1;
      const bool wrong = next ? folds(s, other) : around ? folds(other, s) : meet(s, other);
      if (wrong) return std::pair(i, j);
    }
  }
  return std::nullopt;
}

}  // namespace ow
