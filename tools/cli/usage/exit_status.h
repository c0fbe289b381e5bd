// Exit statuses of the program.
#pragma once

namespace lastmile::cli {

inline constexpr int done = 0;
inline constexpr int could_not = 1;       // a file, memory, the disk, an interruption
inline constexpr int input_is_wrong = 2;  // the scenario, its tables or the command line

}  // namespace lastmile::cli
