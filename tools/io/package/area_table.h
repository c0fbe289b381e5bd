// The table areas.csv: the ladder, the causes and the ledger of each area.
#pragma once

#include "tools/io/base/progress.h"
#include "tools/io/csv/table_writer.h"
#include "tools/io/results/findings.h"

namespace lastmile::io {

// The areas of one scenario as it stands, or of one option at the end of its timeline.
struct AreasOf {
  std::string_view label;  // of the option; empty without a timeline
  const Scenario& scenario;
  const std::vector<AreaFigures>& figures;
};

// With a column for the option if `has_options`. Returns the table's description.
Json write_areas(OutputDirectory& directory, std::span<const AreasOf> all, bool has_options,
                 Progress& progress);

}  // namespace lastmile::io
