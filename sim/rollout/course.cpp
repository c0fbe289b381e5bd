#include "sim/rollout/course.h"

namespace lastmile {

std::optional<double> spent_per_home(const Course& course, Rung rung) {
  if (course.periods.empty()) return std::nullopt;
  const double gained = course.periods.back().status.ladder[rung].homes - course.start.ladder[rung].homes;
  return gained > 0 ? std::optional(course.spent.total() / gained) : std::nullopt;
}

}  // namespace lastmile
