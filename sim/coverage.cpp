#include "sim/coverage.h"

namespace lastmile {

Coverage evaluate(const Plant& plant, const Network& network) {
  Coverage coverage;
  coverage.reach = find_best_paths(plant, network);
  coverage.standings = judge_premises(plant, network, coverage.reach);
  coverage.ledger = keep_books(plant, network, coverage.reach, coverage.standings);
  coverage.charges = charge_blocked_users(plant, network, coverage.standings, coverage.ledger);
  return coverage;
}

}  // namespace lastmile
