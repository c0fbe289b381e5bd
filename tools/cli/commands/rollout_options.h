// The options of a scenario that a command works on, and their courses.
#pragma once

#include "tools/io/base/progress.h"
#include "tools/io/results/courses.h"

namespace lastmile::cli {

// Refuses a scenario without a timeline; `else_write` continues the hint with an alternative, if any.
void require_timeline(const io::ScenarioReading& reading, std::string_view else_write = "");

// The option of that name; the name may be empty if there is only one option. Throws InputRefused.
const RolloutOption& option_named(const io::ScenarioReading& reading, std::string_view name);

// The course of an option of the reading.
io::OptionCourse course_of(const io::ScenarioReading& reading, const RolloutOption& option,
                           io::Progress& progress);

}  // namespace lastmile::cli
