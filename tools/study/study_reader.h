// The parts of a study file, without its scenario.
#pragma once

#include "tools/study/study.h"

namespace lastmile::study {

// Reads the keys of the file into `study`, whose document they point into. Reports all that is wrong with
// them as such.
void read_study_file(const io::YamlNode& root, Study& study, io::Reporter& report);

// On one line, as it could stand after the equals sign of --set.
std::string one_line(const io::YamlNode& node);

}  // namespace lastmile::study
