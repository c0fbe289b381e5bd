// Reads one table into a scenario. Blocks are parsed on all cores and added in order.
#pragma once

#include <string>

#include "tools/io/files/input_file.h"
#include "tools/io/scenario/scenario_builder.h"
#include "tools/io/scenario/table_source.h"

namespace lastmile::io {

// Reading a table stops after this many errors.
inline constexpr std::uint64_t max_table_errors = 1'000'000;

struct TableToRead {
  std::string path;
  const TableSource& source;
  const std::string& crs;  // of the scenario; empty if it has none
  Reporter& of_source;     // reports what the scenario says about the table
};

// Row is SiteRow, LinkRow or PremisesRow. Adds the problems of the table itself to `problems`.
template <class Row>
InputRecord read_table(const TableToRead& table, InputFile::Hashing hashing, ScenarioBuilder& builder,
                       ProblemList& problems, Progress& progress);

extern template InputRecord read_table<SiteRow>(const TableToRead&, InputFile::Hashing, ScenarioBuilder&,
                                                ProblemList&, Progress&);
extern template InputRecord read_table<LinkRow>(const TableToRead&, InputFile::Hashing, ScenarioBuilder&,
                                                ProblemList&, Progress&);
extern template InputRecord read_table<PremisesRow>(const TableToRead&, InputFile::Hashing, ScenarioBuilder&,
                                                    ProblemList&, Progress&);

}  // namespace lastmile::io
