#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/coverage/explain.h"
#include "sim/planning/network_plan.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/reports/plan_report.h"
#include "tools/cli/terminal/interrupt.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/exchange/stp/read_stp.h"
#include "tools/io/base/suggest.h"
#include "tools/io/problems/cells.h"
#include "tools/io/read_scenario.h"

namespace lastmile::cli {
namespace {

using planning::GraphPlan;
using planning::PlanRequest;
using planning::Question;

[[noreturn]] void refuse(const std::string& file, io::Finding finding) {
  io::ProblemList problems;
  io::Reporter(file, problems).error(io::FixedPlace({}), std::move(finding));
  throw io::InputRefused(std::move(problems));
}

void check_number(const PlanOptions& options, const char* flag, std::optional<double> value) {
  if (value && !(std::isfinite(*value) && *value >= 0 && *value <= 1e15))
    refuse(options.problem,
           {"number-range", fmt::format("{}: must be between 0 and 1e15, is {}", flag, *value)});
}

void check_numbers(const PlanOptions& options) {
  check_number(options, "--budget", options.budget);
  check_number(options, "--target-users", options.target_users);
  check_number(options, "--target-homes", options.target_homes);
  check_number(options, "--value-per-home", options.value_per_home);
  check_number(options, "--time-limit", options.time_limit);
  check_number(options, "--gap", options.gap);
}

planning::SearchControl control_for(const PlanOptions& options, const InterruptSetsFlag& interrupt) {
  planning::SearchControl control;
  control.gap = options.gap;
  control.cancelled = &interrupt.flag();
  constexpr double a_year = 31'536'000;
  if (options.time_limit)
    control.deadline = std::chrono::steady_clock::now() +
                       std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                           std::chrono::duration<double>(std::min(*options.time_limit, a_year)));
  return control;
}

// The phase names the best plan and the bound so far.
class Watch {
 public:
  explicit Watch(ProgressLine& line) : line_(line) {}
  void operator()(double objective, double bound) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(500);
    line_.begin(fmt::format("planning: best so far {:.10g}, bound {:.10g}", objective, bound), 0, "");
  }

 private:
  ProgressLine& line_;
  std::chrono::steady_clock::time_point next_{};
};

void plan_benchmark(const PlanOptions& options) {
  if (options.target_users || options.target_homes || options.value_per_home || !options.weight.empty() ||
      options.frontier > 0 || !options.required.empty() || !options.excluded.empty())
    refuse(options.problem,
           {"flag-conflict", "a benchmark problem takes no flags but --budget, --time-limit and --gap"});
  const stp::BenchmarkProblem problem = stp::read_benchmark(options.problem);
  const bool steiner = problem.kind == stp::BenchmarkProblem::Kind::steiner;
  if (options.budget && steiner)
    refuse(options.problem,
           {"flag-conflict",
            "--budget: all terminals of this problem must be joined (T), so there is nothing to choose"});
  const InterruptSetsFlag interrupt;
  ProgressLine progress(progress_for(options.talk));
  const Question question = options.budget ? Question::budget
                            : steiner      ? Question::steiner
                                           : Question::prize_collecting;
  const GraphPlan plan = solve_plan(problem.graph, {question, options.budget.value_or(0)},
                                    control_for(options, interrupt), Watch(progress));
  progress.finish();
  if (plan.status != GraphPlan::Status::found)
    refuse(options.problem, {"out-of-reach", "no tree joins all terminals"});
  print(options.format == Format::json
            ? io::to_text(io::benchmark_plan_json(problem.graph, question, plan))
            : benchmark_report(options.problem, question, plan, standard_output()));
}

Element element_named(const PlanOptions& options, const Scenario& scenario, const char* flag,
                      const std::string& id) {
  const auto site = scenario.names.sites.find(id);
  const auto link = scenario.names.links.find(id);
  std::optional<LinkId> drop;
  if (id.ends_with(inline_drop_suffix))
    if (const auto p = scenario.names.premises.find(id.substr(0, id.size() - inline_drop_suffix.size())))
      if (scenario.plant.has_inline_drop(PremisesId{*p})) drop = scenario.plant.inline_drop(PremisesId{*p});
  if (site && (link || drop))
    refuse(options.problem,
           {"ambiguous-element", fmt::format("{}: a site and a link are called {}", flag, io::quoted(id)),
            "rename one of them"});
  if (site) return SiteId{*site};
  if (link) return LinkId{*link};
  if (drop) return *drop;
  refuse(options.problem,
         {"unknown-element", fmt::format("{}: unknown site or link {}", flag, io::quoted(id))});
}

