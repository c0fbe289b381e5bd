#include "sim/coverage/coverage.h"

#include "sim/support/parallel.h"

namespace lastmile {

Coverage evaluate(const Plant& plant, const Network& network) {
  Coverage coverage;
  coverage.reach = find_best_paths(plant, network);
  const JudgedPlant all = judged(plant, network, coverage);
  coverage.qualification = qualify(all);
  coverage.standings = judge_premises(all);
  coverage.ledger = keep_books(all, coverage.standings);
  for_each_index(2, [&](std::size_t i) {
    if (i == 0)
      coverage.remedies = sum_up_remedies(all, coverage.standings, coverage.ledger);
    else
      coverage.charges = charge_blocked_users(all, coverage.standings, coverage.ledger);
  });
  return coverage;
}

}  // namespace lastmile
