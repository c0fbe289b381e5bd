// Where each premises stands: its rung, what blocks it, and the final link of its best path.
#pragma once

#include <array>

#include "sim/service/qualification.h"
#include "sim/support/tally.h"

namespace lastmile {

struct CauseTally {
  Tally sole;
  Tally joint;  // under the first of several obstacles
};

using Ladder = std::array<Tally, rung_count>;             // cumulative
using Unserved = std::array<CauseTally, obstacle_count>;  // sole + joint over all causes = located - served

// The final links of the design, by state, and the money in the built ones.
struct FinalLinkBooks {
  std::uint64_t built = 0;  // operational, inactive or failed
  std::uint64_t missing = 0;
  std::uint64_t inactive = 0;
  std::uint64_t failed = 0;
  double value = 0;     // of the built ones, currency
  double stranded = 0;  // of it, where the premises is not served
  double completion_cost_of_missing = 0;
};

struct Standing {
  Rung rung = Rung::located;
  Obstacles obstacles;
  LinkId final_link;  // of the best path; none where there is no route
  PathLabel path;     // the best path, final link included
};

// Cost: O(final links of the premises).
Standing standing_of(const Plant& plant, const Network& network, const Reach& reach,
                     const Qualification& qualification, PremisesId premises);

struct Standings {
  IdVector<PremisesId, Rung> rung;
  IdVector<PremisesId, Obstacles> obstacles;
  Ladder ladder;
  Unserved unserved;
  FinalLinkBooks final_links;
};

// Cost: O(premises + final links), on all cores.
Standings judge_premises(const Plant& plant, const Network& network, const Reach& reach,
                         const Qualification& qualification);

}  // namespace lastmile
