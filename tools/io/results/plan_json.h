// A plan as JSON: lastmile.plan.v1.
#pragma once

#include <optional>

#include "sim/coverage/coverage.h"
#include "sim/planning/network_plan.h"
#include "tools/io/base/json.h"
#include "tools/io/problems/problem.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

struct FrontierPoint {
  double budget = 0;
  planning::GraphPlan plan;
};

// A plan for a scenario, with what it changes.
struct NetworkPlan {
  planning::Question question = planning::Question::budget;
  planning::Weight weight = planning::Weight::users;
  double amount = 0;  // the budget, target or value that was asked for
  planning::GraphPlan plan;
  std::vector<Element> works;
  bool has_choice = true;  // some works bring service to someone
  planning::ServedByPlan before, after;
  Ladder judged;  // after the plan, service included
  std::vector<FrontierPoint> frontier;
};

std::string_view question_name(planning::Question question);
Json plan_json(const Scenario& scenario, const NetworkPlan& plan);

// What is worth knowing about a plan: that there was nothing to choose, works that cost nothing, and an
// interrupted search.
ProblemList plan_notes(const ScenarioReading& reading, const NetworkPlan& plan);
ProblemList interrupted_note(const std::string& path);

// A plan for a benchmark problem: vertices count from 1.
Json benchmark_plan_json(const planning::RootedGraph& graph, planning::Question question,
                         const planning::GraphPlan& plan);

}  // namespace lastmile::io
