// The second ledger: the backbone value charged to each blocked user, summed by cause and by final link.
//
// Every user is charged v/P for each element that can carry them. Summed over the users whose only obstacle
// is one final link, this is the value that the link releases. Summed over all blocked users, it is the
// stranded total of the first ledger.
#pragma once

#include <vector>

#include "sim/coverage/ledger.h"

namespace lastmile {

// A missing final link that is the only obstacle of its premises.
struct NextFinalLink {
  LinkId link;
  PremisesId premises;
  double users = 0;
  double completion_cost = 0;
  double releases = 0;  // stranded backbone value that it puts to use, currency
};

inline constexpr std::size_t next_final_link_count = 10;

struct CauseAmount {
  double sole = 0;
  double joint = 0;  // under the first of several obstacles

  double all() const { return sole + joint; }
  bool operator==(const CauseAmount&) const = default;
};
using StrandedByCause = EnumArray<Obstacle, CauseAmount>;  // currency

struct Charges {
  StrandedByCause stranded_by_cause;
  // Sorted by released value per completion cost, highest first. Links without cost come first, by released
  // value. Ties in file order; ratios that agree to 12 digits are ties, so that rounding does not decide.
  std::vector<NextFinalLink> next_final_links;

  Charges& operator+=(const Charges& other);
};

// Cost: O(blocked premises), on all cores; O(log blocks) more for each additional final link of a premises.
Charges charge_blocked_users(const JudgedPlant& judged, const Standings& standings, const Ledger& ledger);

// The charge of the users of one premises: users x sum of v/P over all elements that can carry them.
double charge_of(const Plant& plant, const Network& network, const Ledger& ledger, PremisesId premises);

// The stranded backbone value that one final link puts to use when completed: the charge of its premises if
// it is their only obstacle, else 0.
double value_released_by(const JudgedPlant& judged, const Ledger& ledger, PremisesId premises, LinkId link);

}  // namespace lastmile
