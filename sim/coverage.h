// What a plant achieves: who is served, what blocks the others, what the backbone's money does, and which
// final links to build next. The result of the spine: evaluate(plant, build_network(plant)).
#pragma once

#include <vector>

#include "sim/ledger.h"

namespace lastmile {

// The final links of the design, by state, and the money in the built ones.
struct FinalLinkBooks {
  std::uint64_t built = 0;  // operational, inactive or failed
  std::uint64_t missing = 0;
  std::uint64_t inactive = 0;
  std::uint64_t failed = 0;
  double value = 0;     // of the built ones, currency
  double stranded = 0;  // of it, where the premises is not served
  double completion_cost_of_missing = 0;

  FinalLinkBooks& operator+=(const FinalLinkBooks& other);
};

// A missing final link that is all its premises lacks.
struct NextFinalLink {
  LinkId link;
  PremisesId premises;
  double users = 0;
  double completion_cost = 0;
  double releases = 0;  // backbone value it puts to work, currency
};

struct Coverage {
  Reach reach;
  Standings standings;
  Ledger ledger;
  FinalLinkBooks final_links;
  std::vector<NextFinalLink> next_final_links;  // the best first
};

inline constexpr std::size_t next_final_link_count = 10;

// Cost: near-linear in the plant (see reach.h and ledger.h), on all cores.
Coverage evaluate(const Plant& plant, const Network& network);

}  // namespace lastmile
