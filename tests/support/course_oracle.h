// The slow oracle of a course: the section "A course through time" of models/README.md, taken literally.
//
// It keeps a plant and a list of what was spent on each element, evaluates the whole plant afresh at every
// step, and looks for the next work by ranking all of them anew after each start. It shares with the
// simulator the evaluation of one plant, the random numbers and the rounding that makes ties; nothing that
// is kept up to date from period to period.
#pragma once

#include "sim/rollout/course.h"

namespace lastmile::oracle {

Course slow_course(const Plant& plant, const Horizon& horizon, const RolloutOption& option);

}  // namespace lastmile::oracle
