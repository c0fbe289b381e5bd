// What each factor of a study does to a figure, as SVG.
#pragma once

#include "tools/study/analysis.h"

namespace lastmile::study {

// For each option the ten factors whose low and high values move the mean of the figure most, the widest bar
// first. Equal input gives equal bytes.
std::string tornado_svg(const StudyBase& base, const StudyAnalysis& analysis, CourseFigure figure);

// Whether any factor moves the figure in any option.
bool has_tornado(const StudyAnalysis& analysis, CourseFigure figure);

}  // namespace lastmile::study
