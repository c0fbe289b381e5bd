// What all fuzz targets share: files to read from, and what must hold for every input that is accepted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tools/io/scenario/reading.h"

namespace lastmile::fuzz {

// A folder in memory for this process, removed when it ends.
const std::string& folder();
// Writes a file into it and returns the path.
std::string put(const std::string& name, std::string_view content);

// Reads the scenario at `path`. If it is accepted: the books balance, no result has a NaN or an infinity, and
// a snapshot of it gives the same result. Aborts otherwise.
void check_scenario(const std::string& path);

}  // namespace lastmile::fuzz
