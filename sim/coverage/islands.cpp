#include "sim/coverage/islands.h"

#include <algorithm>
#include <tuple>

namespace lastmile {
namespace {

std::size_t number_of(const Network& network, BlockId block) {
  return block.value - network.first_island.value;
}

// Of every island its sites and value.
std::vector<Island> list_islands(const Plant& plant, const Network& network) {
  std::vector<Island> islands(network.island_count);
  for (const SiteId site : ids<SiteId>(plant.sites.size())) {
    const BlockId block = network.site_block[site];
    if (!is_island(network, block)) continue;
    Island& island = islands[number_of(network, block)];
    island.block = block;
    if (!island.first_site.exists()) island.first_site = site;
    ++island.sites;
    island.value += plant.sites.value[site];
  }
  for (const LinkId link : ids<LinkId>(plant.links.size())) {
    if (plant.links.tier[link] == Tier::drop || !link_in_design(plant, link)) continue;
    const BlockId block = link_block(plant, network, link);
    if (is_island(network, block)) islands[number_of(network, block)].value += plant.links.value[link];
  }
  return islands;
}

// The islands that a premises' final links of the design start on, each once.
void find_blocks(const Plant& plant, const Network& network, PremisesId p, std::vector<BlockId>& blocks) {
  blocks.clear();
  for_each_final_link(plant, network, p, [&](const FinalLink& link) {
    const BlockId block = in_design(link.state) ? network.site_block[link.site] : BlockId::none();
    if (is_island(network, block) && std::find(blocks.begin(), blocks.end(), block) == blocks.end())
      blocks.push_back(block);
  });
}

// Of all islands together the premises, each once.
Tally count_homes(const Plant& plant, const Network& network, const Standings& standings,
                  std::vector<Island>& islands) {
  Tally all;
  std::vector<BlockId> blocks;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    if (!standings.obstacles[p].contains(Obstacle::no_route)) continue;
    find_blocks(plant, network, p, blocks);
    const Tally homes = tally_of(plant, p);
    for (const BlockId block : blocks) islands[number_of(network, block)].homes += homes;
    if (!blocks.empty()) all += homes;
  }
  return all;
}

bool is_larger(const Island& a, const Island& b) {
  return std::tuple(a.homes.homes, a.value, b.first_site) > std::tuple(b.homes.homes, b.value, a.first_site);
}

}  // namespace

Islands find_islands(const Plant& plant, const Network& network, const Standings& standings) {
  Islands found;
  found.count = network.island_count;
  if (found.count == 0) return found;
  found.largest = list_islands(plant, network);
  found.homes = count_homes(plant, network, standings, found.largest);
  for (const Island& island : found.largest) {
    found.sites += island.sites;
    found.value += island.value;
  }
  const std::size_t shown = std::min(found.largest.size(), largest_island_count);
  std::partial_sort(found.largest.begin(), found.largest.begin() + static_cast<std::ptrdiff_t>(shown),
                    found.largest.end(), is_larger);
  found.largest.resize(shown);
  return found;
}

std::vector<Island> islands_of(const Plant& plant, const Network& network, const Standings& standings,
                               PremisesId premises) {
  std::vector<BlockId> blocks;
  if (network.island_count > 0) find_blocks(plant, network, premises, blocks);
  if (blocks.empty()) return {};
  std::vector<Island> all = list_islands(plant, network);
  count_homes(plant, network, standings, all);
  std::vector<Island> islands;
  islands.reserve(blocks.size());
  for (const BlockId block : blocks) islands.push_back(all[number_of(network, block)]);
  return islands;
}

}  // namespace lastmile
