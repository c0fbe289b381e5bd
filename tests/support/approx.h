// Money and users compared up to the rounding of their sums: 1e-9 relative (absolute below 1).
#pragma once

#include <doctest/doctest.h>

namespace lastmile::test {

inline doctest::Approx about(double amount) {
  return doctest::Approx(amount).epsilon(1e-9);
}

}  // namespace lastmile::test
