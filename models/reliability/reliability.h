// What fails, and how often: the unavailability of every site and link, and the risks that they share.
//
// An element that fails f times a year and takes r hours to repair is down for the share f r / (8760 + f r)
// of the time: its mean time between failures is 8760 / f hours of operation. A shared risk is an event that
// is present for a share of the time and takes down each of its elements with a probability. Elements, events
// and what an event does to each element are independent.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "models/base/link_column.h"
#include "models/base/units.h"

namespace lastmile {

inline constexpr double hours_per_year = 8760;

// What a scenario says about one element, or about all of a tier or kind; rates per year of operation.
struct FailureFigures {
  std::optional<double> per_year;
  std::optional<double> per_km_year;
  std::optional<double> repair_hours;

  bool has_rate() const { return per_year || per_km_year; }
  double rate(double length_m) const {
    return per_year.value_or(0) + per_km_year.value_or(0) * (length_m / metres_per_km);
  }
};

// The share of the time that the element is down, from 0 to 1.
constexpr double unavailability(double failures_per_year, double repair_hours) {
  const double down = failures_per_year * repair_hours;
  return down / (hours_per_year + down);
}

inline constexpr std::size_t most_shared_risks = 65'535;  // of a scenario

struct SharedRisk {
  std::string name;
  double presence = 0;     // share of the time, from 0 to 1
  double probability = 1;  // that it takes down an element while it is present
  // Its elements, in file order; links include inline drops. Only operational ones fail.
  std::vector<SiteId> sites;
  std::vector<LinkId> links;
};

struct Reliability {
  // Unavailability by own failures alone.
  IdVector<SiteId, double> sites;
  LinkColumn<double> links;
  std::vector<SharedRisk> shared_risks;
};

}  // namespace lastmile
