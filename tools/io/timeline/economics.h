// The key `economics`: revenue, costs and depreciation over time.
#pragma once

#include <map>
#include <string>

#include "models/scenario/scenario.h"
#include "tools/io/base/json.h"
#include "tools/io/problems/written_at.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// The values given so far: an option overrides those of its scenario.
struct EconomicsAsWritten {
  Economics figures;                     // without lives and visits
  std::map<std::string, double> lives;   // years, by kind of asset
  std::map<AreaId, double> visit_costs;  // areas with an amount of their own
  WrittenAt discount_rate_at;            // its last place
  std::optional<double> late_cost;       // of final links without one of their own
};

// Sets the given values in `to` and leaves the others.
void read_economics(const YamlNode& node, const std::string& path, const Names& names, EconomicsAsWritten& to,
                    Reporter& report);
Json economics_schema();

Economics settle(const EconomicsAsWritten& written, const Names& names);

}  // namespace lastmile::io
