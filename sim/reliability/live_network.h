// The live network as failures see it: which sites are joined to a source, and for each of them the nearest
// site and bridge towards the root on which it depends.
//
// Every site of a two-connected block depends on the site through which the block is entered, and on nothing
// else in the block; where the block is a single link, also on this bridge. So the block-cut tree (Hopcroft
// and Tarjan 1973) is the dominator tree of the network, and one entry per site holds all single points of
// failure. Cost: O(sites + links + premises).
#pragma once

#include <span>
#include <vector>

#include "sim/coverage/areas.h"
#include "sim/network/network.h"

namespace lastmile {

// A link of a two-connected block of the core, or the join of a source to the virtual root: no link then, and
// no site at one end.
struct BlockLink {
  LinkId link;
  SiteId a;
  SiteId b;
};

struct LiveNetwork {
  Network network;  // of the operational elements

  // The sites that are joined to a source, each after the site on which it depends.
  std::vector<SiteId> outwards;
  IdVector<SiteId, SiteId> above;   // the site on which it depends; none: on no site but itself
  IdVector<SiteId, LinkId> bridge;  // the link between both on which it depends; none where there are several

  // The blocks of the core in the order of `outwards`: sites and links of block b are the items from
  // first_site[b] up to first_site[b + 1], and likewise the links. Blocks count from 0.
  std::vector<SiteId> entry;  // through which each block is entered; none: the virtual root
  std::vector<std::uint32_t> first_site;
  std::vector<SiteId> block_sites;
  std::vector<std::uint32_t> first_link;
  std::vector<BlockLink> block_links;

  // Common ancestors in the tree of `above`; only if a premises has several final links. A site has the
  // number of its place in `outwards` plus one, the root 0.
  IdVector<SiteId, BlockId> number;
  BlockAncestry ancestry;

  std::size_t block_count() const { return entry.size(); }
  std::span<const SiteId> sites_of(std::size_t block) const {
    return std::span(block_sites).subspan(first_site[block], first_site[block + 1] - first_site[block]);
  }
  std::span<const BlockLink> links_of(std::size_t block) const {
    return std::span(block_links).subspan(first_link[block], first_link[block + 1] - first_link[block]);
  }
  bool is_joined(SiteId site) const {
    return network.site_block[site].exists() && !is_island(network, network.site_block[site]);
  }
};

LiveNetwork build_live_network(const Plant& plant);

// Calls visit(final link, its site) for every final link over which the premises is connected, in file order.
template <class Visit>
void for_each_live_drop(const Plant& plant, const LiveNetwork& live, PremisesId p, Visit visit) {
  for_each_final_link(plant, live.network, p, [&](const FinalLink& link) {
    if (carries_service(link.state) && live.is_joined(link.site)) visit(link.id, link.site);
  });
}

// The final links over which a premises is connected.
struct LiveDrops {
  std::uint32_t count = 0;
  LinkId first;       // none if it is not connected
  SiteId depends_on;  // the site that all of them depend on; none: no site
};
LiveDrops live_drops(const Plant& plant, const LiveNetwork& live, PremisesId p);

// Whether its users take the service; if it is connected too, it counts as served.
inline bool is_subscribed(const Plant& plant, PremisesId p) {
  return plant.premises.subscribed[p] != 0;
}

// Which part of it counts as served while it is connected.
inline double customer_share(const Plant& plant, const CustomerShare& customers, PremisesId p) {
  if (customers) return customers(p);
  return is_subscribed(plant, p) ? 1 : 0;
}

}  // namespace lastmile
