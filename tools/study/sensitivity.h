// Which factor moves a figure: Sobol' indices from a sobol design, rank correlations from any other. Pure
// functions of the figure's values in the order of the points (design.h); NaN where a point has no value.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace lastmile::study {

// An estimate with its 95 % interval.
struct Estimate {
  double value = 0;
  double low = 0;
  double high = 0;
};
// One whose interval is not known.
inline Estimate without_interval(double value) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  return {value, unknown, unknown};
}

// Shares of the variance of the figure. First order: what the factor explains alone; total: alone and
// together with others, which is what would remain if all others were known.
struct SobolIndices {
  Estimate first_order;
  Estimate total;
};

inline constexpr std::size_t sobol_resamples = 500;

// For each factor; empty if the figure does not vary, or if fewer than two samples are whole. First order by
// Saltelli et al. 2010 (their table 2, b), total by Jansen 1999; the figure is centred first. A sample of
// which any point has no value is left out. Intervals: percentiles of bootstrap resamples of whole samples.
// Cost: O(resamples x samples x factors).
std::vector<SobolIndices> sobol_indices(std::span<const double> values, std::size_t factors,
                                        std::uint64_t seed);

// Spearman's rank correlation, ties at their mean rank, over the points where both have a value; its interval
// by Fisher's transform with the standard error of Bonett and Wright 2000, unknown for 1 and -1. None if one
// of them does not vary or fewer than four points have values. Cost: O(points x log(points)).
std::optional<Estimate> rank_correlation(std::span<const double> factor, std::span<const double> figure);

}  // namespace lastmile::study
