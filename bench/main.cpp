// Google Benchmark's main, with the share of the budget worked out beside each figure.
#include <algorithm>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

namespace {

/// Adds to each benchmark that has a budget how much of it is used: 100 is all of it.
class BudgetReporter final : public benchmark::ConsoleReporter {
 public:
  BudgetReporter() : ConsoleReporter(OO_Tabular) {}
  void ReportRuns(const std::vector<Run>& runs) override {
    std::vector<Run> shown = runs;
    for (Run& run : shown) {
      const auto budget = run.counters.find("budget_ms");
      if (budget == run.counters.end()) continue;
      const double ms = run.GetAdjustedCPUTime() / benchmark::GetTimeUnitMultiplier(run.time_unit) * 1e3;
      run.counters["used_%"] = 100 * ms / budget->second.value;
    }
    ConsoleReporter::ReportRuns(shown);
  }
};

}  // namespace

int main(int argc, char** argv) {
  // A format or colour that was asked for is the library's own business.
  const bool plain = std::none_of(argv, argv + argc,
                                  [](std::string_view argument) { return argument.starts_with("--benchmark_format"); });
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  BudgetReporter reporter;
  benchmark::RunSpecifiedBenchmarks(plain ? &reporter : nullptr);
  benchmark::Shutdown();
  return 0;
}