PlanRequest request_of(const PlanOptions& options) {
  if (options.budget) return {Question::budget, *options.budget};
  if (options.target_users) return {Question::target, *options.target_users};
  if (options.target_homes) return {Question::target, *options.target_homes};
  if (options.value_per_home) return {Question::value, *options.value_per_home};
  refuse(options.problem, {"missing-question", "no question",
                           "pass one of --budget, --target-users, --target-homes and --value-per-home"});
}

// Of plans that differ by the premises served already, the objective counts those too.
void count_served(const io::NetworkPlan& plan, const planning::PlanningGraph&, GraphPlan& of) {
  if (plan.question != Question::budget) return;
  const double before = plan.weight == planning::Weight::users ? plan.before.users : plan.before.homes;
  of.objective += before;
  of.bound += before;
}

void plan_scenario(const PlanOptions& options) {
  PlanRequest request = request_of(options);
  if (!options.weight.empty() && request.question != Question::budget)
    refuse(options.problem, {"flag-conflict", "--weight goes with --budget only"});
  ProgressLine progress(progress_for(options.talk));
  const io::ScenarioReading reading =
      io::read_scenario(options.problem, io::InputFile::Hashing::off, progress);
  print_notes(reading.notes, options.talk);
  const Scenario& scenario = reading.scenario;
  planning::NetworkQuestion asked;
  const bool homes = options.weight == "homes" || options.target_homes || options.value_per_home;
  asked.weight = homes ? planning::Weight::homes : planning::Weight::users;
  for (const std::string& id : options.required)
    asked.required.push_back(element_named(options, scenario, "--require", id));
  for (const std::string& id : options.excluded) {
    asked.excluded.push_back(element_named(options, scenario, "--exclude", id));
    if (std::find(asked.required.begin(), asked.required.end(), asked.excluded.back()) !=
        asked.required.end())
      refuse(options.problem,
             {"flag-conflict", fmt::format("{} is both required and excluded", io::quoted(id))});
  }
  io::NetworkPlan plan;
  plan.question = request.question;
  plan.weight = asked.weight;
  plan.amount = request.amount;
  plan.before = planning::served_by(scenario.plant);
  const double served = homes ? plan.before.homes : plan.before.users;
  if (request.question == Question::target) request.amount = std::max(0.0, request.amount - served);
  const planning::PlanningGraph graph = planning::planning_graph(scenario.plant, asked);
  const InterruptSetsFlag interrupt;
  const planning::SearchControl control = control_for(options, interrupt);
  Watch watch(progress);
  plan.plan = solve_plan(graph.graph, request, control, std::ref(watch));
  if (plan.plan.status == GraphPlan::Status::must_too_dear)
    refuse(options.problem, {"out-of-reach", "no plan within these limits contains all that is required"});
  if (plan.plan.status == GraphPlan::Status::out_of_reach)
    refuse(options.problem,
           request.question == Question::target
               ? io::Finding{"out-of-reach",
                             fmt::format("the target cannot be reached: at most {} {} can be served",
                                         served + plan.plan.reachable, homes ? "homes" : "users")}
               : io::Finding{"out-of-reach", "no plan contains all that is required"});
  count_served(plan, graph, plan.plan);
  plan.works = works_of(graph, plan.plan);
  const Plant after = with_operational(scenario.plant, plan.works);
  plan.after = planning::served_by(after);
  plan.judged = evaluate(after, build_network(after)).standings.ladder;
  if (options.frontier > 0) {
    const GraphPlan all = solve_plan(graph.graph, {Question::target, plan.plan.reachable}, control);
    for (std::uint32_t i = 0; i <= options.frontier && all.status == GraphPlan::Status::found; ++i) {
      const double budget = all.cost * i / options.frontier;
      io::FrontierPoint point{budget, solve_plan(graph.graph, {Question::budget, budget}, control)};
      point.plan.objective += served;
      point.plan.bound += served;
      if (point.plan.status == GraphPlan::Status::found) plan.frontier.push_back(std::move(point));
    }
  }
  progress.finish();
  print(options.format == Format::json ? io::to_text(io::plan_json(scenario, plan))
                                       : plan_report(reading, plan, standard_output()));
}

}  // namespace

void plan(const PlanOptions& options) {
  check_numbers(options);
  if (stp::is_benchmark_file(options.problem))
    plan_benchmark(options);
  else
    plan_scenario(options);
}

}  // namespace lastmile::cli
