// Events that take down several elements at once, below `reliability: shared_risks:`.
//   - {name: storm, events_per_year: 0.5, duration_hours: 72, probability: 0.3, select: {tier: feeder}}
#pragma once

#include <vector>

#include "models/reliability/reliability.h"
#include "tools/io/timeline/selector.h"

namespace lastmile::io {

// Reads the list after all elements. Notes an event that would be present more than always, and one that
// selects no operational element.
std::vector<SharedRisk> read_shared_risks(const YamlNode& node, const std::string& path,
                                          const Surroundings& surroundings, Reporter& report);

Json shared_risks_schema();

}  // namespace lastmile::io
