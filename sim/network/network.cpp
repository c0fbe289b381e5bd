#include "sim/network/network.h"

#include <algorithm>
#include <utility>

#include "sim/network/core_blocks.h"

namespace lastmile {
namespace {

// The states whose elements make up the network: those of the design, or `operational` alone. A template, so
// that the test is inlined.
using Belongs = bool (*)(State);

template <Belongs belongs, class Visit>
void for_each_network_link(const Plant& plant, Visit visit) {
  const Links& links = plant.links;
  for (const LinkId link : ids<LinkId>(links.size()))
    if (links.tier[link] != Tier::drop && belongs(links.state[link]) &&
        belongs(plant.sites.state[links.from[link]]) && belongs(plant.sites.state[links.to[link]]))
      visit(link);
}

template <Belongs belongs>
bool is_network_source(const Plant& plant, SiteId site) {
  return plant.sites.is_source[site] != 0 && belongs(plant.sites.state[site]);
}

// Removes sites with a single link repeatedly; sources stay. When the degree of a site is one, the xor of its
// links is the remaining link, so no adjacency lists are needed. Returns the remaining degree of each site.
template <Belongs belongs>
IdVector<SiteId, std::uint32_t> peel_hanging_trees(const Plant& plant, Network& network) {
  const std::size_t sites = plant.sites.size();
  IdVector<SiteId, std::uint32_t> degree(sites, 0);
  IdVector<SiteId, std::uint32_t> link_xor(sites, 0);
  for_each_network_link<belongs>(plant, [&](LinkId link) {
    for (const SiteId end : {plant.links.from[link], plant.links.to[link]}) {
      ++degree[end];
      link_xor[end] ^= link.value;
    }
  });
  network.uplink = IdVector<SiteId, LinkId>(sites);
  network.tree_sites.reserve(sites);
  for (const SiteId first : ids<SiteId>(sites)) {
    for (SiteId site = first; degree[site] == 1 && !is_network_source<belongs>(plant, site);) {
      const LinkId link{link_xor[site]};
      const SiteId parent = other_end(plant, link, site);
      network.tree_sites.push_back(site);
      network.uplink[site] = link;
      degree[site] = 0;
      --degree[parent];
      link_xor[parent] ^= link.value;
      site = parent;
    }
  }
  std::reverse(network.tree_sites.begin(), network.tree_sites.end());
  return degree;
}

template <Belongs belongs>
void build_core(const Plant& plant, const IdVector<SiteId, std::uint32_t>& degree, Network& network) {
  IdVector<SiteId, std::uint32_t> vertex(plant.sites.size(), 0);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  std::vector<CoreArc> arc_links;
  const auto join = [&](std::uint32_t a, std::uint32_t b, LinkId link) {
    arcs.insert(arcs.end(), {{a, b}, {b, a}});
    arc_links.insert(arc_links.end(), {CoreArc{link}, CoreArc{link}});
  };
  for (const SiteId site : ids<SiteId>(plant.sites.size())) {
    const bool source = is_network_source<belongs>(plant, site);
    if (degree[site] == 0 && !source) continue;
    network.core_sites.push_back(site);
    vertex[site] = static_cast<std::uint32_t>(network.core_sites.size());
    if (source) join(core_root, vertex[site], LinkId::none());
  }
  for_each_network_link<belongs>(plant, [&](LinkId link) {
    const std::uint32_t a = vertex[plant.links.from[link]];
    const std::uint32_t b = vertex[plant.links.to[link]];
    if (a != core_root && b != core_root) join(a, b, link);
  });
  network.core = CoreGraph(boost::edges_are_unsorted_multi_pass, arcs.begin(), arcs.end(), arc_links.begin(),
                           static_cast<std::uint32_t>(network.core_sites.size() + 1));
}

// All sites of the core that are joined to this one belong to the block.
void fill_island(Network& network, CoreVertex first, BlockId block) {
  std::vector<CoreVertex> found = {first};
  network.site_block[network.core_sites[first - 1]] = block;
  while (!found.empty()) {
    const CoreVertex at = found.back();
    found.pop_back();
    for (auto [arc, end] = out_edges(at, network.core); arc != end; ++arc) {
      const CoreVertex next = target(*arc, network.core);
      BlockId& block_of_next = network.site_block[network.core_sites[next - 1]];
      if (block_of_next.exists()) continue;
      block_of_next = block;
      found.push_back(next);
    }
  }
}

// The core of an island is its rings. Of an island without rings, peeling leaves one site, which has no
// uplink.
template <Belongs belongs>
void add_islands(const Plant& plant, const IdVector<SiteId, std::uint32_t>& degree, Network& network) {
  network.first_island = BlockId{network.block_parent.size()};
  const auto add_block = [&] {
    network.block_parent.push_back(root_block);
    return BlockId{network.first_island.value + network.island_count++};
  };
  for (std::size_t i = 0; i < network.core_sites.size(); ++i)
    if (!network.site_block[network.core_sites[i]].exists())
      fill_island(network, static_cast<CoreVertex>(i + 1), add_block());
  for (const SiteId site : ids<SiteId>(plant.sites.size())) {
    const bool is_last_of_tree = degree[site] == 0 && !network.uplink[site].exists();
    if (is_last_of_tree && belongs(plant.sites.state[site]) && !is_network_source<belongs>(plant, site))
      network.site_block[site] = add_block();
  }
}

// Every site of a hanging tree has its own block: the site and the bridge towards the core. On an island it
// belongs to the block of the island.
void add_tree_blocks(const Plant& plant, Network& network) {
  network.block_parent.raw().reserve(network.block_parent.size() + network.tree_sites.size());
  for (const SiteId site : network.tree_sites) {
    const BlockId up = network.site_block[other_end(plant, network.uplink[site], site)];
    if (is_island(network, up)) {
      network.site_block[site] = up;
      continue;
    }
    network.site_block[site] = BlockId{network.block_parent.size()};
    network.block_parent.push_back(up);
  }
}

void sort_explicit_drops(const Plant& plant, Network& network) {
  const Links& links = plant.links;
  if (std::find(links.tier.begin(), links.tier.end(), Tier::drop) == links.tier.end()) return;
  std::vector<std::uint32_t>& first = network.first_drop;
  first.assign(plant.premises.size() + 1, 0);
  for (const LinkId link : ids<LinkId>(links.size()))
    if (links.tier[link] == Tier::drop) ++first[links.premises[link].value + 1];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  network.explicit_drops.resize(first.back());
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
  for (const LinkId link : ids<LinkId>(links.size()))
    if (links.tier[link] == Tier::drop) network.explicit_drops[next[links.premises[link].value]++] = link;
}

bool some_premises_has_several_final_links(const Plant& plant, const Network& network) {
  if (network.first_drop.empty()) return false;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const std::uint32_t explicit_count = network.first_drop[p.value + 1] - network.first_drop[p.value];
    if (explicit_count + (plant.has_inline_drop(p) ? 1U : 0U) > 1) return true;
  }
  return false;
}

template <Belongs belongs>
Network build(const Plant& plant) {
  Network network;
  const IdVector<SiteId, std::uint32_t> degree = peel_hanging_trees<belongs>(plant, network);
  build_core<belongs>(plant, degree, network);
  network.site_block = IdVector<SiteId, BlockId>(plant.sites.size());
  CoreBlocks blocks = find_core_blocks(network.core);
  network.block_parent = std::move(blocks.parent);
  for (std::size_t i = 0; i < network.core_sites.size(); ++i)
    network.site_block[network.core_sites[i]] = blocks.of_vertex[i + 1];
  add_islands<belongs>(plant, degree, network);
  add_tree_blocks(plant, network);
  sort_explicit_drops(plant, network);
  if (some_premises_has_several_final_links(plant, network))
    network.ancestry = BlockAncestry(network.block_parent);
  return network;
}

}  // namespace

Network build_network(const Plant& plant, NetworkOf elements) {
  return elements == NetworkOf::design ? build<in_design>(plant) : build<carries_service>(plant);
}

BlockId link_block(const Plant& plant, const Network& network, LinkId link) {
  const BlockId a = network.site_block[plant.links.from[link]];
  const BlockId b = network.site_block[plant.links.to[link]];
  return std::max(a, b);
}

}  // namespace lastmile
