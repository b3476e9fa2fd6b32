// Google Benchmark's main with one more form of output: `--budgets` prints each stage's figure beside its budget.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

namespace {

using Run = benchmark::BenchmarkReporter::Run;

/// Core time of one iteration in ms, and the share of the budget that it takes.
double cpu_ms(const Run& run) {
  return run.GetAdjustedCPUTime() / benchmark::GetTimeUnitMultiplier(run.time_unit) * 1e3;
}

/// Adds to each benchmark that has a budget how much of it is used: 100 is all of it.
class BudgetReporter final : public benchmark::ConsoleReporter {
 public:
  BudgetReporter() : ConsoleReporter(OO_Tabular) {}
  void ReportRuns(const std::vector<Run>& runs) override {
    std::vector<Run> shown = runs;
    for (Run& run : shown) {
      const auto budget = run.counters.find("budget_ms");
      if (budget != run.counters.end()) run.counters["used_%"] = 100 * cpu_ms(run) / budget->second.value;
    }
    ConsoleReporter::ReportRuns(shown);
  }
};

/// STAGE, BUDGET, FIGURE, RATIO: the median of the repetitions where there are several.
class BudgetTable final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override {
    std::printf("%-46s %10s %10s %7s\n", "STAGE (core ms a frame)", "BUDGET", "FIGURE", "RATIO");
    return true;
  }
  void ReportRuns(const std::vector<Run>& runs) override {
    const bool repeated = std::ranges::any_of(runs, [](const Run& run) { return run.aggregate_name == "median"; });
    for (const Run& run : runs) {
      if (repeated && run.aggregate_name != "median") continue;
      const auto budget = run.counters.find("budget_ms");
      if (budget == run.counters.end()) continue;
      const double ratio = cpu_ms(run) / budget->second.value;
      std::printf("%-46s %10.4f %10.4f %7.2f%s\n", run.run_name.str().c_str(), budget->second.value, cpu_ms(run), ratio,
                  ratio > 1 ? "  over" : "");
    }
    std::fflush(stdout);
  }
};

}  // namespace

int main(int argc, char** argv) {
  // A format or colour that was asked for is the library's own business.
  const bool plain = std::none_of(argv, argv + argc,
                                  [](std::string_view argument) { return argument.starts_with("--benchmark_format"); });
  const auto end =
      std::remove_if(argv + 1, argv + argc, [](const char* a) { return std::strcmp(a, "--budgets") == 0; });
  const bool budgets = end != argv + argc;
  argc = static_cast<int>(end - argv);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  BudgetReporter reporter;
  BudgetTable table;
  benchmark::BenchmarkReporter* chosen = budgets ? static_cast<benchmark::BenchmarkReporter*>(&table) : &reporter;
  benchmark::RunSpecifiedBenchmarks(plain || budgets ? chosen : nullptr);
  benchmark::Shutdown();
  return 0;
}
