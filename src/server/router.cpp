#include "server/router.h"

#include <algorithm>
#include <optional>

#include "server/auth/route_access.h"

namespace ow::server {
namespace {

using Parameters = std::map<std::string, std::string, std::less<>>;

/// Takes the text up to the next '/' off the front of `path` (which begins with '/').
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

bool segment_fits(std::string_view pattern, std::string_view segment, Parameters& parameters) {
  const std::size_t open = pattern.find('{');
  if (open == std::string_view::npos) return pattern == segment;
  const std::size_t close = pattern.find('}', open);
  const std::string_view prefix = pattern.substr(0, open);
  const std::string_view suffix = pattern.substr(close + 1);
  if (segment.size() <= prefix.size() + suffix.size()) return false;
  if (!segment.starts_with(prefix) || !segment.ends_with(suffix)) return false;
  segment.remove_prefix(prefix.size());
  segment.remove_suffix(suffix.size());
  parameters.insert_or_assign(std::string(pattern.substr(open + 1, close - open - 1)), std::string(segment));
  return true;
}

std::optional<Parameters> fit(std::string_view pattern, std::string_view path) {
  Parameters parameters;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = take_segment(pattern);
    if (!segment_fits(wanted, take_segment(path), parameters)) return std::nullopt;
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return parameters;
}

/// '0' for a literal segment and '1' for one with a parameter: the smallest text is the most exact pattern.
std::string looseness(std::string_view pattern) {
  std::string out;
  while (!pattern.empty()) out += take_segment(pattern).find('{') == std::string_view::npos ? '0' : '1';
  return out;
}

}  // namespace

void Router::add(Method method, std::string pattern, std::variant<Inline, Blocking, Slow, Live> action) {
  const Access access = access_of(method, pattern);
  Route route{method, std::move(pattern), std::move(action), access};
  const std::string rank = looseness(route.pattern);
  const auto place = std::ranges::upper_bound(routes_, rank, {}, [](const Route& r) { return looseness(r.pattern); });
  routes_.insert(place, std::move(route));
}

Router::Match Router::match(Request& request) const {
  Match out;
  const Method wanted = request.method == Method::kHead ? Method::kGet : request.method;
  std::string_view exact;  // only methods of the most exact pattern count, not those of looser ones behind it
  for (const Route& route : routes_) {
    if (!exact.empty() && route.pattern != exact) continue;
    auto parameters = fit(route.pattern, request.path);
    if (!parameters) continue;
    exact = route.pattern;
    out.allowed.push_back(route.method);
    if (route.method == Method::kGet) out.allowed.push_back(Method::kHead);
    if (route.method != wanted) continue;
    out.route = &route;
    request.parameters = std::move(*parameters);
  }
  if (!out.allowed.empty()) out.allowed.push_back(Method::kOptions);
  return out;
}

std::string allow_header(const std::vector<Method>& methods) {
  std::string out;
  for (const Method method : methods) {
    if (!out.empty()) out += ", ";
    out += to_string(method);
  }
  return out;
}

}  // namespace ow::server
