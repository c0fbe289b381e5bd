// A plan as JSON: lastmile.plan.v1.
#pragma once

#include <optional>

#include "sim/coverage/coverage.h"
#include "sim/planning/network_plan.h"
#include "tools/io/base/json.h"
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
  planning::ServedByPlan before, after;
  Ladder judged;  // after the plan, service included
  std::vector<FrontierPoint> frontier;
};

std::string_view question_name(planning::Question question);
Json plan_json(const Scenario& scenario, const NetworkPlan& plan);

// A plan for a benchmark problem: vertices count from 1.
Json benchmark_plan_json(const planning::RootedGraph& graph, planning::Question question,
                         const planning::GraphPlan& plan);

}  // namespace lastmile::io
