// Full courses as a folder: course.json (compare.json for several); course.csv, one row per option,
// period and figure; works.csv, premises_course.csv and totals.csv; and areas.csv on request.
#pragma once

#include <span>
#include <vector>

#include "tools/io/base/json.h"
#include "tools/io/base/progress.h"
#include "tools/io/csv/table_writer.h"
#include "tools/io/package/totals_table.h"
#include "tools/io/results/courses.h"
#include "tools/io/results/findings.h"

namespace lastmile::io {

// The table `course`: one row per option, period and figure. Returns its description.
Json write_courses(TableTarget& target, std::span<const OptionCourse> courses, Progress& progress);

// Readings with hashed tables. `name` is course or compare, `json` the content of <name>.json.
// Courses that were recorded. Writes all files or none. Throws IoFailed.
void write_course_package(const std::string& path, const std::string& name, const Json& json,
                          const std::vector<const ScenarioReading*>& readings,
                          std::span<const OptionCourse> courses, Progress& progress = Progress::unwatched(),
                          CellText cell_text = CellText::as_is);

// The comparison of scenarios as they stand: compare.json, totals.csv and, on request, areas.csv. `areas` are
// those of each reading, all empty unless requested.
void write_compare_package(const std::string& path, const Json& json,
                           const std::vector<const ScenarioReading*>& readings,
                           std::span<const TotalsRow> totals,
                           std::span<const std::vector<AreaFigures>* const> areas,
                           Progress& progress = Progress::unwatched(), CellText cell_text = CellText::as_is);

}  // namespace lastmile::io
