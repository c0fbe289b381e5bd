// The table areas.csv: the ladder, the causes and the ledger of each area.
#pragma once

#include "tools/io/base/progress.h"
#include "tools/io/package/package_folder.h"
#include "tools/io/results/findings.h"

namespace lastmile::io {

// The areas of one scenario as it stands, or of one option at the end of its timeline.
struct AreasOf {
  std::string_view label;  // of the option, or the path of the scenario
  const Scenario& scenario;
  const std::vector<AreaFigures>& figures;
};

// Which column precedes the area, if any.
enum class AreaRows { of_one, by_option, by_scenario };

// Returns the table's description.
Json write_areas(TableTarget& target, std::span<const AreasOf> all, AreaRows rows, Progress& progress);

}  // namespace lastmile::io
