// What the flag --gis asks for.
#pragma once

#include <memory>

#include "tools/cli/usage/arguments.h"
#include "tools/exchange/layers/gis_file.h"
#include "tools/io/results/courses.h"

namespace lastmile::cli {

// The file to write; none without the flag. Throws WrongLine if the ending of its name is unknown, and
// InputRefused if this build cannot write it.
std::unique_ptr<exchange::GisFile> gis_file_named(const std::string& path, std::string_view command);

// What is kept of a scenario for the file, beside `keep`.
io::Keep keep_for(const std::string& gis, io::Keep keep);

// An option at the end of its timeline, with the periods in which premises are reached. Returns notes.
io::ProblemList write_course_map(const exchange::GisFile& file, const io::OptionCourse& course,
                                 io::Progress& progress);

}  // namespace lastmile::cli
