// `lastmile import`: reads sources, puts the network together, and writes it as a scenario.
#pragma once

#include <string>

#include "tools/exchange/transfer/imported.h"
#include "tools/io/base/progress.h"

namespace lastmile::exchange {

// Throws InputRefused with everything that is wrong, or IoFailed.
Imported import_network(const ImportRequest& request, io::Progress& progress);

// Writes scenario.yaml, sites.csv, links.csv, premises.csv and import.json to a folder, all or none of them.
// A folder with a scenario that is not an earlier import is refused. Throws IoFailed.
void write_import(const Imported& imported, const std::string& folder, io::Progress& progress);

}  // namespace lastmile::exchange
