#include "sim/rollout/running_coverage.h"

#include <algorithm>
#include <utility>

#include "sim/network/carrying_blocks.h"
#include "sim/support/parallel.h"

namespace lastmile {
namespace {

std::size_t column_of(State state) {
  switch (state) {
    case State::operational: return 0;
    case State::inactive: return 2;
    case State::failed: return 3;
    default: return 1;
  }
}

// Adds premises with the same obstacles and rung to the status.
void add(const ExpectedTally& share, Rung rung, Obstacles obstacles, Status& status) {
  for (std::size_t i = 0; i <= index_of(rung); ++i) status.ladder.raw()[i] += share;
  if (obstacles.empty()) return;
  ExpectedCause& cause = status.unserved[obstacles.first()];
  (obstacles.is_single() ? cause.sole : cause.joint) += share;
}

// Adds customers and others of premises that are otherwise the same; `rung` is the rung of customers.
void add_both(const ExpectedTally& customers, const ExpectedTally& others, Rung rung, Obstacles obstacles,
              Status& status) {
  add(customers, rung, obstacles, status);
  obstacles |= Obstacle::not_subscribed;
  add(others, std::min(rung, Rung::qualified), obstacles, status);
}

ExpectedTally rest_of(const Tally& tally, const ExpectedTally& part) {
  return {static_cast<double>(tally.premises) - part.premises, static_cast<double>(tally.homes) - part.homes,
          tally.users - part.users};
}

// The kind of a site: the set of upstream_missing, upstream_inactive and upstream_failed on its best path, as
// bits, or no_path for a site without a path from a source.
constexpr std::size_t no_path = 8;
constexpr std::array<Obstacle, 3> upstream_kinds = {Obstacle::upstream_missing, Obstacle::upstream_inactive,
                                                    Obstacle::upstream_failed};

std::size_t kind_of(const Reach& reach, SiteId site) {
  if (!reach.path[site].exists()) return no_path;
  std::size_t kind = 0;
  for (std::size_t i = 0; i < upstream_kinds.size(); ++i)
    if (reach.upstream[site].contains(upstream_kinds[i])) kind |= std::size_t{1} << i;
  return kind;
}

Obstacles obstacles_of(std::size_t kind) {
  if (kind == no_path) return Obstacle::no_route;
  Obstacles obstacles;
  for (std::size_t i = 0; i < upstream_kinds.size(); ++i)
    if ((kind >> i & 1U) != 0) obstacles |= upstream_kinds[i];
  return obstacles;
}

// Homes by the kind of their site, then as in SiteHomes, and the part of the others that has ordered.
struct HomesByKind {
  std::array<std::array<std::array<Tally, 2>, 4>, no_path + 1> homes{};
  std::array<std::array<ExpectedTally, 4>, no_path + 1> ordered{};

