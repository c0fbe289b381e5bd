// Notes about the runs of a study: those that were refused, and figures that have no value.
#pragma once

#include "tools/study/analysis.h"

namespace lastmile::study {

// One note for the refused runs: how many, and the first reason. One for each figure without a value in some
// of the other runs: in how many of which option. It stands at the figure if the study names it; figures that
// the study does not name share a note if they lack their values in the same runs for the same reason.
io::ProblemList study_notes(const StudyBase& base, const StudyAnalysis& analysis);

// The notes that study.json holds.
io::ProblemList notes_in(const io::Json& record);

}  // namespace lastmile::study
