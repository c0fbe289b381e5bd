// The table totals.csv: one row per scenario and option, one column per figure of a comparison.
#pragma once

#include <variant>

#include "tools/io/base/progress.h"
#include "tools/io/package/package_folder.h"
#include "tools/io/results/courses.h"

namespace lastmile::io {

// One row; a figure without value is empty.
struct TotalsRow {
  std::string scenario;  // its name
  std::string option;    // empty without a timeline
  EnumArray<CourseFigure, std::variant<std::monostate, double, std::string>> figures;  // a period is text
};
TotalsRow totals_of(const OptionCourse& one);
// Without a timeline only the figures that need none.
TotalsRow totals_of(const Scenario& scenario, const Coverage& coverage);

// Returns the table's description.
Json write_totals(TableTarget& target, std::span<const TotalsRow> rows, Progress& progress);

}  // namespace lastmile::io
