// The YAML part of a scenario: heading, hand-written elements, and the names of its tables.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "tools/io/scenario/scenario_builder.h"
#include "tools/io/timeline/horizon_reader.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

struct TableName {
  std::string name;  // as written
  Mark mark;
};

// The parts of a scenario file; lists are null where the file has none. Points into the document.
struct ScenarioFile {
  const YamlNode* sites = nullptr;
  const YamlNode* links = nullptr;
  const YamlNode* premises = nullptr;
  const YamlNode* service = nullptr;
  const YamlNode* equipment = nullptr;
  HorizonParts horizon;
  std::vector<TableName> site_tables;
  std::vector<TableName> link_tables;
  std::vector<TableName> premises_tables;
};

// Checks the format version. read_scenario_file does this for the scenario file itself.
void check_version(const YamlNode& root, Reporter& report);

// Reads the heading into `heading` and finds the parts.
ScenarioFile read_scenario_file(const YamlNode& root, Heading& heading, Reporter& report);

// Reads one of the lists into the builder. Row is SiteRow, LinkRow or PremisesRow.
template <class Row>
void read_list(const YamlNode* list, ScenarioBuilder& builder, Reporter& report);

extern template void read_list<SiteRow>(const YamlNode*, ScenarioBuilder&, Reporter&);
extern template void read_list<LinkRow>(const YamlNode*, ScenarioBuilder&, Reporter&);
extern template void read_list<PremisesRow>(const YamlNode*, ScenarioBuilder&, Reporter&);

}  // namespace lastmile::io
