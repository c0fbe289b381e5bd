// A plan as text: one sentence with what it brings, what it costs and how good it is, then its works.
#pragma once

#include "tools/cli/terminal/terminal.h"
#include "tools/io/results/plan_json.h"

namespace lastmile::cli {

std::string plan_report(const io::ScenarioReading& reading, const io::NetworkPlan& plan,
                        const Terminal& terminal);
std::string benchmark_report(std::string_view path, planning::Question question,
                             const planning::GraphPlan& plan, const Terminal& terminal);

}  // namespace lastmile::cli
