// The tables that a course adds for those who carry it out: works.csv, what is started when and who pays it,
// and premises_course.csv, when each premises is reached.
#pragma once

#include "tools/io/base/progress.h"
#include "tools/io/package/package_folder.h"
#include "tools/io/results/courses.h"

namespace lastmile::io {

// Of courses that were recorded. Each returns the table's description.
Json write_works(TableTarget& target, std::span<const OptionCourse> courses, Progress& progress);
Json write_premises_course(TableTarget& target, std::span<const OptionCourse> courses, Progress& progress);

// The periods in which a premises is first passed, connected and served, of a course that was recorded.
std::span<const OutputColumn> premises_period_columns();
void write_premises_periods(RowWriter& row, const OptionCourse& one, PremisesId p);

}  // namespace lastmile::io
