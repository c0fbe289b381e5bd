#include "sim/reliability/outlook.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "sim/support/parallel.h"

namespace lastmile {
namespace {

constexpr double z95 = 1.959963984540054;

void count(const Plant& plant, const Availability& availability, const CustomerShare& customers, PremisesId p,
           Outlook& outlook) {
  if (!availability.is_connected(p)) return;
  const double up = availability.value[p];
  const std::uint64_t homes = plant.premises.homes[p];
  HomesByAvailability& spread = outlook.homes;
  spread.connected += homes;
  spread.estimated += availability.kind[p] == AvailabilityKind::estimated ? homes : 0;
  for (std::size_t i = 0; i < nines.size(); ++i) spread.at_least[i] += up >= nines[i] ? homes : 0;
  for (std::size_t i = 0; i < hours_limits.size(); ++i)
    spread.loses_less[i] += (1 - up) * hours_per_year < hours_limits[i] ? homes : 0;
  const double share = customer_share(plant, customers, p);
  if (share <= 0) return;
  const double n = share * static_cast<double>(homes);
  const double users = share * plant.premises.users[p];
  outlook.served += {n, users, n * up, users * up, n * (1 - up), users * (1 - up)};
}

struct OutlookPart {
  Outlook outlook;
  OutlookPart& operator+=(const OutlookPart& other) {
    outlook.served += other.outlook.served;
    outlook.homes += other.outlook.homes;
    return *this;
  }
};

// The bits of a double that is not negative, in the order of the numbers.
constexpr unsigned bucket_bits = 20;
std::size_t bucket_of(double unavailability) {
  return std::bit_cast<std::uint64_t>(unavailability + 0.0) >> (64 - bucket_bits);
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double x : values) sum += x;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

// The second and fourth central moments.
std::array<double, 2> moments_of(const std::vector<double>& values, double mean) {
  std::array<double, 2> sums{};
  for (const double x : values) {
    const double square = (x - mean) * (x - mean);
    sums[0] += square;
    sums[1] += square * square;
  }
  const auto n = static_cast<double>(std::max<std::size_t>(values.size(), 1));
  return {sums[0] / n, sums[1] / n};
}

// Of the mean of independent values between `least` and `most`. Where large losses are rare, a sample shows
// too little spread; so z^2 values are added, half at either end, as Agresti and Coull (The American
// Statistician 52(2), 1998) do for shares. `variance` is that of the sample.
Interval interval_of_mean(double mean, double variance, std::size_t count, double least, double most) {
  constexpr double added = z95 * z95;
  const auto n = static_cast<double>(count);
  const double all = n + added;
  const double centre = (n * mean + added * (least + most) / 2) / all;
  const auto square = [](double x) { return x * x; };
  const double spread = (n * (variance + square(mean - centre)) +
                         added / 2 * (square(least - centre) + square(most - centre))) /
                        all;
  const double half = z95 * std::sqrt(spread / all);
  return {std::min(mean, std::max(least, centre - half)), std::max(mean, std::min(most, centre + half))};
}

// The place of a rank from 1 in sorted values.
std::size_t place_of(double rank, std::size_t size) {
  return static_cast<std::size_t>(std::clamp(rank, 1.0, static_cast<double>(size))) - 1;
}

}  // namespace

void take_estimates(const Worlds& worlds, Availability& availability) {
  availability.worlds = worlds.count;
  for (std::size_t i = 0; i < availability.estimated.size(); ++i)
    availability.value[availability.estimated[i]] =
        static_cast<double>(worlds.times_up[i]) / static_cast<double>(worlds.count);
}

ExpectedServed& ExpectedServed::operator+=(const ExpectedServed& other) {
  homes_now += other.homes_now;
  users_now += other.users_now;
  homes += other.homes;
  users += other.users;
  homes_lost += other.homes_lost;
  users_lost += other.users_lost;
  return *this;
}

HomesByAvailability& HomesByAvailability::operator+=(const HomesByAvailability& other) {
  connected += other.connected;
  estimated += other.estimated;
  for (std::size_t i = 0; i < at_least.size(); ++i) at_least[i] += other.at_least[i];
  for (std::size_t i = 0; i < loses_less.size(); ++i) loses_less[i] += other.loses_less[i];
  return *this;
}

Outlook outlook_of(const Plant& plant, const Availability& availability, const CustomerShare& customers) {
  return sum_over_chunks<OutlookPart>(plant.premises.size(),
                                      [&](std::size_t first, std::size_t last) {
                                        OutlookPart sum;
                                        for (const PremisesId p : IdRange<PremisesId>(first, last))
                                          count(plant, availability, customers, p, sum.outlook);
                                        return sum;
                                      })
      .outlook;
}

std::vector<Outlook> outlook_by_group(const Plant& plant, const Availability& availability,
                                      const IdVector<PremisesId, AreaId>& group, std::size_t groups) {
  std::vector<Outlook> outlooks(groups);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    count(plant, availability, nullptr, p, outlooks[group[p].value]);
  return outlooks;
}

// Homes are counted in buckets of nearly equal unavailability; only the bucket of a quantile is sorted.
std::array<std::optional<double>, shown_availability_quantiles.size()> availability_quantiles(
    const Plant& plant, const Availability& availability) {
  std::array<std::optional<double>, shown_availability_quantiles.size()> found;
  std::vector<std::uint64_t> homes(std::size_t{1} << bucket_bits, 0);
  std::uint64_t all = 0;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    if (!availability.is_connected(p)) continue;
    homes[bucket_of(1 - availability.value[p])] += plant.premises.homes[p];
    all += plant.premises.homes[p];
  }
  if (all == 0) return found;
  struct Wanted {
    std::size_t quantile;
    std::size_t bucket;
    std::uint64_t rank;  // within the bucket, from 1, by ascending availability
  };
  std::vector<Wanted> wanted;
  for (std::size_t q = 0; q < found.size(); ++q) {
    const double share = shown_availability_quantiles[q] * static_cast<double>(all);
    std::uint64_t rank = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(share - 1e-9)));
    std::size_t bucket = homes.size();  // from the least available on
    while (rank > homes[bucket - 1]) rank -= homes[--bucket];
    wanted.push_back({q, bucket - 1, rank});
  }
  std::vector<std::pair<double, std::uint64_t>> inside;
  for (std::size_t w = 0; w < wanted.size(); ++w) {
    if (w == 0 || wanted[w].bucket != wanted[w - 1].bucket) {
      inside.clear();
      for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
        if (availability.is_connected(p) && bucket_of(1 - availability.value[p]) == wanted[w].bucket)
          inside.emplace_back(availability.value[p], plant.premises.homes[p]);
      std::sort(inside.begin(), inside.end());
    }
    std::uint64_t rank = wanted[w].rank;
    std::size_t i = 0;
    while (rank > inside[i].second) rank -= inside[i++].second;
    found[wanted[w].quantile] = inside[i].first;
  }
  return found;
}

