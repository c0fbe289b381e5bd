// What stands under `economics:`: what money brings and costs over time.
#pragma once

#include <map>
#include <string>

#include "models/scenario/scenario.h"
#include "tools/io/base/json.h"
#include "tools/io/problems/written_at.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// As far as it is written: an option adds to what its scenario says.
struct EconomicsAsWritten {
  Economics figures;                     // but for lives and visits
  std::map<std::string, double> lives;   // years, by what has them
  std::map<AreaId, double> visit_costs;  // those that differ from all others
  WrittenAt discount_rate_at;            // where that is said last
  std::optional<double> late_cost;       // of final links that give none of their own
};

// Sets the given values in `to` and leaves the others.
void read_economics(const YamlNode& node, const std::string& path, const Names& names, EconomicsAsWritten& to,
                    Reporter& report);
Json economics_schema();

Economics settle(const EconomicsAsWritten& written, const Names& names);

}  // namespace lastmile::io
