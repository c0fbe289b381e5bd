// Payback against cash flows worked out by hand.
#include "models/time/cash.h"

#include <doctest/doctest.h>

#include <vector>

namespace lastmile::cash_test {

TEST_CASE(
    "Payback is the first period from which the cumulative cash flow stays at or above 0, once money is "
    "spent") {
  using Cumulative = std::vector<double>;
  CHECK(payback_period(Cumulative{-5, -1, 2, 4}, 0, 0) == 2);
  CHECK(payback_period(Cumulative{1, -1, 2, 4}, 0, 0) == 2);  // it falls below 0 once more
  CHECK(payback_period(Cumulative{-5, -1}, 0, 0) == std::nullopt);
  CHECK(payback_period(Cumulative{-5, -1e-15, 2}, 0, 1e-12) == 1);
  CHECK(payback_period(Cumulative{7, 9, 4, 6}, 2, 0) == 2);  // earned before anything is spent
  CHECK(payback_period(Cumulative{7, 9, -4, 6}, 2, 0) == 3);
  CHECK(payback_period(Cumulative{}, 0, 0) == std::nullopt);
}

}  // namespace lastmile::cash_test