Estimate mean_over_worlds(const std::vector<double>& values, double most) {
  const double mean = mean_of(values);
  return {mean, interval_of_mean(mean, moments_of(values, mean)[0], values.size(), 0, most)};
}

Estimate mean_difference(const std::vector<double>& later, const std::vector<double>& first, double most) {
  std::vector<double> changes;
  changes.reserve(later.size());
  for (std::size_t i = 0; i < later.size(); ++i) changes.push_back(later[i] - first[i]);
  const double mean = mean_of(changes);
  return {mean, interval_of_mean(mean, moments_of(changes, mean)[0], changes.size(), -most, most)};
}

WorldsSummary summarize(const Worlds& worlds, double users_now, double share, bool can_fail) {
  WorldsSummary summary;
  summary.count = worlds.count;
  summary.seed = worlds.seed;
  summary.share = share;
  const auto n = static_cast<double>(worlds.count);
  const double mean = mean_of(worlds.users);
  const auto [variance, fourth] = moments_of(worlds.users, mean);
  const double sd = worlds.count > 1 ? std::sqrt(variance * n / (n - 1)) : 0;
  summary.mean = {mean, {mean, mean}};
  summary.sd = {sd, {sd, sd}};
  if (can_fail) {
    summary.mean.ci95 = interval_of_mean(mean, variance, worlds.count, 0, users_now);
    // The variance is the mean of squared deviations.
    const Interval squares = interval_of_mean(variance, std::max(0.0, fourth - variance * variance),
                                              worlds.count, 0, users_now * users_now);
    summary.sd.ci95 = {std::min(sd, std::sqrt(squares.low)), std::max(sd, std::sqrt(squares.high))};
  }
  std::vector<double> sorted = worlds.users;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t q = 0; q < summary.quantiles.size(); ++q) {
    const double at = shown_availability_quantiles[q];
    const double half = z95 * std::sqrt(n * at * (1 - at));
    summary.quantiles[q] = {sorted[place_of(std::ceil(at * n - 1e-9), sorted.size())],
                            {sorted[place_of(std::floor(at * n - half), sorted.size())],
                             sorted[place_of(std::ceil(at * n + half) + 1, sorted.size())]}};
  }
  constexpr double rounding = 1e-12;
  const double limit = share * users_now * (1 - rounding);
  const auto below = std::lower_bound(sorted.begin(), sorted.end(), limit) - sorted.begin();
  const double probability = static_cast<double>(below) / n;
  summary.below_share = {probability, can_fail ? wilson_interval(probability, worlds.count)
                                               : Interval{probability, probability}};
  return summary;
}

Interval users_interval(const ExpectedServed& served, const Plant& plant, const Availability& availability,
                        const Worlds& worlds) {
  double most = 0;
  for (const PremisesId p : availability.estimated)
    if (is_subscribed(plant, p)) most += plant.premises.users[p];
  if (most <= 0) return {served.users, served.users};
  const double mean = mean_of(worlds.estimated_users);
  const Interval estimated = interval_of_mean(mean, moments_of(worlds.estimated_users, mean)[0],
                                              worlds.estimated_users.size(), 0, most);
  return {served.users - mean + estimated.low, served.users - mean + estimated.high};
}

}  // namespace lastmile
