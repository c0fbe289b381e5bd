// Reads one table into a scenario. Blocks are parsed on all cores and added in order.
#pragma once

#include <string>

#include "tools/io/files/input_file.h"
#include "tools/io/scenario/scenario_builder.h"

namespace lastmile::io {

// Reading a table stops after this many errors.
inline constexpr std::uint64_t max_table_errors = 1'000'000;

// Row is SiteRow, LinkRow or PremisesRow. `crs` is that of x and y, empty if there is none. Adds all
// problems to `problems` under the name `path`.
template <class Row>
InputRecord read_table(const std::string& path, const std::string& crs, InputFile::Hashing hashing,
                       ScenarioBuilder& builder, ProblemList& problems, Progress& progress);

extern template InputRecord read_table<SiteRow>(const std::string&, const std::string&, InputFile::Hashing,
                                                ScenarioBuilder&, ProblemList&, Progress&);
extern template InputRecord read_table<LinkRow>(const std::string&, const std::string&, InputFile::Hashing,
                                                ScenarioBuilder&, ProblemList&, Progress&);
extern template InputRecord read_table<PremisesRow>(const std::string&, const std::string&,
                                                    InputFile::Hashing, ScenarioBuilder&, ProblemList&,
                                                    Progress&);

}  // namespace lastmile::io
