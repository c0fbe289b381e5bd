// A plan for a scenario, with all that a command tells about it.
#pragma once

#include <optional>

#include "sim/coverage/coverage.h"
#include "sim/planning/network_plan.h"
#include "sim/planning/plan_over_time.h"
#include "sim/planning/rollout_reach.h"
#include "sim/planning/unqualified.h"
#include "tools/io/results/findings.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

struct FrontierPoint {
  double budget = 0;
  planning::GraphPlan plan;
};

// What budgets in equal steps bring, up to the least that serves everybody who can be served.
struct Frontier {
  planning::Weight weight = planning::Weight::users;
  double before = 0;  // who count without any plan
  std::vector<FrontierPoint> points;
  std::size_t asked = 0;  // budgets; the lowest may not pay for what is required
};

// The works of one area, and what is reached once they and those of all areas before are built.
struct AreaWorks {
  std::size_t area = 0;  // as in Findings::by_area
  std::size_t works = 0;
  double cost = 0;
  double running_cost = 0;
  planning::ServedByPlan served;
};

struct PlanByArea {
  AreaMap map;                       // as written
  std::vector<AreaWorks> works;      // in the order in which to build them
  std::vector<AreaFigures> figures;  // after the plan
};

// Who is left out because they would not qualify.
struct LeftOut {
  std::uint32_t rounds = 1;  // how often the plan was made
  planning::Unqualified homes;
};

// A plan under the budgets of a timeline, and what a simulation with its crews and build periods makes of it.
struct SequenceOfPlan {
  const RolloutOption* option = nullptr;  // whose budgets and crews they are
  planning::PlanOverTime plan;
  std::vector<ExpectedTally> simulated;  // served at the end of each period
};

struct NetworkPlan {
  planning::Question question = planning::Question::budget;
  planning::Weight weight = planning::Weight::users;
  double amount = 0;         // the budget, target or value that was asked for
  planning::GraphPlan plan;  // over time: its objective and bound are served years
  std::vector<Element> works;
  std::vector<Element> order;  // the works as they are to be built
  bool has_choice = true;      // some works bring service to someone
  planning::ServedByPlan before, after;
  Ladder judged;           // after the plan, service included
  bool is_judged = false;  // a service is required
  planning::Unqualified unqualified;
  std::optional<LeftOut> left_out;  // with --qualified-only
  std::optional<SequenceOfPlan> over_time;
  std::vector<planning::RolloutReach> rollout_orders;  // for the money of the plan; not over time
  std::optional<PlanByArea> by_area;
  Frontier frontier;
};

// Areas in the order in which `order` comes to them first. Cost: O(sites + links + premises).
std::vector<AreaWorks> works_by_area(const Plant& plant, const AreaMap& map, std::span<const Element> order);

}  // namespace lastmile::io
