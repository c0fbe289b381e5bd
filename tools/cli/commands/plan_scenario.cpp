#include <fmt/format.h>

#include <algorithm>

#include "sim/coverage/explain.h"
#include "sim/planning/build_order.h"
#include "sim/rollout/simulate.h"
#include "tools/cli/commands/gis_flag.h"
#include "tools/cli/commands/grouping.h"
#include "tools/cli/commands/named_element.h"
#include "tools/cli/commands/package_flags.h"
#include "tools/cli/commands/plan_outputs.h"
#include "tools/cli/commands/plan_parts.h"
#include "tools/cli/commands/rollout_options.h"
#include "tools/cli/reports/plan_report.h"
#include "tools/io/base/text.h"
#include "tools/io/package/plan_package.h"
#include "tools/io/plots/frontier_chart.h"
#include "tools/io/problems/cells.h"
#include "tools/io/read_scenario.h"

namespace lastmile::cli::plan {
namespace {

using planning::GraphPlan;
using planning::PlanRequest;
using planning::Question;
using planning::Weight;

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

// The network after a plan, judged.
struct After {
  Plant plant;
  Network network;
  Coverage coverage;

  After(const Plant& before, const std::vector<Element>& works)
      : plant(with_operational(before, works)),
        network(build_network(plant)),
        coverage(evaluate(plant, network)) {}
};

class Planner {
 public:
  Planner(const Arguments& given, const io::ScenarioReading& reading, const std::optional<PlanRequest>& asked,
          const planning::SearchControl& control, ProgressLine& progress)
      : given_(given),
        reading_(reading),
        plant_(reading.scenario.plant),
        control_(control),
        progress_(progress),
        question_(network_question(given, reading.path, reading.scenario)) {
    plan_.weight = question_.weight;
    plan_.before = planning::served_by(plant_);
    joined_before_ = planning::joined_premises(plant_);
    if (asked) {
      request_ = *asked;
      plan_.question = asked->question;
      plan_.amount = asked->amount;
      if (asked->question == Question::target) request_.amount = std::max(0.0, asked->amount - before());
    } else {
      require_timeline(reading);
      option_ = &option_named(reading, given.text(flags::option));
    }
    if (given.has(qualified_only)) plan_.left_out.emplace();
  }

  // Plans, and with --qualified-only again until all who are counted qualify.
  After find() {
    for (;;) {
      if (option_)
        solve_over_time();
      else
        solve();
      After after(plant_, plan_.works);
      plan_.unqualified = planning::find_unqualified(after.plant, after.coverage, not_of_interest());
      if (!plan_.left_out || plan_.unqualified.premises.empty()) {
        conclude(after);
        return after;
      }
      leave_out(after);
    }
  }

  io::NetworkPlan& plan() { return plan_; }

 private:
  double before() const { return plan_.before.counted(plan_.weight); }

  // With --qualified-only, whom the plan does not count or does not join.
  std::vector<char> not_of_interest() const {
    if (!plan_.left_out) return {};
    std::vector<char> flagged = joined_before_;
    if (!question_.left_out.empty())
      for (std::size_t p = 0; p < flagged.size(); ++p)
        if (question_.left_out[p] != 0) flagged[p] = 1;
    return flagged;
  }

  void leave_out(const After& after) {
    question_.left_out.resize(plant_.premises.size());
    for (const PremisesId p : plan_.unqualified.premises) {
      question_.left_out[p.value] = 1;
      plan_.left_out->homes.add(plant_, p, after.coverage.standings.obstacles[p].first());
    }
    ++plan_.left_out->rounds;
  }

  void solve() {
    graph_ = planning::planning_graph(plant_, question_);
    GraphPlan& plan = plan_.plan;
    plan = solve_plan(graph_.graph, request_, control_, Watch(progress_));
    if (plan.status == GraphPlan::Status::out_of_reach && request_.amount > plan.reachable &&
        request_.question == Question::target)
      refuse(reading_.path,
             {"out-of-reach",
              fmt::format("the target is out of reach: at most {} {} can be served{}",
                          before() + plan.reachable, plan_.weight == Weight::users ? weights[0] : weights[1],
                          question_.left_out.empty() ? "" : " by homes that qualify")});
    require_found(reading_.path, plan.status, "contains all that is required");
    plan_.has_choice = plan.reachable > 0;
    if (plan_.question == Question::budget) count_from(before(), plan);
    plan_.works = works_of(graph_, plan);
    plan_.order = planning::build_order(plant_, plan_.works, plan_.weight);
  }

  void solve_over_time() {
    const Timeline& timeline = reading_.scenario.horizon->timeline;
    std::vector<double> budgets;
    for (std::uint32_t t = 0; t < timeline.periods; ++t) budgets.push_back(option_->rollout.budget_in(t));
    io::SequenceOfPlan& sequence = plan_.over_time.emplace();
    sequence.option = option_;
    sequence.plan = planning::plan_over_time(plant_, question_, budgets, years_in(timeline.unit), control_);
    require_found(reading_.path, sequence.plan.status, "contains all that is required");
    const planning::PlanOverTime& found = sequence.plan;
    plan_.has_choice = found.reachable > 0;
    plan_.plan = {};
    plan_.plan.objective = found.served_years;
    plan_.plan.bound = found.bound;
    plan_.plan.cost = found.periods.back().cost;
    plan_.plan.reachable = found.reachable;
    plan_.order.clear();
    for (const planning::PlanPeriod& period : found.periods)
      plan_.order.insert(plan_.order.end(), period.works.begin(), period.works.end());
    plan_.works = plan_.order;
    std::sort(plan_.works.begin(), plan_.works.end());
  }

