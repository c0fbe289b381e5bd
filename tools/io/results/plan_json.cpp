#include "tools/io/results/plan_json.h"

#include <algorithm>
#include <string>

#include "tools/io/problems/cells.h"
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

Json plan_json(const Scenario& scenario, const NetworkPlan& plan) {
  Json json = {{"schema", "lastmile.plan.v1"},
               {"problem", question_name(plan.question)},
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
  json["frontier"] = Json::array();
  for (const FrontierPoint& point : plan.frontier)
    json["frontier"].push_back({{"budget", number(point.budget)},
                                {"objective", number(point.plan.objective)},
                                {"bound", number(point.plan.bound)},
                                {"gap", number(point.plan.gap())},
                                {"cost", number(point.plan.cost)}});
  return json;
}

ProblemList plan_notes(const ScenarioReading& reading, const NetworkPlan& plan) {
  ProblemList problems;
  Reporter report(reading.path, problems);
  const FixedPlace whole_file({});
  if (!plan.has_choice)
    report.note(whole_file, {"nothing-to-choose", "no works would serve anybody who is not served yet"});
  const auto free = std::count_if(plan.works.begin(), plan.works.end(), [&](Element e) {
    return completion_cost_of(reading.scenario.plant, e) == 0;
  });
  if (free > 0)
    report.note(whole_file,
                {"free-works", std::to_string(free) + " of the " + std::to_string(plan.works.size()) +
                                   " works of the plan " + (free == 1 ? "costs" : "cost") + " nothing"});
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
