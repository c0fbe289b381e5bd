#include "tools/io/results/plan_json.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "tools/io/problems/cells.h"
#include "tools/io/results/area_json.h"
#include "tools/io/results/counts_json.h"
#include "tools/io/results/result_json.h"

namespace lastmile::io {
namespace {

void add_value(Json& json, const planning::GraphPlan& plan) {
  json["objective"] = number(plan.objective);
  json["bound"] = number(plan.bound);
  json["gap"] = number(plan.gap());
  json["proven_optimal"] = plan.proven_optimal();
  json["cost"] = number(plan.cost);
}

Json served_json(const planning::ServedByPlan& served) {
  return {{"homes", number(served.homes)}, {"users", number(served.users)}};
}

Json causes_json(const planning::Unqualified& homes) {
  Json list = Json::array();
  for (const Obstacle cause : enum_values<Obstacle>()) {
    if (homes.by_cause[cause].premises == 0) continue;
    list.push_back({{"cause", obstacle_names[cause]}});
    list.back().update(count_json(homes.by_cause[cause]));
  }
  return list;
}

Json rollout_orders_json(const std::vector<planning::RolloutReach>& all) {
  Json list = Json::array();
  for (const planning::RolloutReach& one : all)
    list.push_back({{"order", order_key_names[one.order]},
                    {"works", work_size_names[one.works]},
                    {"cost", number(one.cost)},
                    {"served", served_json(one.served)}});
  return list;
}

// The figures of each area after the plan, with its works.
Json plan_by_area_json(const Scenario& scenario, const PlanByArea& by_area) {
  Json list = by_area_json(scenario, by_area.figures);
  for (Json& entry : list) entry["works"] = nullptr;
  for (std::size_t place = 0; place < by_area.works.size(); ++place) {
    const AreaWorks& works = by_area.works[place];
    const Json described = {{"place", place + 1},
                            {"count", works.works},
                            {"cost", number(works.cost)},
                            {"running_cost", number(works.running_cost)},
                            {"served", served_json(works.served)}};
    const std::string_view called = area_name(scenario, works.area);
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const Json& entry) { return entry["area"] == called; });
    if (found != list.end()) (*found)["works"] = described;
  }
  return list;
}

Json over_time_json(const Scenario& scenario, const NetworkPlan& plan) {
  const SequenceOfPlan& sequence = *plan.over_time;
  const Timeline& timeline = scenario.horizon->timeline;
  Json periods = Json::array();
  for (std::size_t t = 0; t < sequence.plan.periods.size(); ++t) {
    const planning::PlanPeriod& period = sequence.plan.periods[t];
    Json works = Json::array();
    for (const Element e : period.works) works.push_back(element_name(scenario, e));
    const ExpectedTally& simulated = sequence.simulated[t];
    periods.push_back(
        {{"period", timeline.name_of(t)},
         {"budget", std::isfinite(period.budget) ? number(period.budget) : Json(nullptr)},
         {"cost", number(period.cost)},
         {"served", served_json(period.served)},
         {"bound", number(period.bound)},
         {"works", std::move(works)},
         {"simulated", {{"homes", number(simulated.homes)}, {"users", number(simulated.users)}}}});
  }
  return {{"option", sequence.option->name}, {"periods", std::move(periods)}};
}

}  // namespace

std::string_view question_name(planning::Question question) {
  switch (question) {
    case planning::Question::prize_collecting: return "prize-collecting";
    case planning::Question::steiner: return "steiner";
    case planning::Question::budget: return "budget";
    case planning::Question::target: return "target";
    case planning::Question::value: return "value";
  }
  return "";
}

