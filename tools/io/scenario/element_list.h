// The lists of sites, links and premises in a scenario file.
#pragma once

#include "tools/io/scenario/scenario_builder.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Reads one of the lists into the builder. Row is SiteRow, LinkRow or PremisesRow.
template <class Row>
void read_list(const YamlNode* list, ScenarioBuilder& builder, Reporter& report);

extern template void read_list<SiteRow>(const YamlNode*, ScenarioBuilder&, Reporter&);
extern template void read_list<LinkRow>(const YamlNode*, ScenarioBuilder&, Reporter&);
extern template void read_list<PremisesRow>(const YamlNode*, ScenarioBuilder&, Reporter&);

}  // namespace lastmile::io
