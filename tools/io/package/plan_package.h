// The full results of `lastmile plan` as a folder: plan.json, the tables of a run as they are after the plan,
// works.csv with the works in the order in which to build them, frontier.csv and areas.csv on request.
#pragma once

#include "tools/io/package/data_package.h"
#include "tools/io/results/network_plan.h"

namespace lastmile::io {

// The network after a plan.
struct AfterPlan {
  const Plant& plant;
  const Network& network;
  const Coverage& coverage;
};

// As write_data_package. The plan has areas and an order.
void write_plan_package(const std::string& path, const ScenarioReading& reading, const AfterPlan& after,
                        const NetworkPlan& plan, bool by_area, Progress& progress, CellText cell_text);

}  // namespace lastmile::io
