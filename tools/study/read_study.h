// Reads a study file and its scenario, and checks them together.
#pragma once

#include "tools/study/study.h"

namespace lastmile::study {

// Reads the study and its scenario, and checks that every path leads somewhere, that the scenario is right
// somewhere in all that varies, and that it takes every value in some run (value_checks.h). Throws
// InputRefused with all problems, IoFailed if a file cannot be read.
Study read_study(const std::string& path, io::Progress& progress = io::Progress::unwatched());

// Throws InputRefused if the study has more than many_runs runs. `consent` says how to run them all.
void refuse_many_runs(const Study& study, std::string_view consent);

}  // namespace lastmile::study
