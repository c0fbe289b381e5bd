#include "sim/ledger.h"

#include "sim/parallel.h"

namespace lastmile {
namespace {

// The blocks at the feet of the premises' final links in the design.
void blocks_of_premises(const Plant& plant, const Network& network, PremisesId p,
                        std::vector<BlockId>& blocks) {
  blocks.clear();
  for_each_final_link(plant, network, p, [&](LinkId id) {
    const FinalLink link = final_link(plant, id);
    const BlockId block = network.site_block[link.site];
    if (in_design(link.state) && block.exists()) blocks.push_back(block);
  });
}

// Calls add and take so that every block that can carry the premises counts once (see
// BlockAncestry::for_union).
template <class Add, class Take>
void for_blocks_above(const Plant& plant, const Network& network, PremisesId p, std::vector<BlockId>& blocks,
                      Add add, Take take) {
  blocks_of_premises(plant, network, p, blocks);
  if (blocks.size() == 1)
    add(blocks.front());
  else if (!blocks.empty())
    network.ancestry.for_union(blocks, add, take);
}

IdVector<BlockId, Demand> count_demand(const Plant& plant, const Network& network,
                                       const Standings& standings) {
  IdVector<BlockId, Demand> demand(network.block_parent.size());
  std::vector<BlockId> blocks;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const double users = plant.premises.users[p];
    double Demand::*const side = standings.rung[p] == Rung::served ? &Demand::served : &Demand::blocked;
    for_blocks_above(
        plant, network, p, blocks, [&](BlockId block) { demand[block].*side += users; },
        [&](BlockId block) { demand[block].*side -= users; });
  }
  for (std::size_t i = demand.size(); i-- > 1;) {
    const BlockId block{i};
    Demand& above = demand[network.block_parent[block]];
    above.served += demand[block].served;
    above.blocked += demand[block].blocked;
  }
  return demand;
}

template <class Visit>
void for_each_design_element(const Plant& plant, const Network& network, const Reach& reach, Visit visit) {
  for (const SiteId site : ids<SiteId>(plant.sites.size()))
    if (in_design(plant.sites.state[site]))
      visit(site_row, network.site_block[site], plant.sites.value[site], site_is_live(reach, site));
  for (const LinkId link : ids<LinkId>(plant.links.size()))
    if (plant.links.tier[link] != Tier::drop && link_in_design(plant, link))
      visit(tier_row(plant.links.tier[link]), link_block(plant, network, link), plant.links.value[link],
            link_is_live(plant, reach, link));
}

void book_elements(const Plant& plant, const Network& network, const Reach& reach, Ledger& ledger) {
  ledger.by_tier.fill(Books::Zero());
  IdVector<BlockId, double> block_value(network.block_parent.size(), 0);
  for_each_design_element(plant, network, reach,
                          [&](std::size_t row, BlockId block, double value, bool live) {
                            ++ledger.elements;
                            const Demand demand = block.exists() ? ledger.demand[block] : Demand{};
                            ledger.by_tier[row] += split_value(value, demand, live);
                            if (block.exists()) block_value[block] += value;
                          });
  for (const Books& row : ledger.by_tier) ledger.total += row;

  ledger.charge_per_user = IdVector<BlockId, double>(network.block_parent.size(), 0);
  for (std::size_t i = 1; i < block_value.size(); ++i) {
    const BlockId block{i};
    const double users = ledger.demand[block].all();
    ledger.charge_per_user[block] =
        ledger.charge_per_user[network.block_parent[block]] + (users > 0 ? block_value[block] / users : 0);
  }
}

struct CauseSum {
  StrandedByCause amounts = StrandedByCause::Zero();
  CauseSum& operator+=(const CauseSum& other) {
    amounts += other.amounts;
    return *this;
  }
};

StrandedByCause charge_causes(const Plant& plant, const Network& network, const Standings& standings,
                              const Ledger& ledger) {
  return sum_over_chunks<CauseSum>(plant.premises.size(),
                                   [&](std::size_t first, std::size_t last) {
                                     CauseSum chunk;
                                     for (const PremisesId p : IdRange<PremisesId>(first, last)) {
                                       const Obstacles obstacles = standings.obstacles[p];
                                       if (obstacles.empty()) continue;
                                       chunk.amounts(static_cast<Eigen::Index>(obstacles.first()),
                                                     obstacles.count() == 1 ? 0 : 1) +=
                                           charge_of(plant, network, ledger, p);
                                     }
                                     return chunk;
                                   })
      .amounts;
}

}  // namespace

Books split_value(double value, const Demand& demand, bool live) {
  Books books = Books::Zero();
  books[Book::value] = value;
  const double users = demand.all();
  if (users <= 0) {
    books[Book::no_demand] = value;
    return books;
  }
  books[live ? Book::in_use : Book::dormant] = value * (demand.served / users);
  books[Book::stranded] = value * (demand.blocked / users);
  if (demand.served == 0) books[Book::idle] = value;
  return books;
}

Ledger keep_books(const Plant& plant, const Network& network, const Reach& reach,
                  const Standings& standings) {
  Ledger ledger;
  ledger.demand = count_demand(plant, network, standings);
  book_elements(plant, network, reach, ledger);
  ledger.stranded_by_cause = charge_causes(plant, network, standings, ledger);
  return ledger;
}

Demand site_demand(const Network& network, const Ledger& ledger, SiteId site) {
  const BlockId block = network.site_block[site];
  return block.exists() ? ledger.demand[block] : Demand{};
}

Demand link_demand(const Plant& plant, const Network& network, const Ledger& ledger, LinkId link) {
  const BlockId block = link_block(plant, network, link);
  return block.exists() ? ledger.demand[block] : Demand{};
}

bool site_is_live(const Reach& reach, SiteId site) {
  return reach.path[site].is_live();
}

bool link_is_live(const Plant& plant, const Reach& reach, LinkId link) {
  return carries_service(plant.links.state[link]) && site_is_live(reach, plant.links.from[link]) &&
         site_is_live(reach, plant.links.to[link]);
}

double charge_of(const Plant& plant, const Network& network, const Ledger& ledger, PremisesId premises) {
  thread_local std::vector<BlockId> blocks;
  double charge = 0;
  for_blocks_above(
      plant, network, premises, blocks, [&](BlockId block) { charge += ledger.charge_per_user[block]; },
      [&](BlockId block) { charge -= ledger.charge_per_user[block]; });
  return charge * plant.premises.users[premises];
}

}  // namespace lastmile
