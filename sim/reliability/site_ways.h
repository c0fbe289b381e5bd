// How likely each site is joined to a source: exactly, for every combination of the shared risks that bear on
// its ways.
//
// Blocks of the network fail independently of each other, given the risks that are present, so the
// probabilities multiply along the block-cut tree. Inside a block they come from joined_vertices.h. A block
// that is too much for an exact answer leaves all sites in it and beyond it without one. Cost: O(sites) on
// trees and rings, times 2^risks where risks bear on them; blocks on all cores.
#pragma once

#include "sim/reliability/conditions.h"
#include "sim/reliability/element_graph.h"
#include "sim/reliability/live_network.h"

namespace lastmile {

// The probability is `scale` times the table's value. A table that does not exist: no exact answer.
struct Way {
  ConditionId condition;
  double scale = 0;
  bool is_exact() const { return condition.exists(); }
};

// Ways of the sites that are joined to a source; tables are added to `conditions`.
IdVector<SiteId, Way> find_site_ways(const Plant& plant, const LiveNetwork& live, const RiskSets& risks,
                                     Conditions& conditions);

// A block of the core as a graph. Its entry is the root, and the other sites are vertices in the order of
// sites_of(block), from 1; `place` holds these numbers for all sites of the core.
IdVector<SiteId, std::uint32_t> places_in_blocks(const LiveNetwork& live, std::size_t sites);
ElementGraph block_graph(const LiveNetwork& live, std::size_t block,
                         const IdVector<SiteId, std::uint32_t>& place);

}  // namespace lastmile
