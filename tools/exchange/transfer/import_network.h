// `lastmile import`: reads sources, puts the network together, and writes it as a scenario.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/exchange/assembly/assembled.h"
#include "tools/io/base/json.h"
#include "tools/io/base/progress.h"
#include "tools/io/files/input_file.h"

namespace lastmile::exchange {

struct ImportRequest {
  std::vector<std::string> sources;  // files that say themselves what they mean; none with a mapping file
  std::string mapping_file;          // empty if there is none
  // These have priority over the mapping file.
  std::string crs;
  std::optional<double> snap_m;
  std::optional<double> max_drop_m;
};

struct Imported {
  Mapping mapping;
  std::vector<FeatureLayer> layers;  // layers[i] was read for mapping.layers[i]
  std::vector<io::InputRecord> inputs;
  Assembled network;
  io::ProblemList notes;
};

// Throws InputRefused with everything that is wrong, or IoFailed.
Imported import_network(const ImportRequest& request, io::Progress& progress);

// The counts of import.json, without its lists.
io::Json import_summary(const Imported& imported);

// Writes scenario.yaml, sites.csv, links.csv, premises.csv and import.json to a folder, all or none of them.
// A folder with a scenario that is not an earlier import is refused. Throws IoFailed.
void write_import(const Imported& imported, const std::string& folder, io::Progress& progress);

}  // namespace lastmile::exchange
