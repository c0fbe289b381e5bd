// The full results as a folder: result.json; one table each of premises, elements, final links and totals;
// areas.csv on request; and a Frictionless datapackage.json that describes them and names every input file
// (https://specs.frictionlessdata.io, v1).
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "sim/coverage/coverage.h"
#include "tools/io/base/json.h"
#include "tools/io/base/progress.h"
#include "tools/io/csv/table_writer.h"
#include "tools/io/package/package_folder.h"
#include "tools/io/package/result_rows.h"
#include "tools/io/results/findings.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

// Requires a `reading` with hashed tables. Writes all files or none. Throws IoFailed.
// Cost: O(premises + elements + final links).
void write_data_package(const std::string& directory, const ScenarioReading& reading, const Network& network,
                        const Coverage& coverage, const Findings& found,
                        Progress& progress = Progress::unwatched(), CellText cell_text = CellText::as_is);

// What other commands put in place of result.json, add to premises.csv, and add to the folder.
struct NamedJson {
  std::string name;
  const Json& json;
};
struct MorePremisesColumns {
  std::span<const OutputColumn> columns;
  std::function<void(RowWriter&, PremisesId)> write = {};  // on any thread
};
struct MoreTables {
  std::vector<std::string> files;
  std::function<void(PackageFolder&)> write = {};
};
// `result` is the scenario with the plant that the tables show.
void write_data_package(const std::string& directory, const NamedJson& json, const ScenarioReading& reading,
                        const ResultOf& result, const Findings& found, const MorePremisesColumns& columns,
                        const MoreTables& tables, Progress& progress, CellText cell_text);

// Its tables, each by itself. They return descriptions.
Json write_premises(TableTarget& target, const ResultOf& result, const MorePremisesColumns& more,
                    Progress& progress);
Json write_elements(TableTarget& target, const ResultOf& result, Progress& progress);
Json write_final_links(TableTarget& target, const ResultOf& result, Progress& progress);

}  // namespace lastmile::io
