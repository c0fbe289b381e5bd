#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "sim/coverage/explain.h"
#include "sim/planning/build_order.h"
#include "sim/planning/network_plan.h"
#include "tools/cli/commands/commands.h"
#include "tools/cli/commands/gis_flag.h"
#include "tools/cli/commands/named_element.h"
#include "tools/cli/reports/plan_report.h"
#include "tools/cli/terminal/interrupt.h"
#include "tools/cli/terminal/progress_line.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/flags.h"
#include "tools/exchange/stp/read_stp.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/files/output_directory.h"
#include "tools/io/problems/cells.h"
#include "tools/io/read_scenario.h"
#include "tools/io/results/plan_scenario.h"
#include "tools/io/snapshot/snapshot.h"

namespace lastmile::cli {
namespace {

using planning::GraphPlan;
using planning::PlanRequest;
using planning::Question;
using planning::Weight;

constexpr std::uint64_t most_amount = 1'000'000'000'000'000;
constexpr std::array<std::string_view, 2> weights = {"users", "homes"};

constexpr Value amount(std::string_view word) {
  return {ValueKind::number, word, {}, 0, most_amount};
}
constexpr Flag budget = {"--budget", 0, amount("MONEY"), "Serve as many as possible for at most MONEY"};
constexpr Flag target_users = {"--target-users", 0, amount("N"), "Serve N users for the least money"};
constexpr Flag target_homes = {"--target-homes", 0, amount("N"), "Serve N homes for the least money"};
constexpr Flag value_per_home = {"--value-per-home", 0, amount("MONEY"),
                                 "Build what is worth its cost if a home served is worth MONEY"};
constexpr Flag weight = {
    "--weight", 0, {ValueKind::choice, "WHAT", weights}, "With --budget: count users (default) or homes"};
constexpr Flag time_limit = {
    "--time-limit", 0, {ValueKind::number, "S", {}, 0, 31'536'000}, "End the search after S seconds"};
constexpr Flag gap = {"--gap",
                      0,
                      {ValueKind::number, "G", {}, 0, 1},
                      "End the search once the plan is within this share of the bound [default: 0]"};
constexpr Flag frontier = {"--frontier",
                           0,
                           {ValueKind::whole_number, "N", {}, 1, 1000},
                           "Also show what N budgets up to the cost of everything bring"};
constexpr Flag require = {
    "--require", 0,   {ValueKind::text, "ID"}, "Site or link that is in the plan; can be repeated", false,
    false,       true};
constexpr Flag exclude = {
    "--exclude", 0,   {ValueKind::text, "ID"}, "Site or link that is not in the plan; can be repeated", false,
    false,       true};

[[noreturn]] void refuse_line(std::string_view why) {
  throw WrongLine(fmt::format("lastmile plan: {}\nSee \"lastmile plan --help\".", why));
}

constexpr Flag plan_file = {"--plan-file",
                            'o',
                            {ValueKind::file, "PLAN.yaml"},
                            "Also write a scenario that extends SCENARIO and builds the plan as option plan"};

[[noreturn]] void refuse(const std::string& file, io::Finding finding) {
  io::ProblemList problems;
  io::Reporter(file, problems).error(io::FixedPlace({}), std::move(finding));
  throw io::InputRefused(std::move(problems));
}

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
  if (given.has(weight) && !given.has(budget)) refuse_line("option --weight goes with --budget only");
  return request;
}

planning::SearchControl control_of(const Arguments& given, const InterruptSetsFlag& interrupt) {
  planning::SearchControl control;
  control.gap = given.real(gap).value_or(0);
  control.cancelled = &interrupt.flag();
  if (const auto seconds = given.real(time_limit))
    control.deadline =
        std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                               std::chrono::duration<double>(*seconds));
  return control;
}

// The progress line names the best plan and the bound so far.
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

void require_found(const std::string& file, const GraphPlan& plan, std::string_view what) {
  switch (plan.status) {
    case GraphPlan::Status::found: return;
    case GraphPlan::Status::stopped:
      throw std::runtime_error(fmt::format("the search ended before it found a plan that {}", what));
    case GraphPlan::Status::must_too_dear:
      refuse(file, {"out-of-reach", fmt::format("no plan within the budget {}", what)});
    case GraphPlan::Status::out_of_reach: refuse(file, {"out-of-reach", fmt::format("no plan {}", what)});
  }
}

