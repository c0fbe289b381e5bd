// Notes about figures that have no value in some runs of a study.
#pragma once

#include "tools/study/analysis.h"

namespace lastmile::study {

// One note for each figure that some run has not, although its input is right: in how many runs of which
// option, at the figure in the study if it is named there.
io::ProblemList value_notes(const StudyBase& base, const StudyAnalysis& analysis);

// The notes that study.json holds.
io::ProblemList notes_in(const io::Json& record);

}  // namespace lastmile::study
