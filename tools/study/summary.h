// The values of one figure over the runs of a study in a few numbers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lastmile::study {

// Quantile by linear interpolation between the ordered values (Hyndman and Fan 1996, type 7); NaN for none.
double quantile_of_sorted(std::span<const double> sorted, double share);

struct FigureSummary {
  std::uint64_t with_value = 0;  // runs
  std::uint64_t without = 0;
  double mean = 0;
  double deviation = 0;  // sample standard deviation; NaN for one value
  // The 95 % interval of the mean by Student's t; NaN for one unit. The points of the design are the units,
  // each with the mean of its replicates. For a latin hypercube and Sobol's sequence it is too wide.
  double mean_low = 0;
  double mean_high = 0;
  double least = 0;
  double q025 = 0;  // between q025 and q975 lie 95 % of the runs
  double q25 = 0;
  double median = 0;
  double q75 = 0;
  double q975 = 0;
  double most = 0;
};

// Values of runs, NaN where a run has none; `replicates` following runs belong to one point.
// Cost: O(runs x log(runs)).
FigureSummary summarise(std::span<const double> values, std::uint64_t replicates);

// The mean of the replicates of each point that have a value; NaN if none has.
std::vector<double> point_means(std::span<const double> values, std::uint64_t replicates);

}  // namespace lastmile::study
