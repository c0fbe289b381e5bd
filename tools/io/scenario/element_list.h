// The lists of sites, links and premises in a scenario file.
#pragma once

#include "tools/io/scenario/scenario_builder.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Reads one of the lists into the builder. Row is SiteRow, LinkRow or PremisesRow. The projection is that of
// x and y, null if the scenario has no crs.
template <class Row>
void read_list(const YamlNode* list, const NamedCrs& crs, ScenarioBuilder& builder, Reporter& report);

extern template void read_list<SiteRow>(const YamlNode*, const NamedCrs&, ScenarioBuilder&, Reporter&);
extern template void read_list<LinkRow>(const YamlNode*, const NamedCrs&, ScenarioBuilder&, Reporter&);
extern template void read_list<PremisesRow>(const YamlNode*, const NamedCrs&, ScenarioBuilder&, Reporter&);

}  // namespace lastmile::io
