// Notes about the runs of a study: those that were refused, and figures that have no value.
#pragma once

#include "tools/study/analysis.h"

namespace lastmile::study {

// How many runs were refused, with the first reason. Then the figures that some runs do not have, although
// their input is right: in how many runs of which option, at the figure in the study if it is named there.
io::ProblemList study_notes(const StudyBase& base, const StudyAnalysis& analysis);

// The notes that study.json holds.
io::ProblemList notes_in(const io::Json& record);

}  // namespace lastmile::study
