// The structure of the design network, independent of the states of its elements. It is built once from a
// plant and stays valid while states change within the design.
//
// Hanging trees are removed first and stored as flat arrays in topological order. Only the rest, the core, is
// a graph. Cost: O(sites + links + premises) time and memory.
#pragma once

#include <vector>

#include "models/plant/plant.h"
#include "sim/network/block_forest.h"
#include "sim/network/core_graph.h"

namespace lastmile {

struct Network {
  // Hanging trees: their sites, nearer to the core first, each with its link towards the core.
  std::vector<SiteId> tree_sites;
  IdVector<SiteId, LinkId> uplink;  // none for a site of the core

  // The core: vertex v > 0 is the site core_sites[v - 1].
  CoreGraph core;
  std::vector<SiteId> core_sites;

  // The block-cut tree: each site's block towards the root, none for a site without a path from a source.
  BlockParents block_parent;
  IdVector<SiteId, BlockId> site_block;
  BlockId first_island;
  std::uint32_t island_count = 0;  // their blocks follow each other

  // The explicit final links of premises p are explicit_drops[first_drop[p]] up to first_drop[p + 1], in file
  // order. Both are empty if no final link is explicit.
  std::vector<std::uint32_t> first_drop;
  std::vector<LinkId> explicit_drops;

  BlockAncestry ancestry;  // built only if a premises has several final links
};

// The elements that make up a network: all of the design, or the operational ones alone (and a link only if
// both its ends belong to it). What is said above of the design then holds for these.
enum class NetworkOf : std::uint8_t { design, operational };
Network build_network(const Plant& plant, NetworkOf elements = NetworkOf::design);

inline bool is_island(const Network& network, BlockId block) {
  return block.exists() && block.value - network.first_island.value < network.island_count;
}

// The block of a backbone link of the design: the deeper of its ends' blocks.
BlockId link_block(const Plant& plant, const Network& network, LinkId link);

inline SiteId other_end(const Plant& plant, LinkId link, SiteId end) {
  const SiteId from = plant.links.from[link];
  return from == end ? plant.links.to[link] : from;
}

// Calls visit(FinalLink) for every final link of the premises, in any state, in file order.
template <class Visit>
[[gnu::always_inline]] inline void for_each_final_link(const Plant& plant, const Network& network,
                                                       PremisesId p, Visit visit) {
  if (!network.first_drop.empty()) {
    for (std::uint32_t i = network.first_drop[p.value]; i < network.first_drop[p.value + 1]; ++i)
      visit(explicit_final_link(plant, network.explicit_drops[i]));
  }
  if (plant.has_inline_drop(p)) visit(inline_final_link(plant, p));
}

}  // namespace lastmile
