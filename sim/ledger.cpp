#include "sim/ledger.h"

#include <utility>

#include "sim/carrying_blocks.h"

namespace lastmile {
namespace {

// Adds users to blocks; those of one block in a row, as the premises of one site mostly are, in one go.
class DemandSum {
 public:
  explicit DemandSum(std::size_t blocks) : demand_(blocks) {}

  void add(BlockId block, double users, bool served) {
    if (block != current_) {
      settle();
      current_ = block;
    }
    (served ? sum_.served : sum_.blocked) += users;
  }
  IdVector<BlockId, Demand> finish() {
    settle();
    return std::move(demand_);
  }

 private:
  void settle() {
    if (!current_.exists()) return;
    demand_[current_].served += sum_.served;
    demand_[current_].blocked += sum_.blocked;
    sum_ = {};
  }

  IdVector<BlockId, Demand> demand_;
  BlockId current_;
  Demand sum_;
};

IdVector<BlockId, Demand> count_demand(const Plant& plant, const Network& network,
                                       const Standings& standings) {
  DemandSum sum(network.block_parent.size());
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const double users = plant.premises.users[p];
    const bool served = standings.rung[p] == Rung::served;
    for_carrying_blocks(
        plant, network, p, [&](BlockId block) { sum.add(block, users, served); },
        [&](BlockId block) { sum.add(block, -users, served); });
  }
  IdVector<BlockId, Demand> demand = sum.finish();
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

}  // namespace lastmile
