#include "tools/study/factor_values.h"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>

namespace lastmile::study {
namespace {

double standard_normal(double coordinate) {
  return -std::sqrt(2.0) * boost::math::erfc_inv(2 * coordinate);
}

double triangular(const std::array<double, 3>& numbers, double coordinate) {
  const auto [least, likeliest, most] = numbers;
  const double width = most - least;
  const double below = (likeliest - least) / width;
  return coordinate < below ? least + std::sqrt(coordinate * width * (likeliest - least))
                            : most - std::sqrt((1 - coordinate) * width * (most - likeliest));
}

}  // namespace

std::string_view fault_of(const DistributedValue& value) {
  const auto [first, second, third] = value.numbers;
  switch (value.distribution) {
    case Distribution::uniform:
      if (!(first < second)) return "the least value must be below the most";
      break;
    case Distribution::log_uniform:
      if (!(first > 0)) return "the least value must be above 0";
      if (!(first < second)) return "the least value must be below the most";
      break;
    case Distribution::triangular:
      if (!(first <= second && second <= third && first < third))
        return "the likeliest value must lie between the least and the most";
      break;
    case Distribution::normal:
      if (!(second > 0)) return "the deviation must be above 0";
      break;
    case Distribution::lognormal:
      if (!(first > 0)) return "the median must be above 0";
      if (!(second > 0)) return "the deviation must be above 0";
      break;
    case Distribution::integers:
      if (first != std::floor(first) || second != std::floor(second)) return "both must be whole numbers";
      if (!(first < second)) return "the least value must be below the most";
      break;
  }
  return {};
}

double quantile(const DistributedValue& value, double coordinate) {
  const auto [first, second, third] = value.numbers;
  switch (value.distribution) {
    case Distribution::uniform: return first + (second - first) * coordinate;
    case Distribution::log_uniform: return first * std::pow(second / first, coordinate);
    case Distribution::triangular: return triangular(value.numbers, coordinate);
    case Distribution::normal: return first + second * standard_normal(coordinate);
    case Distribution::lognormal: return first * std::exp(second * standard_normal(coordinate));
    case Distribution::integers: break;
  }
  return std::min(second, first + std::floor(coordinate * (second - first + 1)));
}

}  // namespace lastmile::study
