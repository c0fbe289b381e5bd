// Homes over time in the runs of a study, as SVG.
#pragma once

#include "tools/study/analysis.h"

namespace lastmile::study {

// One panel for each option: the median of the served homes in the bands that hold 50 % and 80 % of the runs,
// and for comparison the located homes and the median of those passed. Only if the analysis has fans. Equal
// input gives equal bytes.
std::string fan_svg(const StudyBase& base, const StudyAnalysis& analysis);

}  // namespace lastmile::study