  // What crews, build periods, changes and take-up of the option make of the order.
  void simulate_order() {
    Plant plant = plant_;
    for (const Element e : plan_.order)
      if (State& state = columns_of(plant, e).state; state == State::proposed) state = State::planned;
    Horizon horizon = *reading_.scenario.horizon;
    RolloutOption option = *option_;
    option.rollout.only = plan_.order;
    option.rollout.carry_over = true;
    option.builds_anything = !plan_.order.empty();
    horizon.options = {option};
    for (const Period& period : simulate(plant, horizon, horizon.options.front()).periods)
      plan_.over_time->simulated.push_back(period.status.ladder[Rung::served]);
  }

  void conclude(const After& after) {
    plan_.after = planning::served_by(after.plant);
    const std::vector<char> joined = planning::joined_premises(after.plant);
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size()))
      if (question_.leaves_out(p) && joined[p.value]) {
        plan_.after.homes -= static_cast<double>(plant_.premises.homes[p]);
        plan_.after.users -= plant_.premises.users[p];
      }
    plan_.judged = after.coverage.standings.ladder;
    plan_.is_judged = after.coverage.qualification.is_judged();
    // Those joined before the plan are no reason to plan again, but they do not qualify either.
    plan_.unqualified = planning::find_unqualified(after.plant, after.coverage, question_.left_out);
    if (option_)
      simulate_order();
    else
      plan_.rollout_orders = planning::rollout_reach(
          plant_, question_, plan_.question == Question::budget ? plan_.amount : plan_.plan.cost);
    if (given_.has(frontier)) {
      if (option_) graph_ = planning::planning_graph(plant_, question_);
      plan_.frontier =
          frontier_of(graph_.graph, given_.number(frontier, 0), plan_.plan.reachable, before(), control_);
    }
    if (given_.has(flags::by) || given_.has(output)) add_areas_of(after);
  }

  void add_areas_of(const After& after) {
    const Scenario& scenario = reading_.scenario;
    const Network network = build_network(plant_);
    const Coverage coverage = evaluate(plant_, network);
    io::PlanByArea& areas = plan_.by_area.emplace();
    areas.map = io::area_map(scenario, routed(plant_, network, coverage));
    areas.works = io::works_by_area(plant_, areas.map, plan_.order);
    areas.figures =
        figures_by_area(routed(after.plant, after.network, after.coverage), after.coverage.standings,
                        after.coverage.ledger, areas.map, subscribed_share(after.plant));
  }

  const Arguments& given_;
  const io::ScenarioReading& reading_;
  const Plant& plant_;
  const planning::SearchControl& control_;
  ProgressLine& progress_;
  planning::NetworkQuestion question_;
  PlanRequest request_;
  const RolloutOption* option_ = nullptr;  // with --over-time
  std::vector<char> joined_before_;
  planning::PlanningGraph graph_;
  io::NetworkPlan plan_;
};

void refuse_contradictions(const Arguments& given, bool has_question) {
  if (!has_question)
    refuse_line(
        "no question; pass one of --budget, --target-users, --target-homes, --value-per-home and "
        "--over-time");
  if (given.has(flags::plot) && !given.has(frontier)) refuse_line("option --plot needs --frontier");
}

io::ScenarioReading read(const Arguments& given, ProgressLine& progress) {
  const bool needs_areas = given.has(flags::by) || given.has(output);
  return io::read_scenario(given.operand(0), table_hashing(given.text(output)), progress,
                           keep_for(given.text(flags::gis), {.areas = needs_areas, .names = true}),
                           given.all(flags::set));
}

}  // namespace

void plan_scenario(const Arguments& given, const std::optional<PlanRequest>& asked) {
  refuse_contradictions(given, asked || given.has(over_time));
  const auto map = gis_file_named(given.text(flags::gis), "plan");
  const io::CellText cell_text = cell_text_of(given, output, "plan");
  ProgressLine progress(progress_for(talk_of(given)));
  const io::ScenarioReading reading = read(given, progress);
  print_notes(reading.notes, talk_of(given));
  if (given.has(plan_file)) require_extensible(given, reading);
  const InterruptSetsFlag interrupt;
  const planning::SearchControl control = control_of(given, interrupt);
  Planner planner(given, reading, asked, control, progress);
  const After after = planner.find();
  io::NetworkPlan& plan = planner.plan();
  if (given.has(plan_file)) write_plan_file(given.text(plan_file), reading, plan);
  const bool by_area = given.has(flags::by);
  if (given.has(output))
    io::write_plan_package(given.text(output), reading, {after.plant, after.network, after.coverage}, plan,
                           by_area, progress, cell_text);
  if (!by_area) plan.by_area.reset();
  if (given.has(flags::plot)) io::write_frontier_plot(given.text(flags::plot), reading, plan);
  io::ProblemList map_notes;
  if (map)
    map_notes = write_plan_map(*map, reading, {reading.scenario, after.plant, after.network, after.coverage},
                               plan, progress);
  progress.finish();
  print_notes(map_notes, talk_of(given));
  print_notes(io::plan_notes(reading, plan), talk_of(given));
  if (interrupt.flag()) print_notes(io::interrupted_note(reading.path), talk_of(given));
  print(format_of(given) == Format::json ? io::to_text(io::plan_json(reading.scenario, plan))
                                         : plan_report(reading, plan, standard_output()));
}

}  // namespace lastmile::cli::plan
