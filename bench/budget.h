// Figures against DESIGN.md's budgets.
#pragma once

#include <benchmark/benchmark.h>

namespace ow::bench {

/// The budget of one iteration, for one core of the reference machine; the reporter in main.cpp shows how much of it is used.
inline void set_budget_ms(benchmark::State& state, double budget_ms) { state.counters["budget_ms"] = budget_ms; }

}  // namespace ow::bench
