// The full results as a folder: result.json, one table each of premises, elements and final links, and a
// Frictionless datapackage.json that describes them and names every input file
// (https://specs.frictionlessdata.io, v1).
#pragma once

#include <string>

#include "sim/coverage/coverage.h"
#include "tools/io/base/progress.h"
#include "tools/io/csv/table_writer.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

// Requires a `reading` with hashed tables. Writes all files or none. Throws IoFailed.
// Cost: O(premises + elements + final links).
void write_data_package(const std::string& directory, const ScenarioReading& reading, const Network& network,
                        const Coverage& coverage, Progress& progress = Progress::unwatched(),
                        CellText cell_text = CellText::as_is);

}  // namespace lastmile::io
