// Which options of a scenario a command is about, and their courses.
#pragma once

#include "tools/io/base/progress.h"
#include "tools/io/results/courses.h"

namespace lastmile::cli {

// Refuses a scenario that has no timeline; `else_write` is what would do instead, where anything would.
void require_timeline(const io::ScenarioReading& reading, std::string_view else_write = "");

// The option of that name; of a scenario with a single one it need not be given. Throws InputRefused.
const RolloutOption& option_named(const io::ScenarioReading& reading, std::string_view name);

// The course of an option of the reading.
io::OptionCourse course_of(const io::ScenarioReading& reading, const RolloutOption& option,
                           io::Progress& progress);

}  // namespace lastmile::cli
