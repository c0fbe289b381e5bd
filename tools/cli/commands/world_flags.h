// The flags of commands that draw worlds at random.
#pragma once

#include <fmt/format.h>

#include <optional>

#include "sim/reliability/worlds.h"
#include "tools/cli/usage/flags.h"

namespace lastmile::cli {

inline constexpr Value number_of_worlds = {ValueKind::whole_number, "N", {}, 1, most_worlds};

namespace flags {
inline constexpr Flag worlds = {"--worlds", 0, number_of_worlds,
                                "Draw N worlds in which elements fail at random, and show what to expect"};
inline constexpr Flag seed = {
    "--seed", 0, {ValueKind::whole_number, "S"}, "Random seed of the worlds [default: 1]"};
}  // namespace flags

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
