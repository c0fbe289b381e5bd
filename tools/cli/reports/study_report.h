// A study on the terminal.
#pragma once

#include "tools/cli/terminal/terminal.h"
#include "tools/io/base/json.h"

namespace lastmile::cli {

// From the content of study.json: each figure with its mean, where 95 % of the runs lie, and the factor that
// moves it most. `path` is that of the study file.
std::string study_report(const io::Json& study, const std::string& path, const Terminal& terminal);

// "7,168 runs", "1 run"
std::string run_words(std::uint64_t runs);

}  // namespace lastmile::cli
