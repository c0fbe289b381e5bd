// What an import is asked for, and what it has read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/exchange/assembly/assembled.h"
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
  bool from_results = false;  // from layers that --gis wrote
};

}  // namespace lastmile::exchange
