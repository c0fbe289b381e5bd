// Expected service of scenarios or options side by side, and what redundancy buys: user hours saved for
// money.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/reliability/expected_service.h"
#include "tools/io/base/json.h"
#include "tools/io/results/courses.h"

namespace lastmile::io {

struct ServiceColumn {
  std::string label;
  const ExpectedService* service;  // as the scenario stands, or at the end of the option
  double user_hours_lost = 0;      // per year, or over the course of the option
  double money = 0;                // value of all elements, or what the option spends; currency
  std::string currency;
  // User hours of service a year if nothing failed, or in each period of the option.
  std::vector<double> user_hours_served = {};
  bool can_fail = true;  // whether anything can, at any time
};
// The course must have its service.
ServiceColumn service_column(const OptionCourse& course);

// Compared with the first.
struct ServiceGain {
  // Why hours are not compared: who serves fewer users loses fewer hours, and what cannot fail loses none.
  enum class Doubt : std::uint8_t { none, users_differ, nothing_fails };

  double homes = 0;          // expected to be served, by exact values as far as there are any
  Estimate homes_in_worlds;  // the same in the same worlds
  Doubt doubt = Doubt::none;
  std::optional<double> user_hours_saved;  // likewise by exact values; none in doubt
  std::optional<double> money;             // more than the first costs; none if the currencies differ
  // Hours saved for each unit of money; none without more hours for more money.
  std::optional<double> hours_per_money() const {
    if (!money || *money <= 0 || user_hours_saved.value_or(0) <= 0) return std::nullopt;
    return *user_hours_saved / *money;
  }
};
ServiceGain gain_over(const ServiceColumn& first, const ServiceColumn& later);

Json expected_service_json(const ExpectedService& service);
// `worlds`, `columns` and, for each after the first, `gains`.
Json service_comparison_json(std::span<const ServiceColumn> columns);

}  // namespace lastmile::io
