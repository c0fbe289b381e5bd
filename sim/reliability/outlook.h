// What the availability of premises means for people: whom to expect to be served, hours lost, and how homes
// are spread over availabilities.
#pragma once

#include <array>

#include "sim/reliability/availability.h"
#include "sim/reliability/worlds.h"

namespace lastmile {

// Puts in the share of worlds in which each premises is up where there is no exact answer. `worlds` asked for
// these.
void take_estimates(const Worlds& worlds, Availability& availability);

// Of the premises that are served now, service profile aside.
struct ExpectedServed {
  double homes_now = 0;
  double users_now = 0;
  double homes = 0;  // expected
  double users = 0;
  double homes_lost = 0;  // now less expected, without its rounding
  double users_lost = 0;

  double user_hours_lost_per_year() const { return users_lost * hours_per_year; }
  double hours_lost_per_home_and_year() const {
    return homes_now > 0 ? homes_lost / homes_now * hours_per_year : 0;
  }
  ExpectedServed& operator+=(const ExpectedServed& other);
};

inline constexpr std::array<double, 5> nines = {0.9, 0.99, 0.999, 0.9999, 0.99999};
inline constexpr std::array<double, 3> hours_limits = {1, 8, 48};  // lost per year

// Homes of connected premises.
struct HomesByAvailability {
  std::uint64_t connected = 0;
  std::uint64_t estimated = 0;  // of these, with an availability that is estimated; counted by the estimate
  std::array<std::uint64_t, nines.size()> at_least{};           // nines[i]
  std::array<std::uint64_t, hours_limits.size()> loses_less{};  // than hours_limits[i] a year

  HomesByAvailability& operator+=(const HomesByAvailability& other);
};

struct Outlook {
  ExpectedServed served;
  HomesByAvailability homes;
};

// `customers` says which part of each premises takes the service; null: all of it if its users subscribe.
Outlook outlook_of(const Plant& plant, const Availability& availability,
                   const CustomerShare& customers = nullptr);
// The same for each group of premises; they add up to that of all. `group` is below `groups`.
std::vector<Outlook> outlook_by_group(const Plant& plant, const Availability& availability,
                                      const IdVector<PremisesId, AreaId>& group, std::size_t groups);

inline constexpr std::array<double, 9> shown_availability_quantiles = {0.01, 0.05, 0.1,  0.25, 0.5,
                                                                       0.75, 0.9,  0.95, 0.99};
// Quantiles of availability over the homes of connected premises, by nearest rank; none if there are none.
// Cost: O(premises) on all cores, and sorting the premises whose availability is near a quantile.
std::array<std::optional<double>, shown_availability_quantiles.size()> availability_quantiles(
    const Plant& plant, const Availability& availability);

struct Estimate {
  double value = 0;
  Interval ci95;
};

// Of the mean of `values` from independent worlds, which lie between 0 and `most`; never of width 0.
Estimate mean_over_worlds(const std::vector<double>& values, double most);
// Of the mean difference between two networks in the same worlds. `most`: how far it could reach.
Estimate mean_difference(const std::vector<double>& later, const std::vector<double>& first, double most);

// Of the users served in each world. Quantiles are by nearest rank, their intervals from order statistics;
// the interval of the mean is never of width 0 where anything can fail.
struct WorldsSummary {
  std::uint64_t count = 0;
  std::uint64_t seed = 0;
  Estimate mean;
  Estimate sd;
  std::array<Estimate, shown_availability_quantiles.size()> quantiles;
  double share = 0;
  Estimate below_share;  // the probability that fewer than this share of the users served now are served
};
WorldsSummary summarize(const Worlds& worlds, double users_now, double share, bool can_fail);

// Of the expected users: from the worlds as far as they are estimated, else of width 0.
Interval users_interval(const ExpectedServed& served, const Plant& plant, const Availability& availability,
                        const Worlds& worlds);

}  // namespace lastmile
