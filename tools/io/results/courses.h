// Courses with what they belong to, as all that writes several of them side by side takes them.
#pragma once

#include <span>
#include <string>

#include "sim/rollout/option_comparison.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

struct OptionCourse {
  const ScenarioReading* reading;
  const RolloutOption* option;  // one of the reading's horizon
  Course course;
  std::string label;  // the option's name, or the scenario's where it has none; unique among those compared

  const Timeline& timeline() const { return reading->scenario.horizon->timeline; }
  const std::string& currency() const { return reading->scenario.heading.currency; }
};

// Whether there is a limit to what a period may spend.
bool has_budget(const RolloutOption& option);

// Gives every course a label of its own: the option's name (the scenario's where it has none); where two
// would have the same, the scenario's name before it, then the file's.
void label_courses(std::span<OptionCourse> courses);

OptionComparison compare_options(std::span<const OptionCourse> courses);

// The currency of all courses; empty where they have several.
std::string common_currency(std::span<const OptionCourse> courses);

}  // namespace lastmile::io