  HomesByKind& operator+=(const HomesByKind& more) {
    for (std::size_t kind = 0; kind < homes.size(); ++kind) {
      for (std::size_t column = 0; column < homes[kind].size(); ++column) {
        for (const std::size_t i : {0U, 1U}) homes[kind][column][i] += more.homes[kind][column][i];
        ordered[kind][column] += more.ordered[kind][column];
      }
    }
    return *this;
  }
};

Status status_by_kind(const HomesByKind& sums) {
  constexpr std::array<State, 4> states = {State::operational, State::planned, State::inactive,
                                           State::failed};
  Status status;
  for (std::size_t kind = 0; kind < sums.homes.size(); ++kind) {
    for (std::size_t column = 0; column < states.size(); ++column) {
      const auto& [others, customers] = sums.homes[kind][column];
      const ExpectedTally& ordered = sums.ordered[kind][column];
      Obstacles obstacles = obstacles_of(kind);
      if (kind != no_path) obstacles |= final_link_obstacle(states[column]);
      const Rung rung = kind != 0                         ? Rung::located
                        : carries_service(states[column]) ? Rung::served
                                                          : Rung::passed;
      ExpectedTally subscribed = part_of(customers, 1);
      subscribed += ordered;
      add_both(subscribed, rest_of(others, ordered), rung, obstacles, status);
    }
  }
  return status;
}

}  // namespace

RunningCoverage::RunningCoverage(const Plant& plant) : plant_(plant) {
  everything_changed();
}

void RunningCoverage::everything_changed(const HomesBySite::StandsApart& stands_apart) {
  network_ = build_network(plant_);
  backbone_changed_ = true;
  homes_ = HomesBySite(plant_, network_, stands_apart);
  counts_ = IdVector<SiteId, SiteHomes>::uninitialized(plant_.sites.size());
  is_touched_ = IdVector<SiteId, std::uint8_t>(plant_.sites.size(), 1);
}

// In file order, because the homes are stored in this order.
void RunningCoverage::count_touched_sites() {
  for_each_chunk(plant_.sites.size(), [&](std::size_t first, std::size_t last) {
    for (const SiteId site : IdRange<SiteId>(first, last))
      if (std::exchange(is_touched_[site], 0) != 0) count_homes(site);
  });
}

void RunningCoverage::count_homes(SiteId site) {
  SiteHomes counts{};
  for (const HomeAtSite& home : homes_.at(site)) {
    const Premises& all = plant_.premises;
    counts[column_of(plant_.links.state[home.final_link])][all.subscribed[home.premises] != 0 ? 1 : 0] +=
        {1, all.homes[home.premises], all.users[home.premises]};
  }
  counts_[site] = counts;
}

const Status& RunningCoverage::evaluate(const ExpectedOrders* expected) {
  if (backbone_changed_) ++version_of_paths_;
  if (plant_.access)
    evaluate_afresh();
  else
    evaluate_by_sites(expected);
  backbone_changed_ = false;
  return status_;
}

void RunningCoverage::evaluate_afresh() {
  coverage_ = lastmile::evaluate(plant_, network_);
  status_ = status_of(coverage_);
}

void RunningCoverage::evaluate_by_sites(const ExpectedOrders* expected) {
  if (backbone_changed_) coverage_.reach = find_best_paths(plant_, network_);
  count_touched_sites();
  auto users = IdVector<SiteId, SiteUsers>::uninitialized(plant_.sites.size());
  status_ = judge_sites(expected, users);
  IdVector<BlockId, Demand> at_block(network_.block_parent.size());
  for (const SiteId site : ids<SiteId>(plant_.sites.size()))
    if (const BlockId block = network_.site_block[site]; block.exists())
      at_block[block] += users[site].demand;
  judge_apart(expected, at_block);
  coverage_.ledger = keep_books(routed(), std::move(at_block));
  status_.backbone = coverage_.ledger.total;
  status_.stranded_by_final_links = stranded_by_final_links(expected, users);
}

Status RunningCoverage::judge_sites(const ExpectedOrders* expected,
                                    IdVector<SiteId, SiteUsers>& users) const {
  return status_by_kind(
      sum_over_chunks<HomesByKind>(plant_.sites.size(), [&](std::size_t first, std::size_t last) {
        HomesByKind chunk;
        for (const SiteId site : IdRange<SiteId>(first, last)) {
          SiteUsers& of_site = users[site] = {};
          const std::size_t kind = kind_of(coverage_.reach, site);
          const double share = expected != nullptr ? expected->at_site[site] : 0;
          for (std::size_t column = 0; column < counts_[site].size(); ++column) {
            const auto& [others, customers] = counts_[site][column];
            if (others.premises + customers.premises == 0) continue;
            chunk.homes[kind][column][0] += others;
            chunk.homes[kind][column][1] += customers;
            if (share > 0) chunk.ordered[kind][column] += part_of(others, share);
            const double subscribed = customers.users + others.users * share;
            const bool served = kind == 0 && column == column_of(State::operational);
            of_site.demand += served ? Demand{subscribed, others.users * (1 - share)}
                                     : Demand{0, customers.users + others.users};
            if (kind == 0 && column == column_of(State::planned)) of_site.lack_final_link = subscribed;
          }
        }
        return chunk;
      }));
}

void RunningCoverage::judge_apart(const ExpectedOrders* expected, IdVector<BlockId, Demand>& at_block) {
  const Qualification no_service;
  for (const PremisesId p : homes_.apart()) {
    const Standing standing = standing_of({routed(), no_service}, p);
    const double customers = customers_among(expected, p);
    const Tally homes = tally_of(plant_, p);
    const bool connected = standing.path.is_live();
    add_both(part_of(homes, customers), part_of(homes, 1 - customers),
             connected ? Rung::served : standing.rung, standing.obstacles.without(Obstacle::not_subscribed),
             status_);
    const double served = connected ? homes.users * customers : 0;
    const double blocked = connected ? homes.users * (1 - customers) : homes.users;
    for_carrying_blocks(
        plant_, network_, p,
        [&](BlockId block) {
          at_block[block] += {served, blocked};
        },
        [&](BlockId block) {
          at_block[block] += {-served, -blocked};
        });
  }
}

double RunningCoverage::customers_among(const ExpectedOrders* expected, PremisesId p) const {
  if (plant_.premises.subscribed[p] != 0) return 1;
  return expected != nullptr ? expected->of_apart[p] : 0;
}

CustomerShare RunningCoverage::customers(const ExpectedOrders* expected) const {
  if (expected == nullptr) return subscribed_share(plant_);
  auto site_of = IdVector<PremisesId, SiteId>(plant_.premises.size());
  for (const HomeAtSite& home : homes_.all()) site_of[home.premises] = plant_.links.from[home.final_link];
  return [this, expected, site_of = std::move(site_of)](PremisesId p) {
    if (!site_of[p].exists()) return customers_among(expected, p);
    return plant_.premises.subscribed[p] != 0 ? 1 : expected->at_site[site_of[p]];
  };
}

double RunningCoverage::stranded_by_final_links(const ExpectedOrders* expected,
                                                const IdVector<SiteId, SiteUsers>& users) const {
  double stranded = sum_over_chunks<double>(plant_.sites.size(), [&](std::size_t first, std::size_t last) {
    double chunk = 0;
    for (const SiteId site : IdRange<SiteId>(first, last))
      if (users[site].lack_final_link > 0)
        chunk += users[site].lack_final_link * coverage_.ledger.charge_per_user[network_.site_block[site]];
    return chunk;
  });
  const Qualification no_service;
  for (const PremisesId p : homes_.apart()) {
    const Standing standing = standing_of({routed(), no_service}, p);
    if (standing.obstacles.without(Obstacle::not_subscribed).is_only(Obstacle::final_link_missing))
      stranded += customers_among(expected, p) * charge_of(plant_, network_, coverage_.ledger, p);
  }
  return stranded;
}

Status status_of(const Coverage& coverage) {
  Status status;
  for (const Rung rung : enum_values<Rung>())
    status.ladder[rung] = part_of(coverage.standings.ladder[rung], 1);
  for (const Obstacle obstacle : enum_values<Obstacle>())
    status.unserved[obstacle] = {part_of(coverage.standings.unserved[obstacle].sole, 1),
                                 part_of(coverage.standings.unserved[obstacle].joint, 1)};
  status.backbone = coverage.ledger.total;
  status.stranded_by_final_links = coverage.charges.stranded_by_cause[Obstacle::final_link_missing].sole;
  return status;
}

}  // namespace lastmile
