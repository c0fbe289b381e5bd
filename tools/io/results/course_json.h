// Courses as JSON: lastmile.course.v1 of one, lastmile.compare.v1 of several.
#pragma once

#include <span>

#include "tools/io/results/courses.h"
#include "tools/io/results/result_json.h"

namespace lastmile::io {

Json course_json(const OptionCourse& course);

// `options` with the course of each, `figures` with what each comes to, its difference from the first and the
// labels of the best, `dominated` with the labels of those that nobody would choose and of the better ones.
Json compare_courses_json(std::span<const OptionCourse> courses);

}  // namespace lastmile::io
