// The options of a scenario that a command works on, and their courses.
#pragma once

#include <optional>

#include "tools/io/base/progress.h"
#include "tools/io/results/courses.h"
#include "tools/io/results/findings.h"

namespace lastmile::cli {

// Refuses a scenario without a timeline; `else_write` continues the hint with an alternative, if any.
void require_timeline(const io::ScenarioReading& reading, std::string_view else_write = "");

// The option of that name; the name may be empty if there is only one option. Throws InputRefused.
const RolloutOption& option_named(const io::ScenarioReading& reading, std::string_view name);

// The number of a period of the timeline; the last one if the name is empty. Throws InputRefused.
std::uint32_t period_named(const io::ScenarioReading& reading, std::string_view name);

struct ChosenOption {
  const io::ScenarioReading* reading;
  const RolloutOption* option;
};
// The options called so, in the order of the names, each once; all options if there are no names. A name is
// that of an option, in every scenario that has it, or the label of one option in a comparison of all
// (io::label_courses). `written` are such names, or several with commas between them. Readings with a
// timeline. Throws InputRefused with every unknown name.
std::vector<ChosenOption> options_only(const std::vector<const io::ScenarioReading*>& readings,
                                       const std::vector<std::string>& written);

// The course of an option of the reading; with the expected service of its periods if worlds are asked for.
io::OptionCourse course_of(const io::ScenarioReading& reading, const RolloutOption& option,
                           const Recording& recording, io::Progress& progress,
                           const std::optional<WorldsRequest>& worlds = std::nullopt,
                           const DrawWorlds& draw = nullptr);
// Works and premises for the tables in an output folder, if there is one.
Recording recording_for(const std::string& output, io::ByArea by_area);

}  // namespace lastmile::cli
