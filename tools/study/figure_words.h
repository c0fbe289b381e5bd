// Figures as text names them.
#pragma once

#include <string>

#include "models/scenario/scenario.h"
#include "sim/rollout/option_comparison.h"

namespace lastmile::study {

// "net present value (EUR)", "homes served at the end": the figure with its unit, in the words of the
// scenario.
std::string figure_words(CourseFigure figure, const Heading& heading);

}  // namespace lastmile::study
