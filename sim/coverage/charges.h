// The second ledger: what each blocked user is charged for the backbone, summed by cause and by final link.
//
// Every user is charged v/P for each element that can carry them. Over the users whose sole cause is one
// final link that is the value the link releases; over all blocked users it is the first ledger's stranded
// total.
#pragma once

#include <vector>

#include "sim/coverage/ledger.h"

namespace lastmile {

// A missing final link that is all its premises lacks.
struct NextFinalLink {
  LinkId link;
  PremisesId premises;
  double users = 0;
  double completion_cost = 0;
  double releases = 0;  // backbone value it puts to work, currency
};

inline constexpr std::size_t next_final_link_count = 10;

// Stranded value by cause: column 0 sole, column 1 joint.
using StrandedByCause = Eigen::Array<double, obstacle_count, 2>;

struct Charges {
  StrandedByCause stranded_by_cause = StrandedByCause::Zero();
  // Most released value per completion cost first; those that cost nothing lead, by released value; ties by
  // file order. Ratios that agree to 12 digits count as equal, so that rounding does not overrule file order.
  std::vector<NextFinalLink> next_final_links;

  Charges& operator+=(const Charges& other);
};

// Cost: O(blocked premises), on all cores; O(log blocks) more per final link beyond a premises' first.
Charges charge_blocked_users(const Plant& plant, const Network& network, const Reach& reach,
                             const Qualification& qualification, const Standings& standings,
                             const Ledger& ledger);

// What one premises' users are charged: users x sum of v/P over every element that can carry them.
double charge_of(const Plant& plant, const Network& network, const Ledger& ledger, PremisesId premises);

// The backbone value that completing one final link puts to work: its premises' charge where it is all they
// lack, else 0.
double value_released_by(const Plant& plant, const Network& network, const Reach& reach,
                         const Qualification& qualification, const Ledger& ledger, PremisesId premises,
                         LinkId link);

}  // namespace lastmile
