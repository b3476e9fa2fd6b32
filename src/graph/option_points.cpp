// Points that people draw on the picture.
#include <algorithm>

#include "graph/option_parse.h"

namespace ow::graph {
namespace {

using Json = nlohmann::ordered_json;

std::string_view kind_of(const Option& option) { return option.shape == Shape::kLine ? "a line" : "an area"; }

constexpr std::size_t kTextBytesMax = 4096;  // bounds the depth as well

/// Command lines hand over text: a list within it is meant as the list.
Json listed(const Json& value) {
  if (!value.is_string() || value.get_ref<const std::string&>().size() > kTextBytesMax) return value;
  Json parsed = Json::parse(value.get_ref<const std::string&>(), nullptr, /*allow_exceptions=*/false);
  return parsed.is_array() ? parsed : value;
}

Result<Point> parse_point(const Json& pair, std::size_t number) {
  if (!pair.is_array() || pair.size() != 2) {
    return fail(ErrorCode::kInvalidArgument, "point {}: {} is not a pair [x, y]", number, shown(pair));
  }
  static const Option fraction{
      .name = {}, .type = OptionType::kFraction, .fallback = {}, .doc = {}, .min = 0, .max = 1};
  Point point;
  for (const auto& [coordinate, value] : {std::pair(&point.x, &pair[0]), std::pair(&point.y, &pair[1])}) {
    const auto parsed = parse_number(fraction, *value);
    if (!parsed) return fail(ErrorCode::kInvalidArgument, "point {}: {}", number, parsed.error().message);
    *coordinate = std::get<double>(*parsed);
  }
  return point;
}

Status check_area(const std::vector<Point>& points) {
  if (on_one_line(points)) {
    return fail(ErrorCode::kInvalidArgument, "its points lie on one line; an area must have a size");
  }
  const auto sides = crossing(points);
  if (!sides) return {};
  const auto end = [&](std::size_t side) { return (side + 1) % points.size() + 1; };
  return fail(ErrorCode::kInvalidArgument,
              "the area crosses itself: its side from point {} to {} meets that from {} to {}", sides->first + 1,
              end(sides->first), sides->second + 1, end(sides->second));
}

Status check_count(const Option& option, std::size_t count) {
  if (count >= option.points_min && count <= option.points_max) return {};
  return fail(ErrorCode::kInvalidArgument, "has {} point{}; {} takes {} to {}", count, count == 1 ? "" : "s",
              kind_of(option), option.points_min, option.points_max);
}

Status check_points(const Option& option, const std::vector<Point>& points) {
  if (const auto twice = std::ranges::adjacent_find(points); twice != points.end()) {
    const auto number = twice - points.begin() + 1;
    return fail(ErrorCode::kInvalidArgument, "points {} and {} lie in the same place", number, number + 1);
  }
  if (option.shape == Shape::kLine) return {};
  if (points.front() == points.back()) {
    return fail(ErrorCode::kInvalidArgument, "points {} and 1 lie in the same place; an area closes by itself",
                points.size());
  }
  return check_area(points);
}

}  // namespace

Result<OptionValue> parse_points(const Option& option, const Json& value) {
  const Json list = listed(value);
  if (!list.is_array()) {
    return fail(ErrorCode::kInvalidArgument, "{} is not a list of points such as [[0.1, 0.2], [0.9, 0.2], [0.9, 0.8]]",
                shown(value));
  }
  if (list.empty()) {
    if (option.required) return fail(ErrorCode::kInvalidArgument, "is empty");
    return OptionValue();
  }
  OW_CHECK(check_count(option, list.size()));
  std::vector<Point> points;
  for (const Json& pair : list) {
    OW_TRY(const Point point, parse_point(pair, points.size() + 1));
    points.push_back(point);
  }
  OW_CHECK(check_points(option, points));
  return OptionValue(std::move(points));
}

}  // namespace ow::graph
