#include "sim/coverage/areas.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/network/carrying_blocks.h"

namespace lastmile {
namespace {

AreaId area_of_link(const Plant& plant, const Reach& reach, const IdVector<SiteId, AreaId>& of_site,
                    LinkId link) {
  const auto distance = [&](SiteId site) {
    const PathLabel& path = reach.path[site];
    return std::pair(path.exists() ? path.elements : std::numeric_limits<std::uint32_t>::max(), site);
  };
  const auto [nearer, farther] =
      std::minmax({distance(plant.links.from[link]), distance(plant.links.to[link])});
  const AreaId area = of_site[farther.second];
  return area.exists() ? area : of_site[nearer.second];
}

AreaId area_of_first_site(const Plant& plant, const Network& network, const IdVector<SiteId, AreaId>& of_site,
                          PremisesId p) {
  SiteId first;
  for_each_final_link(plant, network, p, [&](const FinalLink& link) {
    if (!first.exists()) first = link.site;
  });
  return first.exists() ? of_site[first] : AreaId::none();
}

// Users of each block that a cause blocks; empty where it blocks none.
struct BlockedUsers {
  IdVector<BlockId, double> sole;
  IdVector<BlockId, double> joint;
};

class AreaSums {
 public:
  AreaSums(const RoutedPlant& routed, const Standings& standings, const Ledger& ledger, const AreaMap& areas)
      : plant_(routed.plant),
        network_(routed.network),
        reach_(routed.reach),
        standings_(standings),
        ledger_(ledger),
        areas_(areas),
        figures_(areas.size()) {}

  std::vector<AreaFigures> sum(const CustomerShare& customers) {
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size())) count(p, customers(p));
    for (AreaFigures& area : figures_) accumulate_from_the_top(area.ladder);
    carry_towards_root();
    for (const SiteId site : ids<SiteId>(plant_.sites.size()))
      if (in_design(plant_.sites.state[site]))
        book(areas_.of_site[site], LedgerRow::site, network_.site_block[site], plant_.sites.value[site],
             site_is_live(reach_, site));
    for (const LinkId link : ids<LinkId>(plant_.links.size()))
      if (plant_.links.tier[link] != Tier::drop && link_in_design(plant_, link))
        book(areas_.of_link[link], ledger_row(plant_.links.tier[link]), link_block(plant_, network_, link),
             plant_.links.value[link], link_is_live(plant_, reach_, link));
    for (AreaFigures& area : figures_)
      for (const Books& row : area.by_tier) area.backbone += row;
    return std::move(figures_);
  }

 private:
  AreaFigures& at(AreaId area) { return figures_[area.value]; }

  // The part of a premises that takes the service, and the rest.
  void count(PremisesId p, double customers) {
    const Obstacles blocked = standings_.obstacles[p].without(Obstacle::not_subscribed);
    Obstacles and_no_customer = blocked;
    and_no_customer |= Obstacle::not_subscribed;
    const Rung rung = std::min(standings_.rung[p], Rung::qualified);
    AreaFigures& area = at(areas_.of_premises[p]);
    if (customers > 0) count(p, customers, blocked.empty() ? Rung::served : rung, blocked, area);
    if (customers < 1) count(p, 1 - customers, rung, and_no_customer, area);
    count_final_links(p, blocked.empty() ? customers : 0, area.final_links);
  }

  void count(PremisesId p, double part, Rung rung, Obstacles obstacles, AreaFigures& area) {
    const ExpectedTally share = part_of(tally_of(plant_, p), part);
    area.ladder[rung] += share;
    if (obstacles.empty()) return;
    ExpectedCause& cause = area.unserved[obstacles.first()];
    (obstacles.is_single() ? cause.sole : cause.joint) += share;
    BlockedUsers& blocked = blocked_[obstacles.first()];
    IdVector<BlockId, double>& users = obstacles.is_single() ? blocked.sole : blocked.joint;
    if (users.empty()) users = IdVector<BlockId, double>(network_.block_parent.size(), 0);
    for_carrying_blocks(
        plant_, network_, p, [&](BlockId block) { users[block] += share.users; },
        [&](BlockId block) { users[block] -= share.users; });
  }

  void count_final_links(PremisesId p, double served, FinalLinkBooks& books) const {
    for_each_final_link(plant_, network_, p, [&](const FinalLink& link) {
      if (in_design(plant_, link))
        books.add(link.state, {1, link.value, link.completion_cost}, link.value * (1 - served));
    });
  }

  // Every block carries those beyond it too.
  void carry_towards_root() {
    for (BlockedUsers& blocked : blocked_)
      for (IdVector<BlockId, double>* users : {&blocked.sole, &blocked.joint})
        for (std::size_t i = users->size(); i-- > 1;)
          (*users)[network_.block_parent[BlockId{i}]] += (*users)[BlockId{i}];
  }

  void book(AreaId area, LedgerRow row, BlockId block, double value, bool live) {
    AreaFigures& figures = at(area);
    const Demand& demand = ledger_.demand[block];
    ++figures.elements;
    figures.by_tier[row] += split_value(value, demand, live);
    if (demand.all() <= 0) return;
    const auto share = [&](const IdVector<BlockId, double>& users) {
      return users.empty() ? 0 : value * (users[block] / demand.all());
    };
    for (const Obstacle cause : enum_values<Obstacle>()) {
      figures.stranded[cause].sole += share(blocked_[cause].sole);
      figures.stranded[cause].joint += share(blocked_[cause].joint);
    }
  }

  const Plant& plant_;
  const Network& network_;
  const Reach& reach_;
  const Standings& standings_;
  const Ledger& ledger_;
  const AreaMap& areas_;
  std::vector<AreaFigures> figures_;
  EnumArray<Obstacle, BlockedUsers> blocked_;
};

}  // namespace

AreaMap map_areas(const RoutedPlant& as_written, std::size_t named, IdVector<SiteId, AreaId> of_sites,
                  IdVector<PremisesId, AreaId> of_premises) {
  const auto& [plant, network, reach] = as_written;
  AreaMap map{named, std::move(of_sites), std::move(of_premises), {}};
  map.of_link = IdVector<LinkId, AreaId>(plant.links.size(), map.none());
  for (const LinkId link : ids<LinkId>(plant.links.size()))
    if (plant.links.tier[link] != Tier::drop)
      map.of_link[link] = area_of_link(plant, reach, map.of_site, link);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (!map.of_premises[p].exists()) map.of_premises[p] = area_of_first_site(plant, network, map.of_site, p);
  const auto settle = [&](auto& column) {
    std::replace(column.begin(), column.end(), AreaId::none(), map.none());
  };
  settle(map.of_site);
  settle(map.of_premises);
  settle(map.of_link);
  return map;
}

CustomerShare subscribed_share(const Plant& plant) {
  return [&plant](PremisesId p) { return plant.premises.subscribed[p] != 0 ? 1.0 : 0.0; };
}

std::vector<AreaFigures> figures_by_area(const RoutedPlant& routed, const Standings& standings,
                                         const Ledger& ledger, const AreaMap& areas,
                                         const CustomerShare& customers) {
  return AreaSums(routed, standings, ledger, areas).sum(customers);
}

}  // namespace lastmile
