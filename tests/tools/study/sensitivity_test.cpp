// Sobol' indices and rank correlations against closed forms, and summaries against values worked out by hand.
#include "tools/study/sensitivity.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "tools/study/design.h"
#include "tools/study/summary.h"

namespace lastmile::study::sensitivity_test {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// Values of a function of coordinates between 0 and 1 at all points of a design.
std::vector<double> values_at_points(const Design& design,
                                     const std::function<double(std::span<const double>)>& f) {
  std::vector<double> values;
  std::vector<double> point(design.shape().factors);
  for (std::uint64_t i = 0; i < design.points(); ++i) {
    design.point(i, point);
    values.push_back(f(point));
  }
  return values;
}

// Ishigami and Homma 1990, with a = 7 and b = 0.1.
double ishigami(std::span<const double> u) {
  constexpr double pi = std::numbers::pi;
  const auto x = [&](std::size_t i) { return -pi + 2 * pi * u[i]; };
  return std::sin(x(0)) + 7 * std::sin(x(1)) * std::sin(x(1)) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

TEST_CASE("Indices of the Ishigami function are those of its closed form") {
  constexpr double a = 7;
  constexpr double b = 0.1;
  const double pi4 = std::pow(std::numbers::pi, 4);
  const double v1 = 0.5 * std::pow(1 + b * pi4 / 5, 2);
  const double v2 = a * a / 8;
  const double v13 = b * b * pi4 * pi4 * (1.0 / 18 - 1.0 / 50);
  const double v = v1 + v2 + v13;
  const Design design({Method::sobol, 3, 8192, 1});
  const auto indices = sobol_indices(values_at_points(design, ishigami), 3, 1);
  REQUIRE(indices.size() == 3);
  const double first[] = {v1 / v, v2 / v, 0};
  const double total[] = {(v1 + v13) / v, v2 / v, v13 / v};
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    CHECK(std::abs(indices[i].first_order.value - first[i]) < 0.01);
    CHECK(std::abs(indices[i].total.value - total[i]) < 0.01);
    CHECK(indices[i].first_order.low <= first[i]);
    CHECK(indices[i].first_order.high >= first[i]);
    CHECK(indices[i].total.low <= total[i]);
    CHECK(indices[i].total.high >= total[i]);
    CHECK(indices[i].total.high - indices[i].total.low < 0.1);
  }
}

TEST_CASE(
    "Indices of a linear function are the shares of its variance, and samples without a value are left out") {
  const Design design({Method::sobol, 2, 1024, 4});
  std::vector<double> values =
      values_at_points(design, [](std::span<const double> u) { return 1e6 + 3 * u[0] + u[1]; });
  for (const bool has_holes : {false, true}) {
    if (has_holes)
      for (std::size_t i = 0; i < values.size(); i += 97) values[i] = nothing;
    const auto indices = sobol_indices(values, 2, 1);
    REQUIRE(indices.size() == 2);
    CHECK(std::abs(indices[0].first_order.value - 0.9) < 0.02);
    CHECK(std::abs(indices[1].first_order.value - 0.1) < 0.02);
    CHECK(std::abs(indices[0].total.value - 0.9) < 0.02);
    CHECK(std::abs(indices[1].total.value - 0.1) < 0.02);
  }
}

TEST_CASE("A figure that does not vary has no indices and no correlation") {
  const std::vector<double> same(40, 3.3);
  CHECK(sobol_indices(same, 2, 1).empty());
  CHECK(sobol_indices(std::vector<double>(40, nothing), 2, 1).empty());
  CHECK_FALSE(rank_correlation(same, same));
  CHECK_FALSE(rank_correlation(std::vector<double>{1, 2, 3}, std::vector<double>{1, 2, 3}));
}

TEST_CASE("Rank correlation: by hand, with ties, with missing values, and its interval") {
  // Ranks 1 2 3 4 5 against 2 1 4 3 5: 1 - 6 * 4 / (5 * 24) = 0.8.
  const std::vector<double> x = {1, 2, 3, 4, 5};
  const std::vector<double> y = {20, 10, 400, 30, 5000};
  const auto found = rank_correlation(x, y);
  REQUIRE(found);
  CHECK(found->value == doctest::Approx(0.8));
  // z = atanh(0.8), standard error sqrt((1 + 0.32) / 2).
  const double reach = 1.959963984540054 * std::sqrt(1.32 / 2);
  CHECK(found->low == doctest::Approx(std::tanh(std::atanh(0.8) - reach)));
  CHECK(found->high == doctest::Approx(std::tanh(std::atanh(0.8) + reach)));
  const std::vector<double> with_hole = {1, 2, 9, 3, 4, 5};
  CHECK(rank_correlation(with_hole, std::vector<double>{20, 10, nothing, 400, 30, 5000})->value ==
        doctest::Approx(0.8));
  // Ties have their mean rank: 1.5 1.5 3.5 3.5 against 1 2 3 4.
  CHECK(rank_correlation(std::vector<double>{7, 7, 8, 8}, std::vector<double>{1, 2, 3, 4})->value ==
        doctest::Approx(4 / std::sqrt(4.0 * 5.0)));
  CHECK(rank_correlation(x, x)->value == 1);
  CHECK(std::isnan(rank_correlation(x, x)->low));
}

TEST_CASE("A summary: mean, deviation, quantiles, and the interval of the mean over points") {
  const std::vector<double> values = {1, 2, 3, 4, nothing, 6};
  const FigureSummary alone = summarise(values, 1);
  CHECK(alone.with_value == 5);
  CHECK(alone.without == 1);
  CHECK(alone.mean == doctest::Approx(3.2));
  CHECK(alone.deviation == doctest::Approx(std::sqrt(14.8 / 4)));
  CHECK(alone.least == 1);
  CHECK(alone.q25 == 2);
  CHECK(alone.median == 3);
  CHECK(alone.q75 == 4);
  CHECK(alone.most == 6);
  CHECK(alone.q025 == doctest::Approx(1.1));
  CHECK(alone.q975 == doctest::Approx(5.8));
  CHECK(alone.mean_high - alone.mean == doctest::Approx(2.7764451051977987 * std::sqrt(14.8 / 4) /
                                                        std::sqrt(5.0)));  // t of 4 degrees of freedom
  // Three points of two replicates each: means 1.5, 3.5 and 6.
  CHECK(point_means(values, 2) == std::vector<double>{1.5, 3.5, 6});
  const double deviation =
      std::sqrt((std::pow(1.5 - 11.0 / 3, 2) + std::pow(3.5 - 11.0 / 3, 2) + std::pow(6 - 11.0 / 3, 2)) / 2);
  const FigureSummary together = summarise(values, 2);
  CHECK(together.mean == doctest::Approx(3.2));
  CHECK(together.mean - together.mean_low == doctest::Approx(4.302652729911275 * deviation / std::sqrt(3.0)));
  CHECK(summarise(std::vector<double>{nothing}, 1).with_value == 0);
  CHECK(summarise(std::vector<double>{5, 5}, 1).mean_low == 5);
  CHECK(std::isnan(summarise(std::vector<double>{5}, 1).mean_low));
  CHECK(std::isnan(summarise(std::vector<double>{5}, 1).deviation));
}

}  // namespace
}  // namespace lastmile::study::sensitivity_test
