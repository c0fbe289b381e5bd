// The optical budget against the golden table of PON reach and against sums done by hand.
#include "models/access/optics.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/approx.h"

namespace lastmile::optics_test {
namespace {

OpticalLimits limits_of(double min_loss_db, double max_loss_db) {
  return {.min_loss_db = min_loss_db,
          .max_loss_db = max_loss_db,
          .reach_m = 60'000,
          .max_split = 256,
          .most_db_per_km = 0.35,
          .least_db_per_km = 0.25,
          .splice_db = 0.1,
          .least_splice_db = 0.05,
          .connector_db = 0.5,
          .least_connector_db = 0.3,
          .split_db = {3.8, 7.2, 10.8, 14.5, 17.5, 21.0, 24.5},
          .least_split_db = {3.3, 6.5, 10.2, 13.5, 16.5, 19.5, 22.5},
          .margin_db = 3};
}

// Four connectors, ten splices and the splitters given.
OpticalPath path_of(const OpticalLimits& limits, const std::vector<std::uint32_t>& splits, double fibre_m) {
  OpticalPath path{.fibre_m = fibre_m, .splices = 10, .connectors = 4};
  for (const std::uint32_t split : splits) add_splitter(limits, split, path);
  return path;
}

constexpr double infeasible = -1;

struct ReachRow {
  std::uint32_t split;
  std::array<double, 6> km;  // B+, C+, N1, N2, E1, E2
};

}  // namespace

TEST_CASE(
    "The reach equals that of the golden table: budget - worst splitter - 4 connectors - 10 splices - 3 dB") {
  constexpr std::array<double, 6> budgets = {28, 32, 29, 31, 33, 35};
  constexpr std::array<ReachRow, 3> table = {{{32, {12.9, 24.3, 15.7, 21.4, 27.1, 32.9}},
                                              {64, {2.9, 14.3, 5.7, 11.4, 17.1, 22.9}},
                                              {128, {infeasible, 4.3, infeasible, 1.4, 7.1, 12.9}}}};
  for (const ReachRow& row : table) {
    for (std::size_t i = 0; i < budgets.size(); ++i) {
      CAPTURE(row.split);
      CAPTURE(budgets[i]);
      const OpticalLimits limits = limits_of(13, budgets[i]);
      const auto reach = reach_m(limits, path_of(limits, {row.split}, 0));
      CHECK(reach.has_value() == (row.km[i] != infeasible));
      if (reach) CHECK(std::abs(*reach / 1000 - row.km[i]) <= 0.1);
    }
  }
}

TEST_CASE("A fibre as long as the reach is within the budget, one metre more is not") {
  for (const double budget : {28.0, 29.0, 31.0, 32.0, 33.0, 35.0}) {
    const OpticalLimits limits = limits_of(13, budget);
    const double reach = reach_m(limits, path_of(limits, {32}, 0)).value();
    const OpticalBudget at_reach = optical_budget(limits, path_of(limits, {32}, reach));
    CHECK(!at_reach.too_weak);
    CHECK(std::abs(at_reach.weak_margin_db) < 1e-9);
    CHECK(optical_budget(limits, path_of(limits, {32}, reach + 1)).too_weak);
  }
}

TEST_CASE("Total losses are the sums of the greatest and of the least losses of the parts") {
  const OpticalLimits limits = limits_of(13, 28);
  const OpticalPath path = path_of(limits, {4, 8}, 10'000);
  CHECK(path.split == 32);
  CHECK(path.split_db == test::about(7.2 + 10.8));
  CHECK(greatest_loss_db(limits, path) == test::about(3.5 + 18 + 1 + 2 + 3));
  CHECK(path.least_split_db == test::about(6.5 + 10.2));
  CHECK(least_loss_db(limits, path) == test::about(2.5 + 16.7 + 0.5 + 1.2));
  CHECK(optical_budget(limits, path).weak_margin_db == test::about(28 - 27.5));
  CHECK(optical_budget(limits, path).strong_margin_db == test::about(20.9 - 13));
}

TEST_CASE("A cascade 1:4 and 1:8 loses more than one splitter 1:32") {
  const OpticalLimits limits = limits_of(13, 28);
  CHECK(path_of(limits, {4, 8}, 0).split_db > path_of(limits, {32}, 0).split_db);
}

TEST_CASE(
    "A splitter has the loss of the next power of two in the table, and 3.5 dB per doubling beyond it") {
  const OpticalLimits limits = limits_of(13, 28);
  CHECK(splitter_loss_db(limits, 0) == 0);
  CHECK(splitter_loss_db(limits, 1) == 0);
  for (std::size_t i = 0; i < limits.split_db.size(); ++i)
    CHECK(splitter_loss_db(limits, 2U << i) == limits.split_db[i]);
  CHECK(splitter_loss_db(limits, 3) == 7.2);
  CHECK(splitter_loss_db(limits, 33) == 21.0);
  CHECK(splitter_loss_db(limits, 256) == test::about(28.0));
  CHECK(splitter_loss_db(limits, 1U << 31) == test::about(24.5 + 24 * 3.5));
  CHECK(splitter_loss_db(limits, 0xFFFFFFFFU) == test::about(24.5 + 25 * 3.5));
  CHECK(splitter_loss_db(OpticalLimits{}, 4) == test::about(7.0));
}

TEST_CASE(
    "The least loss of a splitter is that of the next smaller power of two, and 3 dB per doubling beyond the "
    "table") {
  const OpticalLimits limits = limits_of(13, 28);
  CHECK(least_splitter_loss_db(limits, 0) == 0);
  CHECK(least_splitter_loss_db(limits, 1) == 0);
  for (std::size_t i = 0; i < limits.least_split_db.size(); ++i)
    CHECK(least_splitter_loss_db(limits, 2U << i) == limits.least_split_db[i]);
  CHECK(least_splitter_loss_db(limits, 3) == 3.3);
  CHECK(least_splitter_loss_db(limits, 63) == 16.5);
  CHECK(least_splitter_loss_db(limits, 256) == test::about(25.5));
  CHECK(least_splitter_loss_db(limits, 0xFFFFFFFFU) == test::about(22.5 + 24 * 3));
  CHECK(least_splitter_loss_db(OpticalLimits{}, 4) == test::about(6.0));
  for (std::uint32_t split = 2; split < 3000; ++split) {
    CAPTURE(split);
    CHECK(least_splitter_loss_db(limits, split) <= splitter_loss_db(limits, split));
    CHECK(least_splitter_loss_db(limits, split) <= least_splitter_loss_db(limits, split + 1));
  }
}

TEST_CASE("A loss below the minimum overloads the receiver, the minimum itself does not") {
  const OpticalLimits limits = limits_of(13, 28);
  const OpticalBudget bare = optical_budget(limits, {.fibre_m = 100});
  CHECK(bare.too_strong);
  CHECK(!bare.too_weak);
  OpticalPath path{.split_db = 14, .least_split_db = 13};
  CHECK(!optical_budget(limits, path).too_strong);
  path.least_split_db = 12.999999;
  CHECK(optical_budget(limits, path).too_strong);
  path.least_split_db = 13 - 1e-12;  // rounding
  CHECK(!optical_budget(limits, path).too_strong);
}

TEST_CASE("The minimum loss is checked without the margin, so a narrow window can fail at both ends") {
  const OpticalLimits limits = limits_of(20, 21);
  const OpticalBudget budget = optical_budget(limits, {.split_db = 19, .least_split_db = 19});
  CHECK(budget.too_strong);
  CHECK(budget.too_weak);
}

TEST_CASE("A sum that exceeds the limit only by rounding is within the limit") {
  OpticalLimits limits = limits_of(0, 0.1 + 0.2);
  limits.margin_db = 0;
  OpticalPath path{.splices = 3};
  CHECK(!optical_budget(limits, path).too_weak);
  limits.max_loss_db = 0.3 - 1e-12;
  CHECK(!optical_budget(limits, path).too_weak);
  limits.max_loss_db = 0.3 - 1e-6;
  CHECK(optical_budget(limits, path).too_weak);
}

TEST_CASE("Fibre beyond the reach or splits beyond the standard exceed the budget at any loss") {
  OpticalLimits limits = limits_of(0, 1000);
  limits.reach_m = 20'000;
  limits.max_split = 128;
  CHECK(!optical_budget(limits, {.fibre_m = 20'000}).too_weak);
  CHECK(optical_budget(limits, {.fibre_m = 20'001}).too_weak);
  CHECK(!optical_budget(limits, path_of(limits, {2, 64}, 0)).too_weak);
  CHECK(optical_budget(limits, path_of(limits, {4, 64}, 0)).too_weak);
  CHECK(reach_m(limits, {}) == 20'000);
  CHECK(reach_m(limits, path_of(limits, {2, 64}, 0)) == 20'000);
  CHECK(!reach_m(limits, path_of(limits, {4, 64}, 0)).has_value());
}

TEST_CASE("More fibre, splits, splices or connectors never increase the margin to the maximum loss") {
  const OpticalLimits limits = limits_of(13, 28);
  const auto margin = [&](const OpticalPath& path) { return optical_budget(limits, path).weak_margin_db; };
  for (std::uint32_t split = 1; split < 300; ++split) {
    const OpticalPath path = path_of(limits, {split}, 1000);
    CHECK(margin(path_of(limits, {split + 1}, 1000)) <= margin(path));
    CHECK(margin(path_of(limits, {split, 2}, 1000)) < margin(path));
    CHECK(margin(path_of(limits, {split}, 1001)) < margin(path));
    OpticalPath more = path;
    ++more.splices;
    CHECK(margin(more) < margin(path));
    ++more.connectors;
    CHECK(margin(more) < margin(path));
  }
}

}  // namespace lastmile::optics_test
