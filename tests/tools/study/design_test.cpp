// Designs: Sobol's sequence against its published points and its defining property, latin hypercubes, grids,
// Saltelli's arrangement, and the quantiles of distributions.
#include "tools/study/design.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

#include "tools/study/factor_values.h"
#include "tools/study/sensitivity.h"

namespace lastmile::study::design_test {
namespace {

TEST_CASE("Sobol's sequence starts with the points that Joe and Kuo publish") {
  // The first ten points of their program sobol.cc with new-joe-kuo-6 in three dimensions.
  const double published[10][3] = {{0, 0, 0},
                                   {0.5, 0.5, 0.5},
                                   {0.75, 0.25, 0.25},
                                   {0.25, 0.75, 0.75},
                                   {0.375, 0.375, 0.625},
                                   {0.875, 0.875, 0.125},
                                   {0.625, 0.125, 0.875},
                                   {0.125, 0.625, 0.375},
                                   {0.1875, 0.3125, 0.9375},
                                   {0.6875, 0.8125, 0.4375}};
  const SobolPoints points(3);
  for (std::uint64_t point = 0; point < 10; ++point)
    for (std::size_t dimension = 0; dimension < 3; ++dimension) {
      CAPTURE(point);
      CAPTURE(dimension);
      CHECK(points.digits(point, dimension) * 0x1p-32 == published[point][dimension]);
    }
}

TEST_CASE(
    "Every block of 2^m points of Sobol's sequence has one point in each interval of 2^-m, shifted or not") {
  for (const std::optional<std::uint64_t> seed :
       {std::optional<std::uint64_t>{}, std::optional<std::uint64_t>{7}}) {
    const SobolPoints points(40, seed);
    for (const std::uint64_t first : {0U, 64U, 1024U})
      for (std::size_t dimension = 0; dimension < 40; ++dimension) {
        std::set<std::uint32_t> intervals;
        for (std::uint64_t i = 0; i < 64; ++i) intervals.insert(points.digits(first + i, dimension) >> 26U);
        CHECK(intervals.size() == 64);
      }
  }
}

TEST_CASE("The first two dimensions of Sobol's sequence form a (0, m, 2)-net") {
  const SobolPoints points(2, 3);
  for (unsigned split = 0; split <= 6; ++split) {  // boxes of 2^-split by 2^(split - 6)
    std::set<std::pair<std::uint32_t, std::uint32_t>> boxes;
    for (std::uint64_t i = 0; i < 64; ++i)
      boxes.emplace(std::uint64_t{points.digits(i, 0)} >> (32 - split),
                    std::uint64_t{points.digits(i, 1)} >> (26 + split));
    CHECK(boxes.size() == 64);
  }
}

TEST_CASE("A seed moves Sobol's points, and no coordinate is 0 or 1") {
  const SobolPoints plain(5);
  const SobolPoints shifted(5, 1);
  const SobolPoints otherwise(5, 2);
  CHECK(plain.coordinate(0, 0) > 0);
  CHECK(shifted.digits(3, 2) != plain.digits(3, 2));
  CHECK(shifted.digits(3, 2) != otherwise.digits(3, 2));
  for (std::uint64_t point = 0; point < 256; ++point)
    for (std::size_t dimension = 0; dimension < 5; ++dimension) {
      CHECK(shifted.coordinate(point, dimension) > 0);
      CHECK(shifted.coordinate(point, dimension) < 1);
    }
}

TEST_CASE("A latin hypercube has one point in each interval of every factor, in an order of its own") {
  for (const std::uint64_t samples : {1U, 2U, 3U, 5U, 64U, 1000U}) {
    const Design design({Method::latin_hypercube, 4, samples, 11});
    CHECK(design.points() == samples);
    std::vector<std::vector<double>> columns(4);
    std::array<double, 4> point{};
    for (std::uint64_t i = 0; i < samples; ++i) {
      design.point(i, point);
      for (std::size_t factor = 0; factor < 4; ++factor) columns[factor].push_back(point[factor]);
    }
    for (const std::vector<double>& column : columns) {
      std::set<std::uint64_t> intervals;
      for (const double coordinate : column)
        intervals.insert(static_cast<std::uint64_t>(coordinate * static_cast<double>(samples)));
      CHECK(intervals.size() == samples);
      CHECK(*intervals.rbegin() == samples - 1);
    }
    if (samples < 1000) continue;
    for (std::size_t a = 0; a < 4; ++a)
      for (std::size_t b = 0; b < a; ++b)
        CHECK(std::abs(rank_correlation(columns[a], columns[b])->value) < 0.1);
  }
}

TEST_CASE("The permutation of a latin hypercube is one for every size") {
  for (std::uint64_t count = 1; count <= 70; ++count) {
    std::set<std::uint64_t> images;
    for (std::uint64_t i = 0; i < count; ++i) images.insert(permuted(i, count, 5, 2));
    CHECK(images.size() == count);
    CHECK(*images.rbegin() == count - 1);
  }
}

TEST_CASE("Random points are independent of each other and even over the interval") {
  const Design design({Method::random, 2, 10'000, 3});
  std::array<double, 2> point{};
  double sum = 0;
  double product = 0;
  for (std::uint64_t i = 0; i < design.points(); ++i) {
    design.point(i, point);
    sum += point[0];
    product += (point[0] - 0.5) * (point[1] - 0.5);
  }
  CHECK(sum / 10'000 == doctest::Approx(0.5).epsilon(0.02));
  CHECK(std::abs(product / 10'000) < 0.005);
}

TEST_CASE("A grid has every combination of levels once, the last factor fastest") {
  const Design design({.method = Method::grid, .factors = 3, .levels = {2, 3, 2}});
  CHECK(design.points() == 12);
  std::array<double, 3> point{};
  std::vector<std::array<int, 3>> levels;
  for (std::uint64_t i = 0; i < design.points(); ++i) {
    design.point(i, point);
    levels.push_back(
        {static_cast<int>(point[0] * 2), static_cast<int>(point[1] * 3), static_cast<int>(point[2] * 2)});
  }
  CHECK(std::is_sorted(levels.begin(), levels.end()));
  CHECK(std::set(levels.begin(), levels.end()).size() == 12);
  CHECK(point_count(
            {.method = Method::grid, .factors = 7, .levels = {1000, 1000, 1000, 1000, 1000, 1000, 1000}}) ==
        std::numeric_limits<std::uint64_t>::max());
}

TEST_CASE("Saltelli's arrangement: A, B, and A with one factor from B") {
  const Design design({Method::sobol, 3, 8, 1});
  CHECK(design.points() == 8 * 5);
  std::array<std::array<double, 3>, 5> group{};
  for (std::uint64_t sample = 0; sample < 8; ++sample) {
    for (std::uint64_t place = 0; place < 5; ++place) design.point(sample * 5 + place, group[place]);
    for (std::size_t factor = 0; factor < 3; ++factor) {
      CHECK(group[0][factor] != group[1][factor]);
      for (std::size_t mixed = 0; mixed < 3; ++mixed)
        CHECK(group[2 + mixed][factor] == group[mixed == factor ? 1 : 0][factor]);
    }
    CHECK(design.is_independent(sample * 5));
    CHECK(design.is_independent(sample * 5 + 1));
    CHECK_FALSE(design.is_independent(sample * 5 + 2));
  }
}

TEST_CASE("Quantiles of the distributions") {
  const auto at = [](Distribution distribution, std::array<double, 3> numbers, double coordinate) {
    const DistributedValue value{distribution, numbers};
    CHECK(fault_of(value).empty());
    return quantile(value, coordinate);
  };
  CHECK(at(Distribution::uniform, {2, 6}, 0.25) == 3);
  CHECK(at(Distribution::log_uniform, {1, 100}, 0.5) == doctest::Approx(10));
  CHECK(at(Distribution::triangular, {0, 1, 4}, 0.25) ==
        doctest::Approx(1));  // (1 - 0) / (4 - 0) below the mode
  CHECK(at(Distribution::triangular, {0, 0, 1}, 0.75) == doctest::Approx(0.5));
  CHECK(at(Distribution::triangular, {0, 1, 1}, 0.25) == doctest::Approx(0.5));
  CHECK(at(Distribution::normal, {10, 2}, 0.975) == doctest::Approx(10 + 2 * 1.959963984540054));
  CHECK(at(Distribution::normal, {10, 2}, 0.5) == doctest::Approx(10));
  CHECK(at(Distribution::lognormal, {5, 0.5}, 0.5) == doctest::Approx(5));
  CHECK(at(Distribution::lognormal, {5, 0.5}, 0.025) ==
        doctest::Approx(5 * std::exp(-0.5 * 1.959963984540054)));
  CHECK(at(Distribution::integers, {3, 5}, 0.01) == 3);
  CHECK(at(Distribution::integers, {3, 5}, 0.5) == 4);
  CHECK(at(Distribution::integers, {3, 5}, 0.999999) == 5);
}

TEST_CASE("Numbers of a distribution that contradict each other are faults") {
  const auto is_wrong = [](Distribution distribution, std::array<double, 3> numbers) {
    return !fault_of({distribution, numbers}).empty();
  };
  CHECK(is_wrong(Distribution::uniform, {2, 1}));
  CHECK(is_wrong(Distribution::uniform, {2, 2}));
  CHECK(is_wrong(Distribution::log_uniform, {0, 1}));
  CHECK(is_wrong(Distribution::log_uniform, {3, 1}));
  CHECK(is_wrong(Distribution::triangular, {1, 3, 2}));
  CHECK(is_wrong(Distribution::triangular, {1, 1, 1}));
  CHECK(is_wrong(Distribution::normal, {0, 0}));
  CHECK(is_wrong(Distribution::lognormal, {0, 1}));
  CHECK(is_wrong(Distribution::lognormal, {1, 0}));
  CHECK(is_wrong(Distribution::integers, {1, 2.5}));
  CHECK(is_wrong(Distribution::integers, {2, 1}));
}

}  // namespace
}  // namespace lastmile::study::design_test
