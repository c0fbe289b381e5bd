// Commands on many machines: what mpirun or srun has started as several processes works as one.
#pragma once

#include <span>

#include "tools/cli/commands/package_flags.h"
#include "tools/cli/usage/flags.h"
#include "tools/io/scenario/reading.h"
#include "tools/ranks/ranks.h"

namespace lastmile::cli {

// Runs the work on all ranks that the launcher has started, or alone. Rank 0 reports failures, also those of
// the other ranks, and returns the exit status. The other ranks return `done`, so that the launcher ends with
// the status of rank 0. Without --threads each rank uses the cores that it has for itself.
int on_ranks(const Arguments& given, const std::function<void(ranks::Ranks&)>& work);

// Throws WrongLine if this is one of several processes, for a command that works in one. Returns whether this
// process is the one that goes on: the others end silently.
enum class Goes : bool { no, on };
Goes refuse_ranks(std::string_view command);

// To be able to agree, ranks need the hashes of tables.
inline io::InputFile::Hashing table_hashing(const std::string& output, const ranks::Ranks& ranks) {
  return ranks.count() > 1 ? io::InputFile::Hashing::on : table_hashing(output);
}
// All ranks have been given the same command line, and have read the same files.
void agree(ranks::Ranks& ranks, const Arguments& given, std::span<const io::ScenarioReading* const> readings);

// Notes and progress come from rank 0 only.
inline Talk talk_of(const Arguments& given, const ranks::Ranks& ranks) {
  return ranks.is_first() ? talk_of(given) : Talk::errors_only;
}

}  // namespace lastmile::cli
