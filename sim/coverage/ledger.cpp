#include "sim/coverage/ledger.h"

#include <algorithm>
#include <utility>

#include "sim/network/carrying_blocks.h"
#include "sim/support/parallel.h"

namespace lastmile {
namespace {

// Users by block, in the order of their premises. Consecutive users of the same block are summed, because the
// premises of a site are mostly consecutive.
struct BlockUsers {
  BlockId block;
  Demand users;
};

class DemandRuns {
 public:
  void clear() { runs_.clear(); }
  void add(BlockId block, double users, bool served) {
    if (runs_.empty() || runs_.back().block != block) runs_.push_back({block, {}});
    runs_.back().users += served ? Demand{users, 0} : Demand{0, users};
  }
  const std::vector<BlockUsers>& runs() const { return runs_; }

 private:
  std::vector<BlockUsers> runs_;
};

IdVector<BlockId, Demand> count_demand(const Plant& plant, const Network& network,
                                       const Standings& standings) {
  IdVector<BlockId, Demand> demand(network.block_parent.size());
  take_chunks_in_order<DemandRuns>(
      plant.premises.size(), 4 * chunk_size,
      [&](DemandRuns& runs, std::size_t first, std::size_t last) {
        runs.clear();
        for (const PremisesId p : IdRange<PremisesId>(first, last)) {
          const double users = plant.premises.users[p];
          const bool served = standings.rung[p] == Rung::served;
          for_carrying_blocks(
              plant, network, p, [&](BlockId block) { runs.add(block, users, served); },
              [&](BlockId block) { runs.add(block, -users, served); });
        }
      },
      [&](const DemandRuns& runs) {
        for (const BlockUsers& run : runs.runs()) demand[run.block] += run.users;
      });
  return demand;
}

// Every block also carries the users beyond it.
void carry_towards_root(const Network& network, IdVector<BlockId, Demand>& demand) {
  for (std::size_t i = demand.size(); i-- > 1;) {
    const BlockId block{i};
    demand[network.block_parent[block]] += demand[block];
  }
}

// Calls visit(row, block, value, live) for the backbone elements of the design with numbers from `first` up
// to `last`, where sites are numbered before links.
template <class Visit>
void for_each_design_element(const RoutedPlant& routed, std::size_t first, std::size_t last, Visit visit) {
  const auto& [plant, network, reach] = routed;
  const std::size_t sites = plant.sites.size();
  for (const SiteId site : IdRange<SiteId>(std::min(first, sites), std::min(last, sites)))
    if (in_design(plant.sites.state[site]))
      visit(LedgerRow::site, network.site_block[site], plant.sites.value[site], site_is_live(reach, site));
  for (const LinkId link : IdRange<LinkId>(std::max(first, sites) - sites, std::max(last, sites) - sites))
    if (plant.links.tier[link] != Tier::drop && link_in_design(plant, link))
      visit(ledger_row(plant.links.tier[link]), link_block(plant, network, link), plant.links.value[link],
            link_is_live(plant, reach, link));
}

struct TierBooks {
  BooksByTier by_tier;
  std::uint64_t elements = 0;

  TierBooks& operator+=(const TierBooks& other) {
    for (const LedgerRow row : enum_values<LedgerRow>()) by_tier[row] += other.by_tier[row];
    elements += other.elements;
    return *this;
  }
};

void book_elements(const RoutedPlant& routed, Ledger& ledger) {
  const Plant& plant = routed.plant;
  const std::size_t elements = plant.sites.size() + plant.links.size();
  const auto books = sum_over_chunks<TierBooks>(elements, [&](std::size_t first, std::size_t last) {
    TierBooks chunk;
    for_each_design_element(routed, first, last, [&](LedgerRow row, BlockId block, double value, bool live) {
      ++chunk.elements;
      const Demand demand = block.exists() ? ledger.demand[block] : Demand{};
      chunk.by_tier[row] += split_value(value, demand, live);
    });
    return chunk;
  });
  ledger.by_tier = books.by_tier;
  ledger.elements = books.elements;
  for (const Books& row : ledger.by_tier) ledger.total += row;
}

void charge_blocks(const RoutedPlant& routed, Ledger& ledger) {
  const auto& [plant, network, reach] = routed;
  IdVector<BlockId, double> charge(network.block_parent.size(), 0);  // at first the value of each block
  for_each_design_element(routed, 0, plant.sites.size() + plant.links.size(),
                          [&](LedgerRow, BlockId block, double value, bool) {
                            if (block.exists()) charge[block] += value;
                          });
  charge[root_block] = 0;
  for (std::size_t i = 1; i < charge.size(); ++i) {
    const BlockId block{i};
    const double users = ledger.demand[block].all();
    charge[block] = charge[network.block_parent[block]] + (users > 0 ? charge[block] / users : 0);
  }
  ledger.charge_per_user = std::move(charge);
}

}  // namespace

Books split_value(double value, const Demand& demand, bool live) {
  Books books;
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

Ledger keep_books(const RoutedPlant& routed, const Standings& standings) {
  return keep_books(routed, count_demand(routed.plant, routed.network, standings));
}

Ledger keep_books(const RoutedPlant& routed, IdVector<BlockId, Demand> at_block) {
  Ledger ledger;
  ledger.demand = std::move(at_block);
  carry_towards_root(routed.network, ledger.demand);
  // One of them runs on one thread, the other on those that are left.
  for_each_index(
      2, [&](std::size_t i) { i == 0 ? charge_blocks(routed, ledger) : book_elements(routed, ledger); });
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
