#include <fmt/format.h>

#include <stdexcept>

#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/plan_parts.h"
#include "tools/cli/reports/plan_report.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/exchange/stp/read_stp.h"
#include "tools/io/planning/make_plan.h"
#include "tools/io/problems/cells.h"

namespace lastmile::cli {
namespace plan {

[[noreturn]] void refuse_line(std::string_view why) {
  throw WrongLine(fmt::format("lastmile plan: {}\nSee \"lastmile plan --help\".", why));
}

[[noreturn]] void refuse(const std::string& file, io::Finding finding) {
  io::ProblemList problems;
  io::Reporter(file, problems).error(io::FixedPlace({}), std::move(finding));
  throw io::InputRefused(std::move(problems));
}

planning::SearchControl control_of(const Arguments& given, const InterruptSetsFlag& interrupt) {
  planning::SearchControl control;
  control.gap = given.real(gap).value_or(0);
  control.cancelled = &interrupt.flag();
  if (const auto seconds = given.real(time_limit)) control.deadline = planning::after_seconds(*seconds);
  return control;
}

void Watch::operator()(double objective, double bound) {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(500);
  line_.begin(fmt::format("planning: best so far {:.10g}, bound {:.10g}", objective, bound), 0, "");
}

namespace {

using planning::GraphPlan;
using planning::PlanRequest;
using planning::Question;

// The one question that the command line asks; none for a benchmark problem as it is.
std::optional<PlanRequest> request_of(const Arguments& given) {
  std::optional<PlanRequest> request;
  std::string_view asked_by;
  const auto ask = [&](const Flag& flag, Question question) {
    const std::optional<double> value = given.real(flag);
    if (!value) return;
    if (request) refuse_line(fmt::format("options {} and {} exclude each other", asked_by, flag.name));
    request = {question, *value};
    asked_by = flag.name;
  };
  ask(budget, Question::budget);
  ask(target_users, Question::target);
  ask(target_homes, Question::target);
  ask(value_per_home, Question::value);
  if (request && given.has(over_time))
    refuse_line(fmt::format("options {} and {} exclude each other", asked_by, over_time.name));
  if (given.has(weight) && !given.has(budget) && !given.has(over_time))
    refuse_line("option --weight goes with --budget and --over-time only");
  if (given.has(flags::option) && !given.has(over_time))
    refuse_line("option --option goes with --over-time only");
  return request;
}

void plan_benchmark(const Arguments& given, const std::optional<PlanRequest>& asked) {
  const std::string path = given.operand(0);
  for (const Flag& flag : {target_users, target_homes, value_per_home, over_time, flags::option, weight,
                           frontier, require, exclude, qualified_only, plan_file, output, flags::gis,
                           flags::plot, flags::by, flags::csv_safe, flags::csv_for_spreadsheets, flags::set})
    if (given.has(flag)) refuse_line(fmt::format("option {} needs a scenario, not a graph", flag.name));
  const stp::BenchmarkProblem problem = stp::read_benchmark(path);
  const bool is_steiner = problem.kind == stp::BenchmarkProblem::Kind::steiner;
  if (asked && is_steiner)
    refuse_line("option --budget needs prizes; in this problem all terminals must be joined");
  const PlanRequest request =
      asked ? *asked : PlanRequest{is_steiner ? Question::steiner : Question::prize_collecting, 0};
  ProgressLine progress(progress_for(talk_of(given)));
  const InterruptSetsFlag interrupt;
  const GraphPlan plan = solve_plan(problem.graph, request, control_of(given, interrupt), Watch(progress));
  progress.finish();
  io::require_found(path, plan.status, "joins all terminals");
  if (plan.is_work_limited) print_notes(io::limited_note(path), talk_of(given));
  if (interrupt.flag()) print_notes(io::interrupted_note(path), talk_of(given));
  print(format_of(given) == Format::json
            ? io::to_text(io::benchmark_plan_json(problem.graph, request.question, plan))
            : benchmark_report(path, request.question, plan, standard_output()));
}

}  // namespace
}  // namespace plan

Command plan_command() {
  using namespace plan;
  return {
      .name = "plan",
      .group = Group::results,
      .summary = "Find the works that serve most for a budget, with a proven bound",
      .about =
          "Chooses among all works that are not built yet, proposed ones included: those that serve most for "
          "a budget, reach a target for the least money, or are worth their cost. Prints the works, what "
          "they "
          "cost and whom they serve, a bound that no other plan can pass, and what the best rollout order "
          "reaches for the same money. Pass exactly one of --budget, --target-users, --target-homes, "
          "--value-per-home and --over-time. Ctrl-C ends the search with the best plan so "
          "far. Also solves benchmark graphs (.stp, .gr, also gzipped), with --budget or without.",
      .operands = {{{ValueKind::scenario, "SCENARIO"},
                    "Scenario file (YAML), a file written by \"lastmile pack\", or a benchmark graph"}},
      .flags = {budget,         target_users,    target_homes,
                value_per_home, over_time,       flags::option,
                weight,         time_limit,      gap,
                frontier,       require,         exclude,
                qualified_only, plan_file,       output,
                flags::gis,     flags::plot,     flags::by,
                flags::set,     flags::csv_safe, flags::csv_for_spreadsheets,
                flags::format,  flags::threads,  flags::quiet,
                help_flag},
      .examples = {{{"lastmile plan town.yaml --budget 250000",
                     "Show what to build for 250,000 so that most users are served."},
                    {"lastmile plan town.yaml --target-homes 900 --exclude cab7",
                     "Show how to serve 900 homes for the least money without the site cab7."}}},
      .carry_out =
          [](const Arguments& given) {
            const std::optional<PlanRequest> request = request_of(given);
            if (stp::is_benchmark_file(given.operand(0)))
              plan_benchmark(given, request);
            else
              plan_scenario(given, request);
            return done;
          },
  };
}

}  // namespace lastmile::cli
