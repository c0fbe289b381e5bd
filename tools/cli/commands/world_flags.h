// The flags of commands that draw worlds at random.
#pragma once

#include <fmt/format.h>

#include <optional>

#include "sim/reliability/worlds.h"
#include "tools/cli/commands/on_ranks.h"
#include "tools/cli/usage/exit_status.h"
#include "tools/ranks/share_worlds.h"

namespace lastmile::cli {

inline constexpr Value number_of_worlds = {ValueKind::whole_number, "N", {}, 1, most_worlds};

namespace flags {
inline constexpr Flag worlds = {"--worlds", 0, number_of_worlds,
                                "Draw N worlds in which elements fail at random, and show what to expect"};
inline constexpr Flag seed = {
    "--seed", 0, {ValueKind::whole_number, "S"}, "Random seed of the worlds [default: 1]"};
}  // namespace flags

// How the ranks draw worlds.
inline DrawWorlds drawn_on(ranks::Ranks& ranks) {
  if (ranks.count() == 1) return nullptr;
  return [&ranks](const WorldParts& parts) { return ranks::share_worlds(ranks, parts); };
}

// on_ranks() for a command that works in several processes only where it draws worlds.
inline int worlds_on_ranks(const Arguments& given, std::string_view command,
                           const std::function<void(ranks::Ranks&)>& work) {
  if (given.has(flags::worlds)) return on_ranks(given, work);
  if (refuse_ranks(command) == Goes::no) return done;
  ranks::Ranks alone;
  work(alone);
  return done;
}

// None unless worlds are asked for.
inline std::optional<WorldsRequest> worlds_of(const Arguments& given, std::string_view command) {
  WorldsRequest request;
  if (!given.has(flags::worlds)) {
    if (given.has(flags::seed))
      throw WrongLine(fmt::format("lastmile {}: option --seed needs --worlds", command));
    return std::nullopt;
  }
  request.count = given.number(flags::worlds, request.count);
  request.seed = given.number(flags::seed, request.seed);
  return request;
}

}  // namespace lastmile::cli
