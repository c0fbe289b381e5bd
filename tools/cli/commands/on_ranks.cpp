#include "tools/cli/commands/on_ranks.h"

#include <fmt/format.h>
#include <stdlib.h>

#include "sim/support/parallel.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/cli/usage/failure.h"
#include "tools/io/base/version.h"
#include "tools/io/files/sha256.h"
#include "tools/ranks/open_ranks.h"

namespace lastmile::cli {

namespace {

// Without the name of the program and the end of the line.
std::string words_of(std::string_view told) {
  constexpr std::string_view program = "lastmile: ";
  if (told.starts_with(program)) told.remove_prefix(program.size());
  while (told.ends_with('\n')) told.remove_suffix(1);
  return std::string{told};
}

}  // namespace

int on_ranks(const Arguments& given, const std::function<void(ranks::Ranks&)>& work) {
  const auto launch = ranks::launch_in_environment();
  if (!launch) {
    ranks::Ranks alone;
    work(alone);
    return done;
  }
  const ranks::OpenedRanks opened = ranks::open_ranks(*launch);
  const std::unique_ptr<ranks::Ranks>& ranks = opened.ranks;
  if (!ranks && launch->rank > 0) return done;
  if (!ranks) throw io::IoFailed(opened.why_not);
  ::setenv("NO_COLOR", "1", 1);  // mpirun makes standard output look like a terminal, wherever it goes
  int status = done;
  std::string why;
  try {
    with_threads(given.has(flags::threads) ? 0 : ranks->cores(), [&] { work(*ranks); });
  } catch (const ranks::Dismissed&) {
    // Rank 0 tells the reason.
  } catch (const PipeClosed&) {
    ranks->leave();
    throw;
  } catch (...) {
    if (ranks->is_first())
      status = tell_failure();
    else
      tell_failure([&](const char* text) { why = words_of(text); });
  }
  ranks->leave(why);
  return status;
}

Goes refuse_ranks(std::string_view command) {
  const auto launch = ranks::launch_in_environment();
  if (!launch) return Goes::on;
  if (launch->rank > 0) return Goes::no;
  throw WrongLine(
      fmt::format("lastmile {}: works in one process, but {} has started {}; only sweep, and "
                  "reliability, compare and simulate with --worlds, work in several",
                  command, launch->by, launch->count));
}

void agree(ranks::Ranks& ranks, const Arguments& given,
           std::span<const io::ScenarioReading* const> readings) {
  io::Sha256 hash;
  hash.add(io::lastmile_version);
  hash.add(given.all_words());
  for (const io::ScenarioReading* reading : readings)
    for (const io::InputRecord& input : reading->inputs) hash.add(input.sha256);
  ranks.agree(hash.hex(), readings.front()->path);
}

}  // namespace lastmile::cli
