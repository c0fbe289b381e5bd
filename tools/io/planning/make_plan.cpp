#include "tools/io/planning/make_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "models/plant/money.h"
#include "sim/rollout/simulate.h"
#include "tools/io/planning/plan_search.h"

namespace lastmile::io {
namespace {

using planning::GraphPlan;
using planning::Question;

[[noreturn]] void refuse(const std::string& file, Finding finding) {
  ProblemList problems;
  Reporter(file, problems).error(FixedPlace({}), std::move(finding));
  throw InputRefused(std::move(problems));
}

// What crews, build periods, changes and take-up of the option make of the order.
std::vector<ExpectedTally> simulated(const Scenario& scenario, const RolloutOption& of,
                                     const std::vector<Element>& order) {
  Plant plant = scenario.plant;
  for (const Element e : order)
    if (State& state = columns_of(plant, e).state; state == State::proposed) state = State::planned;
  Horizon horizon = *scenario.horizon;
  RolloutOption option = of;
  option.rollout.only = order;
  option.rollout.carry_over = true;
  option.builds_anything = !order.empty();
  horizon.options = {option};
  std::vector<ExpectedTally> served;
  for (const Period& period : simulate(plant, horizon, horizon.options.front()).periods)
    served.push_back(period.status.ladder[Rung::served]);
  return served;
}

PlanByArea by_area(const Scenario& scenario, const std::vector<Element>& order, const JudgedNetwork& after) {
  const Plant& plant = scenario.plant;
  const Network network = build_network(plant);
  const Coverage coverage = evaluate(plant, network);
  PlanByArea areas;
  areas.map = area_map(scenario, routed(plant, network, coverage));
  areas.works = works_by_area(plant, areas.map, order);
  areas.figures =
      figures_by_area(routed(after.plant, after.network, after.coverage), after.coverage.standings,
                      after.coverage.ledger, areas.map, subscribed_share(after.plant));
  return areas;
}

// Budgets in equal steps up to the least that serves everybody who can be served. A plan for a smaller budget
// is one for a larger budget, and what no plan for a larger budget passes none for a smaller one does.
Frontier frontier_of(PlanSearch& search, std::uint64_t count) {
  Frontier frontier{search.weight(), search.counted_before(), {}, count};
  std::vector<FrontierPoint>& points = frontier.points;
  const double reachable = search.reachable();
  const GraphPlan all = search.least_for(reachable, count);
  if (all.status != GraphPlan::Status::found) return frontier;
  for (std::uint64_t i = 1; i <= count; ++i) {
    const bool is_last = i == count;
    const double money = is_last ? all.cost : all.cost * static_cast<double>(i) / static_cast<double>(count);
    GraphPlan plan = is_last && search.counts_all_joined() ? all : search.most_for(money, count - i + 1);
    if (is_last && search.counts_all_joined())
      plan.objective = plan.bound = search.counted_before() + reachable;
    if (plan.status != GraphPlan::Status::found) continue;  // it does not pay for what is required
    if (!points.empty() && plan.objective < points.back().plan.objective) {
      plan.objective = points.back().plan.objective;
      plan.cost = points.back().plan.cost;
    }
    points.push_back({money, std::move(plan)});
  }
  for (std::size_t i = points.size(); i-- > 1;)
    points[i - 1].plan.bound = std::min(points[i - 1].plan.bound, points[i].plan.bound);
  return frontier;
}

void refuse_unless_found(const std::string& path, const NetworkPlan& plan, const PlanQuestion& question,
                         double counted_before) {
  const GraphPlan& found = plan.plan;
  const bool is_target = question.request && question.request->question == Question::target;
  if (found.status == GraphPlan::Status::out_of_reach && is_target &&
      question.request->amount - counted_before > found.reachable)
    refuse(path, {"out-of-reach", fmt::format("the target is out of reach: at most {} {} can be served",
                                              counted_before + found.reachable,
                                              plan.weight == planning::Weight::users ? "users" : "homes")});
  require_found(path, found.status, "contains all that is required");
}

}  // namespace

void require_found(const std::string& file, GraphPlan::Status status, std::string_view what) {
  switch (status) {
    case GraphPlan::Status::found: return;
    case GraphPlan::Status::stopped:
      throw std::runtime_error(fmt::format("the search ended before it found a plan that {}", what));
    case GraphPlan::Status::must_too_dear:
      refuse(file, {"out-of-reach", fmt::format("no plan within the budget {}", what)});
    case GraphPlan::Status::out_of_reach: refuse(file, {"out-of-reach", fmt::format("no plan {}", what)});
  }
}

PlannedNetwork make_plan(const ScenarioReading& reading, const PlanQuestion& question,
                         const planning::SearchControl& control, const WatchPlan& watch) {
  const Scenario& scenario = reading.scenario;
  const Plant& plant = scenario.plant;
  PlanSearch search(scenario, question, control, watch);
  NetworkPlan plan;
  plan.weight = question.network.weight;
  if (question.request) {
    plan.question = question.request->question;
    plan.amount = question.request->amount;
  }
  FoundWorks found = search.find();
  plan.plan = std::move(found.plan);
  refuse_unless_found(reading.path, plan, question, search.counted_before());
  if (!found.reaches_target)
    refuse(reading.path,
           {"out-of-reach", fmt::format("no plan was found in which so many {} qualify; the most found is {}",
                                        plan.weight == planning::Weight::users ? "users" : "homes",
                                        search.most_for(max_amount, 1).objective)});
  plan.works = std::move(found.works);
  plan.order = std::move(found.order);
  plan.before = search.before();
  plan.after = found.after;
  plan.has_choice = plan.plan.reachable > 0;
  plan.left_out = std::move(found.left_out);
  const JudgedNetwork& after = found.network;
  plan.judged = after.coverage.standings.ladder;
  plan.is_judged = after.coverage.qualification.is_judged();
  plan.unqualified = planning::find_unqualified(after.plant, after.coverage);
  if (question.over_time) {
    plan.over_time = SequenceOfPlan{question.over_time, std::move(found.sequence),
                                    simulated(scenario, *question.over_time, plan.order)};
  } else if (!question.only_qualified) {  // orders do not look at the service either
    plan.rollout_orders = std::move(found.rollout_orders);
    if (plan.rollout_orders.empty())
      plan.rollout_orders = planning::rollout_reach(
          plant, question.network, plan.question == Question::budget ? plan.amount : plan.plan.cost);
  }
  if (question.frontier > 0) plan.frontier = frontier_of(search, question.frontier);
  if (question.by_area) plan.by_area = by_area(scenario, plan.order, after);
  return {std::move(found.network), std::move(plan)};
}

Frontier make_frontier(const Scenario& scenario, std::uint64_t count, const planning::SearchControl& control,
                       const WatchPlan& watch) {
  PlanQuestion question;
  question.frontier = count;
  PlanSearch search(scenario, question, control, watch);
  return search.reachable() > 0 ? frontier_of(search, count)
                                : Frontier{search.weight(), search.counted_before(), {}, count};
}

}  // namespace lastmile::io
