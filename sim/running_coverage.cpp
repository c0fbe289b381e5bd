#include "sim/running_coverage.h"

#include "sim/carrying_blocks.h"
#include "sim/parallel.h"

namespace lastmile {
namespace {

constexpr std::array<State, 4> states_of_homes = {State::operational, State::planned, State::inactive,
                                                  State::failed};

std::size_t column_of(State state) {
  switch (state) {
    case State::operational: return 0;
    case State::inactive: return 2;
    case State::failed: return 3;
    default: return 1;
  }
}

Share part_of(const Tally& tally, double fraction) {
  return {static_cast<double>(tally.premises) * fraction, static_cast<double>(tally.homes) * fraction,
          tally.users * fraction};
}

// A share of some premises as it stands alone: what blocks it, and its rung.
void add(const Share& share, Rung rung, Obstacles obstacles, Status& status) {
  for (std::size_t i = 0; i <= static_cast<std::size_t>(rung); ++i) status.ladder[i] += share;
  if (obstacles.empty()) return;
  CauseShare& cause = status.unserved[static_cast<std::size_t>(obstacles.first())];
  (obstacles.is_single() ? cause.sole : cause.joint) += share;
}

// Customers and others of premises that all else is the same for; `rung` is theirs as customers.
void add_both(const Tally& tally, double customers, Rung rung, Obstacles obstacles, Status& status,
              Demand& demand) {
  if (customers > 0) add(part_of(tally, customers), rung, obstacles, status);
  if (customers < 1) {
    Obstacles and_no_order = obstacles;
    and_no_order |= Obstacle::not_subscribed;
    add(part_of(tally, 1 - customers), rung == Rung::served ? Rung::qualified : rung, and_no_order, status);
  }
  const double served = rung == Rung::served ? customers : 0;
  demand += {tally.users * served, tally.users * (1 - served)};
}

struct StatusSum : Status {
  StatusSum& operator+=(const Status& other) {
    for (std::size_t i = 0; i < rung_count; ++i) ladder[i] += other.ladder[i];
    for (std::size_t i = 0; i < obstacle_count; ++i) {
      unserved[i].sole += other.unserved[i].sole;
      unserved[i].joint += other.unserved[i].joint;
    }
    return *this;
  }
};

}  // namespace

RunningCoverage::RunningCoverage(const Plant& plant) : plant_(plant) {
  everything_changed();
}

void RunningCoverage::everything_changed(const HomesBySite::StandsApart& stands_apart) {
  network_ = build_network(plant_);
  backbone_changed_ = true;
  homes_ = HomesBySite(plant_, network_, stands_apart);
  touched_.clear();
  is_touched_ = IdVector<SiteId, std::uint8_t>(plant_.sites.size(), 0);
  counts_ = IdVector<SiteId, SiteHomes>(plant_.sites.size());
  for_each_chunk(plant_.sites.size(), [&](std::size_t first, std::size_t last) {
    for (const SiteId site : IdRange<SiteId>(first, last)) count_homes(site);
  });
}

void RunningCoverage::touch(SiteId site) {
  if (is_touched_[site] != 0) return;
  is_touched_[site] = 1;
  touched_.push_back(site);
}

void RunningCoverage::count_homes(SiteId site) {
  SiteHomes counts{};
  for (const HomeAtSite& home : homes_.at(site)) {
    const Premises& all = plant_.premises;
    counts[column_of(final_link(plant_, home.final_link).state)]
          [all.subscribed[home.premises] != 0 ? 1 : 0] +=
        {1, all.homes[home.premises], all.users[home.premises]};
  }
  counts_[site] = counts;
}

const Status& RunningCoverage::evaluate(const ExpectedOrders* expected) {
  if (plant_.access)
    evaluate_afresh();
  else
    evaluate_by_sites(expected);
  for (const SiteId site : touched_) is_touched_[site] = 0;
  touched_.clear();
  backbone_changed_ = false;
  return status_;
}

void RunningCoverage::evaluate_afresh() {
  coverage_ = lastmile::evaluate(plant_, network_);
  status_ = status_of(coverage_);
}

void RunningCoverage::evaluate_by_sites(const ExpectedOrders* expected) {
  if (backbone_changed_) coverage_.reach = find_best_paths(plant_, network_);
  for (const SiteId site : touched_) count_homes(site);
  auto at_site = IdVector<SiteId, Demand>::unfilled(plant_.sites.size());
  status_ = judge_sites(expected, at_site);
  IdVector<BlockId, Demand> at_block(network_.block_parent.size());
  for (const SiteId site : ids<SiteId>(plant_.sites.size()))
    if (const BlockId block = network_.site_block[site]; block.exists()) at_block[block] += at_site[site];
  judge_apart(expected, at_block);
  coverage_.ledger = keep_books(plant_, network_, coverage_.reach, std::move(at_block));
  status_.backbone = coverage_.ledger.total;
  status_.stranded_by_final_links = stranded_by_final_links(expected);
}

Status RunningCoverage::judge_sites(const ExpectedOrders* expected, IdVector<SiteId, Demand>& at_site) const {
  return sum_over_chunks<StatusSum>(plant_.sites.size(), [&](std::size_t first, std::size_t last) {
    StatusSum chunk;
    for (const SiteId site : IdRange<SiteId>(first, last)) {
      at_site[site] = {};
      judge_site(site, expected != nullptr ? expected->at_site[site] : 0, chunk, at_site[site]);
    }
    return chunk;
  });
}

void RunningCoverage::judge_site(SiteId site, double ordered, Status& status, Demand& demand) const {
  const PathLabel& path = coverage_.reach.path[site];
  for (std::size_t column = 0; column < states_of_homes.size(); ++column) {
    const State state = states_of_homes[column];
    Obstacles obstacles = Obstacle::no_route;
    Rung rung = Rung::located;
    if (path.exists()) {
      obstacles = coverage_.reach.upstream[site];
      obstacles |= final_link_obstacle(state);
      if (path.is_live()) rung = carries_service(state) ? Rung::served : Rung::passed;
    }
    const auto& [others, customers] = counts_[site][column];
    if (customers.premises > 0) add_both(customers, 1, rung, obstacles, status, demand);
    if (others.premises > 0) add_both(others, ordered, rung, obstacles, status, demand);
  }
}

void RunningCoverage::judge_apart(const ExpectedOrders* expected, IdVector<BlockId, Demand>& at_block) {
  StatusSum sum;
  for (const PremisesId p : homes_.apart()) {
    const Standing standing = standing_of(plant_, network_, coverage_.reach, {}, p);
    const bool subscribed = plant_.premises.subscribed[p] != 0;
    const double customers = subscribed ? 1 : expected != nullptr ? expected->of_apart[p] : 0;
    const Rung rung = standing.path.is_live() ? Rung::served : standing.rung;
    Demand demand;
    add_both({1, plant_.premises.homes[p], plant_.premises.users[p]}, customers, rung,
             standing.obstacles.without(Obstacle::not_subscribed), sum, demand);
    for_carrying_blocks(
        plant_, network_, p, [&](BlockId block) { at_block[block] += demand; },
        [&](BlockId block) {
          at_block[block] += {-demand.served, -demand.blocked};
        });
  }
  sum += status_;
  status_ = sum;
}

double RunningCoverage::stranded_by_final_links(const ExpectedOrders* expected) const {
  const auto charge = [&](SiteId site) {
    return coverage_.ledger.charge_per_user[network_.site_block[site]];
  };
  double stranded = sum_over_chunks<double>(plant_.sites.size(), [&](std::size_t first, std::size_t last) {
    double chunk = 0;
    for (const SiteId site : IdRange<SiteId>(first, last)) {
      const auto& [others, customers] = counts_[site][column_of(State::planned)];
      if (!coverage_.reach.path[site].is_live() || others.premises + customers.premises == 0) continue;
      const double ordered = expected != nullptr ? expected->at_site[site] : 0;
      chunk += charge(site) * (customers.users + others.users * ordered);
    }
    return chunk;
  });
  for (const PremisesId p : homes_.apart()) {
    const Standing standing = standing_of(plant_, network_, coverage_.reach, {}, p);
    if (!standing.obstacles.without(Obstacle::not_subscribed).is_only(Obstacle::final_link_missing)) continue;
    const bool subscribed = plant_.premises.subscribed[p] != 0;
    const double customers = subscribed ? 1 : expected != nullptr ? expected->of_apart[p] : 0;
    stranded += customers * charge_of(plant_, network_, coverage_.ledger, p);
  }
  return stranded;
}

Status status_of(const Coverage& coverage) {
  Status status;
  for (std::size_t i = 0; i < rung_count; ++i) status.ladder[i] = part_of(coverage.standings.ladder[i], 1);
  for (std::size_t i = 0; i < obstacle_count; ++i)
    status.unserved[i] = {part_of(coverage.standings.unserved[i].sole, 1),
                          part_of(coverage.standings.unserved[i].joint, 1)};
  status.backbone = coverage.ledger.total;
  status.stranded_by_final_links =
      coverage.charges.stranded_by_cause(static_cast<Eigen::Index>(Obstacle::final_link_missing), 0);
  return status;
}

}  // namespace lastmile
