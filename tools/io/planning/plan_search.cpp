#include "tools/io/planning/plan_search.h"

#include <algorithm>
#include <map>

#include "sim/coverage/explain.h"
#include "sim/planning/build_order.h"

namespace lastmile::io {
namespace {

using planning::GraphPlan;
using planning::NetworkQuestion;
using planning::PlanRequest;
using planning::Question;
using planning::SearchControl;

// The graph counts who is added; the objective of a budget counts those served before, too.
void count_from(double before, GraphPlan& plan) {
  const bool is_closed = plan.bound == plan.objective;
  plan.objective += before;
  plan.bound = is_closed ? plan.objective : plan.bound + before;
}

bool is_target(const std::optional<PlanRequest>& request) {
  return request && request->question == Question::target;
}

// The plant with the works carried out: their costs are spent on them.
Plant carried_out(const Plant& plant, const std::vector<Element>& works) {
  Plant after = with_operational(plant, works);
  for (const Element e : works) columns_of(after, e).value += completion_cost_of(plant, e);
  return after;
}

// Of plans for the same question.
bool is_better(const std::optional<PlanRequest>& request, const FoundWorks& a, const FoundWorks& b,
               planning::Weight weight) {
  if (is_target(request)) {
    if (a.reaches_target != b.reaches_target) return a.reaches_target;
    if (!a.reaches_target) return a.after.counted(weight) > b.after.counted(weight);
    return a.plan.cost < b.plan.cost;
  }
  return a.plan.objective != b.plan.objective ? a.plan.objective > b.plan.objective
                                              : a.plan.cost < b.plan.cost;
}

}  // namespace

PlanSearch::PlanSearch(const Scenario& scenario, const PlanQuestion& question, const SearchControl& control,
                       const WatchPlan& watch)
    : scenario_(scenario), question_(question), control_(control), watch_(watch) {
  const Plant& plant = scenario.plant;
  if (question.only_qualified) customers_.emplace(plant, evaluate(plant, build_network(plant)));
  before_ = customers_ ? customers_->before() : planning::served_by(plant);
  if (question.request || question.frontier > 0) graph_ = planning::planning_graph(plant, question.network);
}

FoundWorks PlanSearch::find() {
  const std::optional<PlanRequest>& request = question_.request;
  FoundWorks found =
      answer(request, question_.frontier == 0 ? control_ : control_.share(question_.frontier + 1));
  if (found.plan.status != GraphPlan::Status::found) return found;
  if (request && !customers_) take_better_rollout(*request, found);
  if (request) found.order = planning::build_order(scenario_.plant, found.works, question_.network.weight);
  if (customers_) return found;
  found.network = judged_after(found.works);
  found.after = planning::served_by(found.network.plant);
  return found;
}

// A search that was stopped early may have found less than a rule of thumb does.
void PlanSearch::take_better_rollout(const PlanRequest& request, FoundWorks& found) const {
  if (request.question != Question::budget || !question_.network.required.empty()) return;
  if (found.plan.objective >= found.plan.bound) return;
  found.rollout_orders = planning::rollout_reach(scenario_.plant, question_.network, request.amount);
  const planning::RolloutReach& best = planning::best_of(found.rollout_orders, weight());
  GraphPlan other = planning::plan_with(graph_.graph, request, edges_of(graph_, best.elements));
  if (other.cost > request.amount * (1 + 1e-12)) return;
  if (counted_before() + other.objective <= found.plan.objective) return;
  other.bound = std::max(found.plan.bound - counted_before(), other.objective);
  other.reachable = found.plan.reachable;
  other.is_work_limited = found.plan.is_work_limited && other.objective < other.bound;
  count_from(counted_before(), other);
  found.plan = std::move(other);
  found.works = works_of(graph_, found.plan);
}

GraphPlan PlanSearch::most_for(double budget, std::size_t searches) {
  return answer(PlanRequest{Question::budget, budget}, control_.share(searches)).plan;
}

GraphPlan PlanSearch::least_for(double prize, std::size_t searches) {
  return solve_plan(graph_.graph, {Question::target, prize}, control_.share(searches));
}

FoundWorks PlanSearch::answer(const std::optional<PlanRequest>& request, const SearchControl& control) {
  return customers_ ? search_qualified(request, control) : search(request, question_.network, control);
}

JudgedNetwork PlanSearch::judged_after(const std::vector<Element>& works) const {
  JudgedNetwork after;
  after.plant = carried_out(scenario_.plant, works);
  after.network = build_network(after.plant);
  after.coverage = evaluate(after.plant, after.network);
  return after;
}

FoundWorks PlanSearch::search(const std::optional<PlanRequest>& request, const NetworkQuestion& question,
                              const SearchControl& control) {
  FoundWorks found;
  if (!request) {
    search_over_time(question, control, found);
    return found;
  }
  PlanRequest beyond = *request;
  if (is_target(request)) beyond.amount = std::max(0.0, request->amount - counted_before());
  const bool is_as_asked = question.excluded.size() == question_.network.excluded.size();
  planning::PlanningGraph own;
  if (!is_as_asked) own = planning::planning_graph(scenario_.plant, question);
  const planning::PlanningGraph& graph = is_as_asked ? graph_ : own;
  found.plan = solve_plan(graph.graph, beyond, control, watch_);
  if (found.plan.status != GraphPlan::Status::found) return found;
  if (request->question == Question::budget) count_from(counted_before(), found.plan);
  found.works = works_of(graph, found.plan);
  return found;
}

void PlanSearch::search_over_time(const NetworkQuestion& question, const SearchControl& control,
                                  FoundWorks& found) const {
  const Timeline& timeline = scenario_.horizon->timeline;
  std::vector<double> budgets;
  for (std::uint32_t t = 0; t < timeline.periods; ++t)
    budgets.push_back(question_.over_time->rollout.budget_in(t));
  found.sequence =
      planning::plan_over_time(scenario_.plant, question, budgets, years_in(timeline.unit), control);
  found.plan.status = found.sequence.status;
  if (found.plan.status != GraphPlan::Status::found) return;
  found.plan.objective = found.sequence.served_years;
  found.plan.bound = found.sequence.bound;
  found.plan.cost = found.sequence.periods.back().cost;
  found.plan.reachable = found.sequence.reachable;
  for (const planning::PlanPeriod& period : found.sequence.periods)
    found.order.insert(found.order.end(), period.works.begin(), period.works.end());
  found.works = found.order;
  std::sort(found.works.begin(), found.works.end());
}

FoundWorks PlanSearch::search_qualified(const std::optional<PlanRequest>& request,
                                        const SearchControl& control) {
  NetworkQuestion question = question_.network;
  FoundWorks best;
  GraphPlan first;
  std::vector<planning::PlanPeriod> first_periods;
  std::map<std::uint32_t, Obstacle> given_up;  // premises, with their first cause
  std::uint32_t rounds = 0;
  const auto consider = [&](FoundWorks&& found) {
    if (rounds == 0 || is_better(request, found, best, question.weight)) best = std::move(found);
  };
  for (;; ++rounds) {
    FoundWorks found = search(request, question, control.share(2));
    if (found.plan.status != GraphPlan::Status::found) {
      if (rounds == 0) return found;
      break;
    }
    if (rounds == 0) {
      first = found.plan;
      first_periods = found.sequence.periods;
    }
    for (std::size_t t = 0; t < first_periods.size(); ++t)
      found.sequence.periods[t].bound = first_periods[t].bound;
    found.network = judged_after(found.works);
    rate(request, found);
    auto without =
        customers_->give_up(found.network.plant, found.network.coverage, found.works, question.weight);
    for (const PremisesId p : without.homes.premises)
      given_up.emplace(p.value, found.network.coverage.standings.obstacles[p].first());
    consider(std::move(found));
    if (without.final_links.empty() || control.stopped()) {
      ++rounds;
      break;
    }
    question.excluded.insert(question.excluded.end(), without.final_links.begin(), without.final_links.end());
  }
  if (request && !is_target(request) && question.required.empty()) {  // nothing at all, if that is better
    FoundWorks nothing;
    nothing.network = judged_after({});
    nothing.plan.reachable = first.reachable;
    rate(request, nothing);
    consider(std::move(nothing));
  }
  best.plan.bound = request ? first.bound : best.sequence.bound;
  best.plan.reachable = first.reachable;
  best.left_out = LeftOut{rounds, {}};
  for (const auto& [p, cause] : given_up)
    if (best.network.coverage.standings.rung[PremisesId{p}] != Rung::served)
      best.left_out->homes.add(scenario_.plant, PremisesId{p}, cause);
  return best;
}

void PlanSearch::rate(const std::optional<PlanRequest>& request, FoundWorks& found) const {
  found.after = customers_->after(found.network.plant, found.network.coverage);
  const double counted = found.after.counted(question_.network.weight);
  if (!request)
    rate_over_time(found);
  else if (request->question == Question::budget)
    found.plan.objective = counted;
  else if (request->question == Question::value)
    found.plan.objective = request->amount * (counted - counted_before()) - found.plan.cost;
  else
    found.reaches_target = counted >= request->amount * (1 - 1e-12);
}

// The first period bounds count who is joined before the plan, whether they qualify or not.
void PlanSearch::rate_over_time(FoundWorks& found) const {
  const planning::Weight weight = question_.network.weight;
  const double years = years_in(scenario_.horizon->timeline.unit);
  const double unqualified = planning::served_by(scenario_.plant).counted(weight) - counted_before();
  std::vector<Element> works;
  found.plan.objective = found.sequence.bound = 0;
  for (planning::PlanPeriod& period : found.sequence.periods) {
    works.insert(works.end(), period.works.begin(), period.works.end());
    const JudgedNetwork then = judged_after(works);
    period.served = customers_->after(then.plant, then.coverage);
    period.bound -= unqualified;
    found.plan.objective += period.served.counted(weight) * years;
    found.sequence.bound += period.bound * years;
  }
  found.sequence.served_years = found.plan.objective;
}

}  // namespace lastmile::io
