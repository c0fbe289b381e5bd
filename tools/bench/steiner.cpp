// Solves benchmark problems one after the other and prints, for each, the gap to its own bound, processor
// time and the largest memory that the process has used so far.
//
//   lastmile_bench_steiner SECONDS FILE...
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <ctime>

#include "sim/planning/solve_plan.h"
#include "tools/exchange/stp/read_stp.h"

int main(int count, char** arguments) {
  using namespace lastmile;
  if (count < 3) {
    fmt::print(stderr, "usage: lastmile_bench_steiner SECONDS FILE...\n");
    return 2;
  }
  const double seconds = std::atof(arguments[1]);
  fmt::print("{:<24}{:>18}{:>18}{:>12}{:>10}{:>10}\n", "file", "objective", "bound", "gap %", "cpu s", "MB");
  for (int i = 2; i < count; ++i) {
    try {
      const std::string path = arguments[i];
      const stp::BenchmarkProblem problem = stp::read_benchmark(path);
      const std::clock_t start = std::clock();
      planning::SearchControl control;
      control.deadline =
          std::chrono::steady_clock::now() + std::chrono::milliseconds(static_cast<long>(1000 * seconds));
      const auto question = problem.kind == stp::BenchmarkProblem::Kind::steiner
                                ? planning::Question::steiner
                                : planning::Question::prize_collecting;
      const planning::GraphPlan plan = planning::solve_plan(problem.graph, {question, 0}, control);
      rusage usage{};
      getrusage(RUSAGE_SELF, &usage);
      fmt::print("{:<24}{:>18.6f}{:>18.6f}{:>12.5f}{:>10.2f}{:>10}\n", path.substr(path.rfind('/') + 1),
                 plan.objective, plan.bound, 100 * plan.gap(),
                 static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, usage.ru_maxrss / 1024);
    } catch (const std::exception& failure) {
      fmt::print(stderr, "{}: {}\n", arguments[i], failure.what());
    }
  }
}
