// Reads the mapping file of `lastmile import`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/exchange/mapping/mapping.h"
#include "tools/io/files/input_file.h"
#include "tools/io/problems/problem.h"

namespace lastmile::exchange {

// Reports unknown keys, with the nearest known one, and wrong values. Paths of files are relative to `file`.
Mapping parse_mapping(std::string text, const std::string& file, io::ProblemList& problems);

// The same from a file, which is added to `inputs`. Throws IoFailed.
Mapping read_mapping_file(const std::string& file, std::vector<io::InputRecord>& inputs,
                          io::ProblemList& problems);

}  // namespace lastmile::exchange
