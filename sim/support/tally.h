// Counts of records, homes and end users.
#pragma once

#include <cstdint>

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
