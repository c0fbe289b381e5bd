// A plan as JSON: lastmile.plan.v1.
#pragma once

#include "tools/io/base/json.h"
#include "tools/io/problems/problem.h"
#include "tools/io/results/network_plan.h"

namespace lastmile::io {

std::string_view question_name(planning::Question question);
Json plan_json(const ScenarioReading& reading, const NetworkPlan& plan);
Json frontier_json(const Frontier& frontier);

// What is worth knowing about a plan: that there was nothing to choose, works that cost nothing, a search
// that ended at its limit of work, and an interrupted one.
ProblemList plan_notes(const ScenarioReading& reading, const NetworkPlan& plan);
ProblemList limited_note(const std::string& path);
ProblemList interrupted_note(const std::string& path);

// A plan for a benchmark problem: vertices count from 1.
Json benchmark_plan_json(const planning::RootedGraph& graph, planning::Question question,
                         const planning::GraphPlan& plan);

}  // namespace lastmile::io
