// A benchmark graph. One that is accepted and small is also solved, with its budget and without.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "sim/planning/solve_plan.h"
#include "tools/exchange/stp/read_stp.h"

namespace {

using namespace lastmile;

void require(bool holds) {
  if (!holds) std::abort();
}

void solve(const planning::RootedGraph& graph, planning::PlanRequest request) {
  planning::SearchControl control;
  control.most_nodes = 20;
  const planning::GraphPlan plan = solve_plan(graph, request, control);
  if (plan.status != planning::GraphPlan::Status::found) return;
  require(std::isfinite(plan.objective) && std::isfinite(plan.bound) && plan.gap() >= 0);
  for (const planning::EdgeIndex e : plan.edges) require(e < graph.edges.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using planning::Question;
  io::ProblemList problems;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const stp::BenchmarkProblem problem = stp::parse_benchmark(text, "graph.stp", problems);
  constexpr std::size_t most_solved = 60;
  if (problems.error_count() > 0 || problem.graph.vertex_count() > most_solved ||
      problem.graph.edges.size() > 2 * most_solved)
    return 0;
  const bool is_steiner = problem.kind == stp::BenchmarkProblem::Kind::steiner;
  solve(problem.graph, {is_steiner ? Question::steiner : Question::prize_collecting, 0});
  if (!is_steiner) solve(problem.graph, {Question::budget, 10});
  return 0;
}
