// A study and what it found as JSON.
#pragma once

#include "tools/io/base/json.h"
#include "tools/study/analysis.h"

namespace lastmile::study {

// The content of study.json, without the list of files.
io::Json study_json(const StudyBase& base, const StudyAnalysis& analysis);

}  // namespace lastmile::study
