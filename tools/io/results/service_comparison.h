// Expected service of scenarios or options side by side, and what redundancy buys: user hours saved for
// money.
#pragma once

#include <optional>
#include <span>
#include <string>

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
};
// The course must have its service.
ServiceColumn service_column(const OptionCourse& course);

// Compared with the first.
struct ServiceGain {
  Estimate homes;               // expected to be served, in the same worlds
  double user_hours_saved = 0;  // by exact values, as far as there are any
  std::optional<double> money;  // more than the first costs; none if the currencies differ
  // Hours saved for each unit of money; none without more hours for more money.
  std::optional<double> hours_per_money() const {
    if (!money || *money <= 0 || user_hours_saved <= 0) return std::nullopt;
    return user_hours_saved / *money;
  }
};
ServiceGain gain_over(const ServiceColumn& first, const ServiceColumn& later);

Json expected_service_json(const ExpectedService& service);
// `worlds`, `columns` and, for each after the first, `gains`.
Json service_comparison_json(std::span<const ServiceColumn> columns);

}  // namespace lastmile::io
