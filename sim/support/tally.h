// Counts of records, homes and end users.
#pragma once

#include <cstdint>

#include "models/plant/plant.h"

namespace lastmile {

struct Tally {
  std::uint64_t premises = 0;
  std::uint64_t homes = 0;
  double users = 0;

  Tally& operator+=(const Tally& other) {
    premises += other.premises;
    homes += other.homes;
    users += other.users;
    return *this;
  }
};

// The homes and users of one premises record.
inline Tally tally_of(const Plant& plant, PremisesId p) {
  return {1, plant.premises.homes[p], plant.premises.users[p]};
}

// Like Tally, but fractional if take-up is an expectation.
struct ExpectedTally {
  double premises = 0;
  double homes = 0;
  double users = 0;

  ExpectedTally& operator+=(const ExpectedTally& other) {
    premises += other.premises;
    homes += other.homes;
    users += other.users;
    return *this;
  }
};

struct ExpectedCause {
  ExpectedTally sole;
  ExpectedTally joint;
};

inline ExpectedTally part_of(const Tally& tally, double fraction) {
  return {static_cast<double>(tally.premises) * fraction, static_cast<double>(tally.homes) * fraction,
          tally.users * fraction};
}

}  // namespace lastmile
