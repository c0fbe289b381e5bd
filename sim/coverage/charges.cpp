#include "sim/coverage/charges.h"

#include <algorithm>
#include <tuple>

#include "sim/coverage/merit.h"
#include "sim/network/best_path.h"
#include "sim/network/carrying_blocks.h"
#include "sim/support/parallel.h"

namespace lastmile {
namespace {

// Smaller is better.
std::tuple<ReleaseRank, LinkId> rank(const NextFinalLink& next) {
  return {release_rank(next.releases, next.completion_cost), next.link};
}

bool is_better(const NextFinalLink& a, const NextFinalLink& b) {
  return rank(a) < rank(b);
}

// Keeps only the best.
void add_to_best(std::vector<NextFinalLink>& best, const NextFinalLink& candidate) {
  if (best.size() == next_final_link_count && !is_better(candidate, best.back())) return;
  best.insert(std::upper_bound(best.begin(), best.end(), candidate, is_better), candidate);
  if (best.size() > next_final_link_count) best.pop_back();
}

}  // namespace

Charges& Charges::operator+=(const Charges& other) {
  for (const Obstacle cause : enum_values<Obstacle>()) {
    stranded_by_cause[cause].sole += other.stranded_by_cause[cause].sole;
    stranded_by_cause[cause].joint += other.stranded_by_cause[cause].joint;
  }
  for (const NextFinalLink& candidate : other.next_final_links) add_to_best(next_final_links, candidate);
  return *this;
}

Charges charge_blocked_users(const JudgedPlant& judged, const Standings& standings, const Ledger& ledger) {
  const Plant& plant = judged.plant;
  return sum_over_chunks<Charges>(plant.premises.size(), [&](std::size_t first, std::size_t last) {
    Charges chunk;
    for (const PremisesId p : IdRange<PremisesId>(first, last)) {
      const Obstacles obstacles = standings.obstacles[p];
      if (obstacles.empty()) continue;
      const double charge = charge_of(plant, judged.network, ledger, p);
      CauseAmount& cause = chunk.stranded_by_cause[obstacles.first()];
      (obstacles.is_single() ? cause.sole : cause.joint) += charge;
      if (!obstacles.is_only(Obstacle::final_link_missing)) continue;
      const LinkId link = best_path(judged, p).final_link;
      const double cost = plant.links.completion_cost[link];
      add_to_best(chunk.next_final_links, {link, p, plant.premises.users[p], cost, charge});
    }
    return chunk;
  });
}

double charge_of(const Plant& plant, const Network& network, const Ledger& ledger, PremisesId premises) {
  double charge = 0;
  for_carrying_blocks(
      plant, network, premises, [&](BlockId block) { charge += ledger.charge_per_user[block]; },
      [&](BlockId block) { charge -= ledger.charge_per_user[block]; });
  return charge * plant.premises.users[premises];
}

double value_released_by(const JudgedPlant& judged, const Ledger& ledger, PremisesId premises, LinkId link) {
  const Standing standing = standing_of(judged, premises);
  const bool sole_cause = standing.final_link == link && !standing.obstacles.empty() &&
                          standing.obstacles == final_link_obstacle(judged.plant.links.state[link]);
  return sole_cause ? charge_of(judged.plant, judged.network, ledger, premises) : 0;
}

}  // namespace lastmile
