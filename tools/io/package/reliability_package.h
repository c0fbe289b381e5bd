// The full results of `lastmile reliability` as a folder: reliability.json, the tables of a run with the
// availability of each premises, single_failures.csv with all operational elements, and areas.csv on request.
#pragma once

#include "tools/io/package/data_package.h"
#include "tools/io/results/reliability_json.h"

namespace lastmile::io {

struct ReliabilityResults {
  const ReliabilityResult& result;
  const SingleFailures& failures;
  const Findings& found;
  const OutlookByArea& by_area;
};

// Columns and cells that tables and layers of premises have beside those of result_rows.h. On any thread.
std::span<const OutputColumn> availability_columns();
void write_availability_cells(RowWriter& row, const Availability& availability,
                              const SingleFailures& failures, PremisesId p);

// What an element cuts off if it alone fails; nothing of an element that is not operational.
std::span<const OutputColumn> failure_columns();
void write_failure_cells(RowWriter& row, const SingleFailure& failure);

// As write_data_package.
void write_reliability_package(const std::string& path, const ScenarioReading& reading,
                               const Network& network, const Coverage& coverage,
                               const ReliabilityResults& reliability,
                               Progress& progress = Progress::unwatched(),
                               CellText cell_text = CellText::as_is);

}  // namespace lastmile::io