void plan_benchmark(const Arguments& given, const std::optional<PlanRequest>& asked) {
  const std::string path = given.operand(0);
  for (const Flag& flag : {target_users, target_homes, value_per_home, weight, frontier, require, exclude,
                           plan_file, flags::gis, flags::set})
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
  require_found(path, plan, "joins all terminals");
  if (interrupt.flag()) print_notes(io::interrupted_note(path), talk_of(given));
  print(format_of(given) == Format::json
            ? io::to_text(io::benchmark_plan_json(problem.graph, request.question, plan))
            : benchmark_report(path, request.question, plan, standard_output()));
}

planning::NetworkQuestion network_question(const Arguments& given, const std::string& path,
                                           const Scenario& scenario) {
  planning::NetworkQuestion question;
  const bool counts_homes =
      given.text(weight) == "homes" || given.has(target_homes) || given.has(value_per_home);
  question.weight = counts_homes ? Weight::homes : Weight::users;
  for (const std::string& id : given.all(require))
    question.required.push_back(element_named(path, scenario, require, id));
  for (const std::string& id : given.all(exclude)) {
    const Element element = element_named(path, scenario, exclude, id);
    if (std::find(question.required.begin(), question.required.end(), element) != question.required.end())
      refuse_line(fmt::format("{} is both required and excluded", io::quoted(id)));
    question.excluded.push_back(element);
  }
  return question;
}

double counted(Weight by, const planning::ServedByPlan& served) {
  return by == Weight::users ? served.users : served.homes;
}

// The graph counts who is added; the objective of a budget counts those served before, too.
void count_from(double before, GraphPlan& plan) {
  const bool is_closed = plan.bound == plan.objective;
  plan.objective += before;
  plan.bound = is_closed ? plan.objective : plan.bound + before;
}

// Budgets in equal steps up to the least that serves everybody who can be served.
std::vector<io::FrontierPoint> frontier_of(const planning::RootedGraph& graph, std::uint64_t count,
                                           double reachable, double before,
                                           const planning::SearchControl& control) {
  std::vector<io::FrontierPoint> points;
  const GraphPlan all = solve_plan(graph, {Question::target, reachable}, control);
  if (all.status != GraphPlan::Status::found) return points;
  for (std::uint64_t i = 1; i <= count; ++i) {
    const double money =
        i == count ? all.cost : all.cost * static_cast<double>(i) / static_cast<double>(count);
    io::FrontierPoint point{money, solve_plan(graph, {Question::budget, money}, control)};
    if (point.plan.status != GraphPlan::Status::found) continue;
    count_from(before, point.plan);
    points.push_back(std::move(point));
  }
  return points;
}

// Before the search, because none of this needs its answer.
void require_extensible(const Arguments& given, const io::ScenarioReading& reading) {
  if (given.has(flags::set))
    refuse_line("option --set does not go with -o; write the values into a file that extends the scenario");
  if (io::is_snapshot(reading.path))
    refuse(reading.path, {"not-extensible", "a packed scenario cannot be extended",
                          "plan the scenario file from which it was packed"});
  if (!reading.scenario.horizon) return;
  for (const auto& option : reading.scenario.horizon->options)
    if (option.name == io::plan_option)
      refuse(reading.path, {"not-extensible", "the scenario already has an option \"plan\"", "rename it"});
}

void write_plan_file(const std::string& path, const io::ScenarioReading& reading,
                     const io::NetworkPlan& plan) {
  namespace fs = std::filesystem;
  const fs::path base = fs::absolute(reading.path).lexically_relative(fs::absolute(path).parent_path());
  const std::vector<Element> order = planning::build_order(reading.scenario.plant, plan.works, plan.weight);
  io::SingleOutput output(path, io::input_names(reading));
  output.file().write(io::plan_scenario(reading, plan, order, base.string()));
  output.finish();
}

// The network after the plan.
io::ProblemList write_plan_map(const exchange::GisFile& file, const io::ScenarioReading& reading,
                               const Plant& after, const std::vector<Element>& works,
                               io::Progress& progress) {
  const Network network = build_network(after);
  const Coverage coverage = evaluate(after, network);
  std::vector<Element> sorted = works;
  std::sort(sorted.begin(), sorted.end());
  const exchange::LayerContent content = {
      .premises = {},
      .all = {.columns = {{"in_plan", "boolean", "", "whether the plan builds it"}},
              .write =
                  [&](io::RowWriter& row, Element element) {
                    row.text(std::binary_search(sorted.begin(), sorted.end(), element) ? "true" : "false");
                  }},
      .includes = {}};
  return file.write(reading, {reading.scenario, after, network, coverage}, content, progress);
}

