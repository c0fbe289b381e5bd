// Finds values of a study that the scenario refuses in every run, before the study starts.
#pragma once

#include <vector>

#include "tools/study/study.h"

namespace lastmile::study {

// Tells the problems of a refusal where the study names what was tried.
void tell(const io::InputRefused& refused, const io::Mark& mark, const std::string& path,
          io::Reporter& report);

// Tries every level, and both ends of every distribution that has ends, by itself. One that is refused, and
// has the same problem with many draws of the other values, is an error where it is written. What is refused
// only together with other values stays a matter of the runs. `known` tells by parameter what is already
// reported.
// Cost: one check of the scenario for each. A large scenario with few runs is left to its runs, which find
// the same.
void check_values(const Study& study, const std::vector<bool>& known, io::Reporter& report);

}  // namespace lastmile::study
