// Courses with their scenarios and options, as input for reports, JSON, tables and charts.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/reliability/expected_service.h"
#include "sim/rollout/option_comparison.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

struct OptionCourse {
  const ScenarioReading* reading;
  const RolloutOption* option;  // of the reading's horizon
  Course course;
  std::string label;  // name of the option, or of the scenario if it has none; unique in the comparison
  std::vector<ExpectedService> service = {};  // of each period, if asked for; worlds only of the last

  const Timeline& timeline() const { return reading->scenario.horizon->timeline; }
  const std::string& currency() const { return reading->scenario.heading.currency; }
};

// Whether the spending of a period is limited.
bool has_budget(const RolloutOption& option);

// Gives every course a unique label: the name of the option (or of the scenario if it has none). Equal names
// get the name of the scenario as a prefix, then that of the file.
void label_courses(std::span<OptionCourse> courses);

OptionComparison compare_options(std::span<const OptionCourse> courses);

// The currency of all courses; empty if they differ.
std::string common_currency(std::span<const OptionCourse> courses);

}  // namespace lastmile::io
