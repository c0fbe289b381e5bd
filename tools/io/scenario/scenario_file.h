// The YAML part of a scenario: heading, hand-written elements, and the names of its tables.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "tools/io/scenario/scenario_builder.h"
#include "tools/io/scenario/table_source.h"
#include "tools/io/timeline/horizon_reader.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// The parts of a scenario file; lists are null if the file has none. Points into the document.
struct ScenarioFile {
  const YamlNode* sites = nullptr;
  const YamlNode* links = nullptr;
  const YamlNode* premises = nullptr;
  const YamlNode* edits = nullptr;
  std::string crs;  // of x and y; empty if there is none
  const YamlNode* service = nullptr;
  const YamlNode* equipment = nullptr;
  const YamlNode* reliability = nullptr;
  const YamlNode* extends = nullptr;  // already merged
  HorizonParts horizon;
  std::vector<TableSource> site_tables;
  std::vector<TableSource> link_tables;
  std::vector<TableSource> premises_tables;
};

// Reads the heading into `heading` and finds the parts.
ScenarioFile read_scenario_file(const YamlNode& root, Heading& heading, Reporter& report);

// The JSON Schema (2020-12) of scenario files, generated from the lists that the readers use. Its "$defs"
// include the schema of an equipment file.
Json scenario_schema();

}  // namespace lastmile::io
