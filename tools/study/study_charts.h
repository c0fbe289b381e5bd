// The charts of a study as SVG.
#pragma once

#include "tools/io/chart/chart.h"
#include "tools/study/analysis.h"

namespace lastmile::study {

// Homes on the ladder over time, one panel per option: of the served homes the quantiles of fan_shares, of
// the other rungs the median. Only if the analysis has fans.
io::Chart fan_chart(const StudyBase& base, const StudyAnalysis& analysis);

// What each factor does to one figure: for each option the ten factors whose low and high values move its
// mean most, the widest bar first. Equal input gives equal bytes.
std::string tornado_svg(const StudyBase& base, const StudyAnalysis& analysis, CourseFigure figure);

// Whether any factor moves the figure in any option.
bool has_tornado(const StudyAnalysis& analysis, CourseFigure figure);

}  // namespace lastmile::study
