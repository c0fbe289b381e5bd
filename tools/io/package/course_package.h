// Full courses as a folder: course.json (compare.json for several) and course.csv with one row per option,
// period and figure.
#pragma once

#include <span>

#include "tools/io/base/json.h"
#include "tools/io/base/progress.h"
#include "tools/io/csv/table_writer.h"
#include "tools/io/results/courses.h"

namespace lastmile::io {

// Readings with hashed tables. `name` is course or compare, `json` the content of <name>.json; without
// courses there is no table. Writes all files or none. Throws IoFailed. Cost: O(options x periods).
void write_course_package(const std::string& path, const std::string& name, const Json& json,
                          const std::vector<const ScenarioReading*>& readings,
                          std::span<const OptionCourse> courses, Progress& progress = Progress::unwatched(),
                          CellText cell_text = CellText::as_is);

}  // namespace lastmile::io
