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

}  // namespace lastmile
