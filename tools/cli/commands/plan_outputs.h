// The files that `lastmile plan` writes: the plan as a scenario, a map, tables and a chart.
#pragma once

#include "tools/cli/usage/arguments.h"
#include "tools/exchange/layers/gis_file.h"
#include "tools/io/results/network_plan.h"

namespace lastmile::cli::plan {

// Refuses a plan file that could not extend the scenario. Before the search, because it needs no answer.
void require_extensible(const Arguments& given, const io::ScenarioReading& reading);

// The file of -o: a scenario whose option builds the plan.
void write_plan_file(const std::string& path, const io::ScenarioReading& reading,
                     const io::NetworkPlan& plan);

// The network after the plan. Returns notes.
io::ProblemList write_plan_map(const exchange::GisFile& file, const io::ScenarioReading& reading,
                               const io::ResultOf& after, const io::NetworkPlan& plan,
                               io::Progress& progress);

}  // namespace lastmile::cli::plan
