// Writes a synthetic country (tools/generate/country.h) as a scenario with its three tables.
#pragma once

#include <string>

#include "tools/generate/country.h"
#include "tools/io/base/progress.h"

namespace lastmile::io {

enum class Existing { keep, overwrite };

// scenario.yaml, sites.csv, links.csv and premises.csv in `directory`: all files or none. Throws IoFailed,
// also if one of them exists and is to be kept. Cost: O(premises) time on all cores, constant memory.
void write_country(const CountrySpec& spec, const std::string& directory, Existing existing = Existing::keep,
                   Progress& progress = Progress::unwatched());

}  // namespace lastmile::io