void plan_scenario(const Arguments& given, const std::optional<PlanRequest>& asked) {
  if (!asked)
    refuse_line("no question; pass one of --budget, --target-users, --target-homes and --value-per-home");
  PlanRequest request = *asked;
  const auto map = gis_file_named(given.text(flags::gis), "plan");
  const std::string path = given.operand(0);
  ProgressLine progress(progress_for(talk_of(given)));
  const io::ScenarioReading reading =
      io::read_scenario(path, io::InputFile::Hashing::off, progress,
                        keep_for(given.text(flags::gis), {.names = true}), given.all(flags::set));
  print_notes(reading.notes, talk_of(given));
  if (given.has(plan_file)) require_extensible(given, reading);
  const Scenario& scenario = reading.scenario;
  const planning::NetworkQuestion question = network_question(given, path, scenario);
  io::NetworkPlan plan;
  plan.question = request.question;
  plan.weight = question.weight;
  plan.amount = request.amount;
  plan.before = planning::served_by(scenario.plant);
  const double before = counted(plan.weight, plan.before);
  if (request.question == Question::target) request.amount = std::max(0.0, request.amount - before);
  const planning::PlanningGraph graph = planning::planning_graph(scenario.plant, question);
  const InterruptSetsFlag interrupt;
  const planning::SearchControl control = control_of(given, interrupt);
  plan.plan = solve_plan(graph.graph, request, control, Watch(progress));
  if (plan.plan.status == GraphPlan::Status::out_of_reach && request.amount > plan.plan.reachable &&
      request.question == Question::target)
    refuse(path, {"out-of-reach",
                  fmt::format("the target is out of reach: at most {} {} can be served",
                              before + plan.plan.reachable, weights[plan.weight == Weight::users ? 0 : 1])});
  require_found(path, plan.plan, "contains all that is required");
  plan.has_choice = plan.plan.reachable > 0;
  if (plan.question == Question::budget) count_from(before, plan.plan);
  plan.works = works_of(graph, plan.plan);
  const Plant after = with_operational(scenario.plant, plan.works);
  plan.after = planning::served_by(after);
  plan.judged = evaluate(after, build_network(after)).standings.ladder;
  if (given.has(frontier))
    plan.frontier = frontier_of(graph.graph, given.number(frontier, 0), plan.plan.reachable, before, control);
  if (given.has(plan_file)) write_plan_file(given.text(plan_file), reading, plan);
  io::ProblemList map_notes;
  if (map) map_notes = write_plan_map(*map, reading, after, plan.works, progress);
  progress.finish();
  print_notes(map_notes, talk_of(given));
  print_notes(io::plan_notes(reading, plan), talk_of(given));
  if (interrupt.flag()) print_notes(io::interrupted_note(path), talk_of(given));
  print(format_of(given) == Format::json ? io::to_text(io::plan_json(scenario, plan))
                                         : plan_report(reading, plan, standard_output()));
}

}  // namespace

Command plan_command() {
  return {
      .name = "plan",
      .group = Group::results,
      .summary = "Find the works that serve most for a budget, with a proven bound",
      .about =
          "Chooses among all works that are not built yet, proposed ones included: those that serve most for "
          "a budget, reach a target for the least money, or are worth their cost. Prints the works, what "
          "they "
          "cost and whom they serve, and a bound that no other plan can pass. Pass exactly one of --budget, "
          "--target-users, --target-homes and --value-per-home. Ctrl-C ends the search with the best plan so "
          "far. Also solves benchmark graphs (.stp, .gr, also gzipped), with --budget or without.",
      .operands = {{{ValueKind::scenario, "SCENARIO"},
                    "Scenario file (YAML), a file written by \"lastmile pack\", or a benchmark graph"}},
      .flags = {budget, target_users, target_homes, value_per_home, weight, time_limit, gap, frontier,
                require, exclude, plan_file, flags::gis, flags::set, flags::format, flags::threads,
                flags::quiet, help_flag},
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
