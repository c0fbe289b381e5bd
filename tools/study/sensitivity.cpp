#include "tools/study/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tools/study/draws.h"
#include "tools/study/summary.h"

namespace lastmile::study {
namespace {

constexpr double of_95_percent = 1.959963984540054;  // standard deviations on each side of a normal mean

// The values of whole samples, centred: A, B and the mixed points of each, one sample after the other.
struct WholeSamples {
  std::vector<double> values;
  std::size_t width = 0;  // factors + 2
  std::size_t count() const { return values.size() / width; }
  const double* operator[](std::size_t sample) const { return &values[sample * width]; }
};

WholeSamples whole_samples(std::span<const double> values, std::size_t factors) {
  WholeSamples whole{{}, factors + 2};
  double sum = 0;
  for (std::size_t first = 0; first + whole.width <= values.size(); first += whole.width) {
    const std::span<const double> sample = values.subspan(first, whole.width);
    if (std::any_of(sample.begin(), sample.end(), [](double value) { return std::isnan(value); })) continue;
    whole.values.insert(whole.values.end(), sample.begin(), sample.end());
    sum += sample[0] + sample[1];
  }
  if (whole.values.empty()) return whole;
  const double mean = sum / (2 * static_cast<double>(whole.count()));
  for (double& value : whole.values) value -= mean;
  return whole;
}

// Sums over some samples, from which the indices follow.
class IndexSums {
 public:
  explicit IndexSums(std::size_t factors) : of_factors_(2 * factors, 0) {}

  void add(const double* sample) {
    const double a = sample[0];
    const double b = sample[1];
    count_ += 1;
    sum_ += a + b;
    squares_ += a * a + b * b;
    for (std::size_t i = 0; i < of_factors_.size(); i += 2) {
      const double mixed = sample[2 + i / 2];
      of_factors_[i] += b * (mixed - a);
      of_factors_[i + 1] += (a - mixed) * (a - mixed);
    }
  }

  double variance() const {
    const double mean = sum_ / (2 * count_);
    return squares_ / (2 * count_) - mean * mean;
  }
  double first_order(std::size_t factor) const { return of_factors_[2 * factor] / count_ / variance(); }
  double total(std::size_t factor) const { return of_factors_[2 * factor + 1] / (2 * count_) / variance(); }

 private:
  double count_ = 0;
  double sum_ = 0;
  double squares_ = 0;
  std::vector<double> of_factors_;
};

Estimate with_interval(double value, std::vector<double>& resampled) {
  std::sort(resampled.begin(), resampled.end());
  return {value, quantile_of_sorted(resampled, 0.025), quantile_of_sorted(resampled, 0.975)};
}

// The mean rank of ties; ranks from 1.
std::vector<double> ranks_of(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last < order.size() && values[order[last]] == values[order[first]]) ++last;
    for (std::size_t i = first; i < last; ++i) ranks[order[i]] = (static_cast<double>(first + last) + 1) / 2;
    first = last;
  }
  return ranks;
}

}  // namespace

std::vector<SobolIndices> sobol_indices(std::span<const double> values, std::size_t factors,
                                        std::uint64_t seed) {
  const WholeSamples samples = whole_samples(values, factors);
  const std::size_t count = samples.count();
  if (count < 2) return {};
  IndexSums all(factors);
  for (std::size_t j = 0; j < count; ++j) all.add(samples[j]);
  const auto [least, most] = std::minmax_element(samples.values.begin(), samples.values.end());
  if (*least == *most || !(all.variance() > 0)) return {};
  std::vector<std::vector<double>> first_orders(factors);
  std::vector<std::vector<double>> totals(factors);
  for (std::uint32_t resample = 0; resample < sobol_resamples; ++resample) {
    IndexSums sums(factors);
    for (std::size_t j = 0; j < count; ++j) {
      const double drawn = unit_of(draw_bits(seed, Purpose::resample, resample, j));
      sums.add(samples[std::min(count - 1, static_cast<std::size_t>(drawn * static_cast<double>(count)))]);
    }
    if (!(sums.variance() > 0)) continue;
    for (std::size_t i = 0; i < factors; ++i) {
      first_orders[i].push_back(sums.first_order(i));
      totals[i].push_back(sums.total(i));
    }
  }
  std::vector<SobolIndices> indices;
  for (std::size_t i = 0; i < factors; ++i)
    indices.push_back(
        {with_interval(all.first_order(i), first_orders[i]), with_interval(all.total(i), totals[i])});
  return indices;
}

std::optional<Estimate> rank_correlation(std::span<const double> factor, std::span<const double> figure) {
  std::vector<double> x;
  std::vector<double> y;
  for (std::size_t i = 0; i < figure.size(); ++i) {
    if (std::isnan(figure[i]) || std::isnan(factor[i])) continue;
    x.push_back(factor[i]);
    y.push_back(figure[i]);
  }
  const auto count = static_cast<double>(x.size());
  if (x.size() < 4) return std::nullopt;
  const std::vector<double> rank_x = ranks_of(x);
  const std::vector<double> rank_y = ranks_of(y);
  const double mean = (count + 1) / 2;
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::size_t i = 0; i < rank_x.size(); ++i) {
    xy += (rank_x[i] - mean) * (rank_y[i] - mean);
    xx += (rank_x[i] - mean) * (rank_x[i] - mean);
    yy += (rank_y[i] - mean) * (rank_y[i] - mean);
  }
  if (xx == 0 || yy == 0) return std::nullopt;
  const double r = std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0);
  if (std::abs(r) == 1) return without_interval(r);
  const double spread = of_95_percent * std::sqrt((1 + r * r / 2) / (count - 3));
  const double z = std::atanh(r);
  return Estimate{r, std::tanh(z - spread), std::tanh(z + spread)};
}

}  // namespace lastmile::study
