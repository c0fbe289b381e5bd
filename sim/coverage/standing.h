// The standing of each premises: its rung, its obstacles, and the final link of its best path.
#pragma once

#include <array>

#include "sim/service/qualification.h"
#include "sim/support/tally.h"

namespace lastmile {

struct CauseTally {
  Tally sole;
  Tally joint;  // under the first of several obstacles
};

using Ladder = EnumArray<Rung, Tally>;             // cumulative
using Unserved = EnumArray<Obstacle, CauseTally>;  // sole + joint over all causes = located - served

// Totals of some final links.
struct FinalLinkSums {
  std::uint64_t count = 0;
  double value = 0;
  double completion_cost = 0;

  FinalLinkSums& operator+=(const FinalLinkSums& other) {
    count += other.count;
    value += other.value;
    completion_cost += other.completion_cost;
    return *this;
  }
};

// The final links of the design by state, and the value of the built ones.
struct FinalLinkBooks {
  std::uint64_t built = 0;  // operational, inactive or failed
  std::uint64_t missing = 0;
  std::uint64_t inactive = 0;
  std::uint64_t failed = 0;
  double value = 0;     // of the built ones, currency
  double stranded = 0;  // the part of it whose premises are not served
  double completion_cost_of_missing = 0;

  // Adds final links in one state of the design; `stranded_value` is the part of their value whose premises
  // are not served.
  void add(State state, const FinalLinkSums& links, double stranded_value);
};

// Makes counts by highest rung cumulative.
template <class Count>
void accumulate_from_the_top(EnumArray<Rung, Count>& ladder) {
  for (std::size_t rung = rung_count - 1; rung-- > 0;) ladder.raw()[rung] += ladder.raw()[rung + 1];
}

struct Standing {
  Rung rung = Rung::located;
  Obstacles obstacles;
  LinkId final_link;  // of the best path; none if there is no route
  PathLabel path;     // the best path, including the final link
};

// Cost: O(final links of the premises).
Standing standing_of(const JudgedPlant& judged, PremisesId premises);

struct Standings {
  IdVector<PremisesId, Rung> rung;
  IdVector<PremisesId, Obstacles> obstacles;
  Ladder ladder;
  Unserved unserved;
  FinalLinkBooks final_links;
};

// Cost: O(premises + final links), on all cores.
Standings judge_premises(const JudgedPlant& judged);

}  // namespace lastmile
