// Courses as literals, without a simulation.
#pragma once

#include "sim/rollout/course.h"

namespace lastmile::test {

struct Outcome {
  double served = 0;  // homes at the end, of a hundred
  double home_years = 0;
  double value_years_stranded = 0;
  double spent = 0;
  double net_present_value = 0;
};

inline Status status_with(double served_homes, double stranded = 0) {
  Status status;
  for (ExpectedTally& share : status.ladder) share = {100, 100, 100};
  status.ladder.back() = {served_homes, served_homes, served_homes};
  status.backbone[Book::stranded] = stranded;
  return status;
}

// One period that comes to this.
inline Course course_with(const Outcome& outcome) {
  Course course;
  course.start = status_with(0);
  Period period;
  period.status = status_with(outcome.served);
  period.spent.capital = outcome.spent;
  course.periods.push_back(period);
  course.spent = period.spent;
  course.home_years_served = outcome.home_years;
  course.value_years_stranded = outcome.value_years_stranded;
  course.net_present_value = outcome.net_present_value;
  return course;
}

}  // namespace lastmile::test