Json plan_json(const ScenarioReading& reading, const NetworkPlan& plan) {
  const Scenario& scenario = reading.scenario;
  Json json = {{"schema", "lastmile.plan.v1"},
               {"scenario", scenario_json(reading)},
               {"problem", plan.over_time ? "over-time" : question_name(plan.question)},
               {"amount", plan.over_time ? Json(nullptr) : number(plan.amount)},
               {"weight", plan.weight == planning::Weight::users ? "users" : "homes"}};
  add_value(json, plan.plan);
  json["served"] = {{"before", served_json(plan.before)}, {"after", served_json(plan.after)}};
  json["elements"] = Json::array();
  for (const Element e : plan.works) {
    json["elements"].push_back({{"element", element_name(scenario, e)},
                                {"kind", element_kind(scenario, e)},
                                {"tier", element_tier(scenario, e)},
                                {"state", name(state_of(scenario.plant, e))},
                                {"completion_cost", number(completion_cost_of(scenario.plant, e))}});
    add_name(json["elements"].back(), scenario, e);
  }
  json["judged"] = ladder_json(plan.judged);
  json["unqualified"] = causes_json(plan.unqualified);
  if (plan.left_out)
    json["qualified_only"] = {{"rounds", plan.left_out->rounds},
                              {"left_out", causes_json(plan.left_out->homes)}};
  if (plan.over_time) json["over_time"] = over_time_json(scenario, plan);
  json["rollout_orders"] = rollout_orders_json(plan.rollout_orders);
  if (plan.by_area) json["by_area"] = plan_by_area_json(scenario, *plan.by_area);
  json["frontier"] = frontier_json(plan.frontier);
  return json;
}

Json frontier_json(const Frontier& frontier) {
  Json list = Json::array();
  for (const FrontierPoint& point : frontier.points)
    list.push_back({{"budget", number(point.budget)},
                    {"objective", number(point.plan.objective)},
                    {"bound", number(point.plan.bound)},
                    {"gap", number(point.plan.gap())},
                    {"cost", number(point.plan.cost)}});
  return list;
}

ProblemList plan_notes(const ScenarioReading& reading, const NetworkPlan& plan) {
  ProblemList problems;
  Reporter report(reading.path, problems);
  const FixedPlace whole_file({});
  if (!plan.has_choice)
    report.note(whole_file, {"nothing-to-choose", "no works would serve anybody who is not served yet"});
  if (plan.frontier.points.size() < plan.frontier.asked)
    report.note(whole_file, {"frontier-below-required",
                             std::to_string(plan.frontier.asked - plan.frontier.points.size()) +
                                 " budgets of the frontier do not pay for all that is required"});
  if (plan.plan.is_work_limited) problems.append(limited_note(reading.path));
  const auto free = std::count_if(plan.works.begin(), plan.works.end(), [&](Element e) {
    return completion_cost_of(reading.scenario.plant, e) == 0;
  });
  if (free > 0)
    report.note(whole_file,
                {"free-works", std::to_string(free) + " of the " + std::to_string(plan.works.size()) +
                                   " works of the plan " + (free == 1 ? "costs" : "cost") + " nothing"});
  return problems;
}

ProblemList limited_note(const std::string& path) {
  ProblemList problems;
  Reporter(path, problems)
      .note(FixedPlace({}), {"search-limited", "the search ended with a gap, after its fixed amount of work",
                             "with --time-limit S it goes on for S seconds"});
  return problems;
}

ProblemList interrupted_note(const std::string& path) {
  ProblemList problems;
  Reporter(path, problems)
      .note(FixedPlace({}),
            {"search-interrupted", "the search was interrupted: this is the best plan so far"});
  return problems;
}

Json benchmark_plan_json(const planning::RootedGraph& graph, planning::Question question,
                         const planning::GraphPlan& plan) {
  Json json = {{"schema", "lastmile.plan.v1"}, {"problem", question_name(question)}};
  add_value(json, plan);
  json["edges"] = Json::array();
  for (const planning::EdgeIndex e : plan.edges)
    json["edges"].push_back({graph.edges[e].a + 1, graph.edges[e].b + 1});
  return json;
}

}  // namespace lastmile::io
