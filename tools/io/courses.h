// Courses with what they belong to, as all that writes several of them side by side takes them.
#pragma once

#include <string>

#include "sim/course.h"
#include "tools/io/read_scenario.h"

namespace lastmile::io {

struct OptionCourse {
  const ScenarioReading* reading;
  const Option* option;  // one of the reading's planning
  Course course;
  std::string label;  // the option's name, or the scenario's where it has none; unique among those compared
};

}  // namespace lastmile::io
