#include "core/trace.h"

#include <algorithm>

namespace ow {

void Trace::add(const char* name, TimePoint begin, TimePoint end, SpanKind kind) {
  if (count_ == kSpansMax) {
    if (lost_ < 255) ++lost_;
    return;
  }
  spans_[count_++] = {name, begin, end, kind};
}

Duration Trace::unaccounted(TimePoint end) const {
  std::array<Span, kSpansMax> sorted = spans_;
  const auto last = sorted.begin() + count_;
  std::sort(sorted.begin(), last, [](const Span& a, const Span& b) { return a.begin < b.begin; });
  Duration gap{0};
  TimePoint covered = capture_;
  for (auto span = sorted.begin(); span != last; ++span) {
    if (span->begin >= end) break;
    if (span->begin > covered) gap += span->begin - covered;
    covered = std::max(covered, span->end);
  }
  if (end > covered) gap += end - covered;
  return gap;
}

}  // namespace ow
