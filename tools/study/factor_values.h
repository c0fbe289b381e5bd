// The values of one factor: equally likely levels, or a distribution, given by its quantile function.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "models/base/enum_array.h"

namespace lastmile::study {

enum class Distribution : std::uint8_t { uniform, log_uniform, triangular, normal, lognormal, integers };
constexpr Distribution last_of(Distribution) {
  return Distribution::integers;
}
inline constexpr EnumArray<Distribution, std::string_view> distribution_names = {
    {"uniform", "log_uniform", "triangular", "normal", "lognormal", "integers"}};
// What its numbers are, as messages name them.
inline constexpr EnumArray<Distribution, std::string_view> distribution_forms = {
    {"[LEAST, MOST]", "[LEAST, MOST]", "[LEAST, LIKELIEST, MOST]", "[MEAN, DEVIATION]",
     "[MEDIAN, DEVIATION OF THE LOGARITHM]", "[LEAST, MOST]"}};

struct DistributedValue {
  Distribution distribution = Distribution::uniform;
  std::array<double, 3> numbers{};  // as in distribution_forms
};

// How many numbers the distribution has.
constexpr std::size_t number_count(Distribution distribution) {
  return distribution == Distribution::triangular ? 3 : 2;
}

// Whether the first and the last number are the least and the most value.
constexpr bool has_ends(Distribution distribution) {
  return distribution != Distribution::normal && distribution != Distribution::lognormal;
}

// What is wrong with the numbers; empty if nothing is.
std::string_view fault_of(const DistributedValue& value);

// The value below which the share `coordinate` lies, 0 < coordinate < 1.
double quantile(const DistributedValue& value, double coordinate);

}  // namespace lastmile::study
