#include "sim/coverage/coverage.h"

namespace lastmile {

Coverage evaluate(const Plant& plant, const Network& network) {
  Coverage coverage;
  coverage.reach = find_best_paths(plant, network);
  coverage.qualification = qualify(plant, network, coverage.reach);
  coverage.standings = judge_premises(plant, network, coverage.reach, coverage.qualification);
  coverage.ledger = keep_books(plant, network, coverage.reach, coverage.standings);
  coverage.charges = charge_blocked_users(plant, network, coverage.reach, coverage.qualification,
                                          coverage.standings, coverage.ledger);
  return coverage;
}

}  // namespace lastmile
