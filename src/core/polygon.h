// Lines and areas as people draw them on a picture: what is wrong with them, and what lies inside. Pure functions of points in
// fractions of the picture's width and height, 0 … 1, which hold whatever size the picture is scaled to.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace ow {

struct Point {
  double x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

/// A line is open; an area's last point is joined to its first.
enum class Shape { kLine, kArea };

/// Whether the point lies in the area or on its border; in either order of its points, concave areas included. Ray casting by
/// W. R. Franklin's PNPOLY, which leaves the border open.
[[nodiscard]] bool contains(std::span<const Point> area, Point point);

/// All points on one line (or in one place): an area without a size.
[[nodiscard]] bool on_one_line(std::span<const Point> points);

/// The first two sides of an area that meet elsewhere than in the point that neighbours share. Side i goes from point i to the
/// next one.
[[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> crossing(std::span<const Point> area);

}  // namespace ow
