// What must hold for every network that an import accepts.
#pragma once

#include <cmath>
#include <cstdlib>
#include <vector>

#include "tools/exchange/assembly/assemble.h"

namespace lastmile::fuzz {

// Puts a network together. If it is accepted, its numbers are finite and all that it names exists; aborts
// otherwise.
inline void check_network(const exchange::Mapping& mapping,
                          const std::vector<exchange::FeatureLayer>& layers) {
  io::ProblemList problems;
  const exchange::Assembled network = exchange::assemble(mapping, layers, problems);
  if (problems.error_count() > 0) return;
  const auto require = [](bool holds) {
    if (!holds) std::abort();
  };
  for (const exchange::LinkRow& link : network.links) {
    require(!link.length_m || (std::isfinite(*link.length_m) && *link.length_m >= 0));
    require(link.name < network.link_names.size());
    for (const exchange::LinkEnd& end : {link.from, link.to})
      require(end.number < (end.is_premises ? network.premises.size() : network.sites.size()));
    require(link.from.number != link.to.number || link.from.is_premises != link.to.is_premises);
    require(!(link.from.is_premises && link.to.is_premises));
  }
  for (const exchange::PremisesRow& premises : network.premises)
    require(premises.drop_from == exchange::no_number || premises.drop_from < network.sites.size());
  for (const exchange::Record& record : network.records) require(record.feature.layer < layers.size());
}

}  // namespace lastmile::fuzz
