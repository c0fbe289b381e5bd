#include "sim/coverage.h"

#include "sim/final_links.h"

namespace lastmile {

Coverage evaluate(const Plant& plant, const Network& network) {
  Coverage coverage;
  coverage.reach = find_best_paths(plant, network);
  coverage.standings = judge_premises(plant, network, coverage.reach);
  coverage.ledger = keep_books(plant, network, coverage.reach, coverage.standings);
  coverage.final_links = keep_final_link_books(plant, network, coverage.standings);
  coverage.next_final_links = choose_next_final_links(plant, network, coverage.standings, coverage.ledger);
  return coverage;
}

}  // namespace lastmile
