#include "sim/rollout/course.h"

namespace lastmile {

std::optional<double> spent_per_home(const Course& course, Rung rung) {
  if (course.periods.empty()) return std::nullopt;
  const auto at = static_cast<std::size_t>(rung);
  const double gained = course.periods.back().status.ladder[at].homes - course.start.ladder[at].homes;
  return gained > 0 ? std::optional(course.spent.total() / gained) : std::nullopt;
}

}  // namespace lastmile
