// Courses as JSON: lastmile.course.v1 for one, lastmile.compare.v1 for several.
#pragma once

#include <span>

#include "tools/io/results/courses.h"
#include "tools/io/results/result_json.h"

namespace lastmile::io {

Json course_json(const OptionCourse& course);

// `options` has the course of each option; `figures` has the values, the differences from the first and the
// labels of the best; `dominated` has the labels of dominated options and of those that dominate them.
Json compare_courses_json(std::span<const OptionCourse> courses);

}  // namespace lastmile::io
