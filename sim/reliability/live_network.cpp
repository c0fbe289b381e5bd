#include "sim/reliability/live_network.h"

#include <algorithm>

namespace lastmile {
namespace {

// Turns counts per block, each at the place after its block, into first items.
void add_up(std::vector<std::uint32_t>& counts) {
  for (std::size_t i = 1; i < counts.size(); ++i) counts[i] += counts[i - 1];
}

// Visits the links of the core and the joins of sources once each, with their block.
template <class Visit>
void for_each_core_link(const Network& network, Visit visit) {
  const auto block_of = [&](CoreVertex v) {
    return v == core_root ? root_block : network.site_block[network.core_sites[v - 1]];
  };
  const auto site_of = [&](CoreVertex v) {
    return v == core_root ? SiteId::none() : network.core_sites[v - 1];
  };
  for (CoreVertex v = core_root; v < num_vertices(network.core); ++v)
    for (auto [arc, end] = out_edges(v, network.core); arc != end; ++arc) {
      const CoreVertex to = target(*arc, network.core);
      if (to < v) continue;
      const BlockId block = std::max(block_of(v), block_of(to));
      if (is_island(network, block)) continue;
      const bool enters_at_v = block_of(v) != block;
      visit(block, BlockLink{network.core[*arc].link, site_of(v), site_of(to)},
            enters_at_v ? site_of(v) : site_of(to), block_of(v) != block_of(to));
    }
}

void sort_into_blocks(LiveNetwork& live) {
  const Network& network = live.network;
  const std::size_t blocks = network.first_island.value - 1;  // without the root's own
  live.entry.assign(blocks, SiteId::none());
  live.first_site.assign(blocks + 1, 0);
  live.first_link.assign(blocks + 1, 0);
  const auto place = [](BlockId block) { return block.value - 1; };
  for (const SiteId site : network.core_sites)
    if (live.is_joined(site)) ++live.first_site[place(network.site_block[site]) + 1];
  add_up(live.first_site);
  live.block_sites.resize(live.first_site.back());
  std::vector<std::uint32_t> next(live.first_site.begin(), live.first_site.end() - 1);
  for (const SiteId site : network.core_sites)
    if (live.is_joined(site)) live.block_sites[next[place(network.site_block[site])]++] = site;

  for_each_core_link(network, [&](BlockId block, const BlockLink&, SiteId entry, bool enters) {
    ++live.first_link[place(block) + 1];
    if (enters) live.entry[place(block)] = entry;
  });
  add_up(live.first_link);
  live.block_links.resize(live.first_link.back());
  next.assign(live.first_link.begin(), live.first_link.end() - 1);
  for_each_core_link(network, [&](BlockId block, const BlockLink& link, SiteId, bool) {
    live.block_links[next[place(block)]++] = link;
  });
}

void find_dependences(const Plant& plant, LiveNetwork& live) {
  const Network& network = live.network;
  live.above = IdVector<SiteId, SiteId>(plant.sites.size());
  live.bridge = IdVector<SiteId, LinkId>(plant.sites.size());
  live.outwards.reserve(live.block_sites.size() + network.tree_sites.size());
  live.outwards = live.block_sites;
  for (std::size_t block = 0; block < live.block_count(); ++block) {
    const std::span<const BlockLink> links = live.links_of(block);
    for (const SiteId site : live.sites_of(block)) {
      live.above[site] = live.entry[block];
      if (links.size() == 1) live.bridge[site] = links.front().link;
    }
  }
  for (const SiteId site : network.tree_sites) {
    if (!live.is_joined(site)) continue;
    live.outwards.push_back(site);
    live.bridge[site] = network.uplink[site];
    live.above[site] = other_end(plant, network.uplink[site], site);
  }
}

void find_ancestry(const Plant& plant, LiveNetwork& live) {
  live.number = IdVector<SiteId, BlockId>(plant.sites.size(), root_block);
  BlockParents parent(live.outwards.size() + 1, root_block);
  for (std::size_t i = 0; i < live.outwards.size(); ++i) {
    const SiteId site = live.outwards[i];
    live.number[site] = BlockId{i + 1};
    if (live.above[site].exists()) parent[BlockId{i + 1}] = live.number[live.above[site]];
  }
  live.ancestry = BlockAncestry(parent);
}

}  // namespace

LiveNetwork build_live_network(const Plant& plant) {
  LiveNetwork live;
  live.network = build_network(plant, NetworkOf::operational);
  sort_into_blocks(live);
  find_dependences(plant, live);
  if (!live.network.first_drop.empty()) find_ancestry(plant, live);
  return live;
}

LiveDrops live_drops(const Plant& plant, const LiveNetwork& live, PremisesId p) {
  LiveDrops drops;
  for_each_live_drop(plant, live, p, [&](LinkId link, SiteId site) {
    if (drops.count++ == 0) {
      drops.first = link;
      drops.depends_on = site;
    } else if (drops.depends_on.exists() && drops.depends_on != site) {
      const BlockId common = live.ancestry.common(live.number[drops.depends_on], live.number[site]);
      drops.depends_on = common == root_block ? SiteId::none() : live.outwards[common.value - 1];
    }
  });
  return drops;
}

}  // namespace lastmile
