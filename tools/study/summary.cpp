#include "tools/study/summary.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace lastmile::study {
namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

struct Moments {
  double mean = 0;
  double deviation = 0;
};

Moments moments_of(std::span<const double> values) {
  Moments found;
  if (values.empty()) return found;
  const auto count = static_cast<double>(values.size());
  for (const double value : values) found.mean += value;
  found.mean /= count;
  double squares = 0;
  for (const double value : values) squares += (value - found.mean) * (value - found.mean);
  found.deviation = values.size() > 1 ? std::sqrt(squares / (count - 1)) : no_value;
  return found;
}

std::vector<double> present(std::span<const double> values) {
  std::vector<double> found;
  found.reserve(values.size());
  for (const double value : values)
    if (!std::isnan(value)) found.push_back(value);
  return found;
}

// How far the 95 % interval of the mean goes to each side; NaN for one unit.
double reach_of_mean(std::span<const double> units) {
  if (units.size() < 2) return no_value;
  const auto count = static_cast<double>(units.size());
  const double errors = boost::math::quantile(boost::math::students_t(count - 1), 0.975);
  return errors * moments_of(units).deviation / std::sqrt(count);
}

}  // namespace

double quantile_of_sorted(std::span<const double> sorted, double share) {
  if (sorted.empty()) return no_value;
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

std::vector<double> point_means(std::span<const double> values, std::uint64_t replicates) {
  std::vector<double> means;
  means.reserve(values.size() / replicates);
  for (std::size_t first = 0; first < values.size(); first += replicates) {
    double sum = 0;
    double count = 0;
    for (const double value : values.subspan(first, replicates)) {
      if (std::isnan(value)) continue;
      sum += value;
      count += 1;
    }
    means.push_back(count > 0 ? sum / count : no_value);
  }
  return means;
}

FigureSummary summarise(std::span<const double> values, std::uint64_t replicates) {
  std::vector<double> sorted = present(values);
  std::sort(sorted.begin(), sorted.end());
  FigureSummary summary;
  summary.with_value = sorted.size();
  summary.without = values.size() - sorted.size();
  if (sorted.empty()) return summary;
  const Moments of_runs = moments_of(sorted);
  summary.mean = std::clamp(of_runs.mean, sorted.front(), sorted.back());  // rounding never leads outside
  summary.deviation = sorted.size() > 1 && sorted.front() == sorted.back() ? 0 : of_runs.deviation;
  const std::vector<double> units = present(point_means(values, replicates));
  const double reach = units.size() > 1 && sorted.front() == sorted.back() ? 0 : reach_of_mean(units);
  summary.mean_low = summary.mean - reach;
  summary.mean_high = summary.mean + reach;
  summary.least = sorted.front();
  summary.q025 = quantile_of_sorted(sorted, 0.025);
  summary.q25 = quantile_of_sorted(sorted, 0.25);
  summary.median = quantile_of_sorted(sorted, 0.5);
  summary.q75 = quantile_of_sorted(sorted, 0.75);
  summary.q975 = quantile_of_sorted(sorted, 0.975);
  summary.most = sorted.back();
  return summary;
}

}  // namespace lastmile::study
