// Commands on many machines: what mpirun or srun has started as several processes works as one.
#pragma once

#include "tools/cli/usage/flags.h"
#include "tools/ranks/ranks.h"

namespace lastmile::cli {

// Carries out the work on the ranks of which this process is one, or alone. On rank 0 a failure is told and
// decides the exit status, which is returned; the others tell rank 0 of theirs and return `done`, so that the
// launcher ends with the status of rank 0. Without --threads each rank uses the cores that it has for itself.
int on_ranks(const Arguments& given, const std::function<void(ranks::Ranks&)>& work);

// Throws WrongLine if this is one of several processes, for a command that works in one. Returns whether this
// process is the one that goes on: the others end silently.
enum class Goes : bool { no, on };
Goes refuse_ranks(std::string_view command);

// Notes and progress come from rank 0 only.
inline Talk talk_of(const Arguments& given, const ranks::Ranks& ranks) {
  return ranks.is_first() ? talk_of(given) : Talk::errors_only;
}

}  // namespace lastmile::cli
