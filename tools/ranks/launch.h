// How this process was started: alone, or by mpirun or srun as one of several that are to work together. The
// environment shows it, so no MPI library is needed.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace lastmile::ranks {

struct Launch {
  std::string_view by;  // mpirun or srun
  std::size_t rank = 0;
  std::size_t count = 1;
  bool can_meet = true;  // whether the launcher tells the processes how to find each other
};

// None if this process is the only one.
std::optional<Launch> launch_in_environment();

}  // namespace lastmile::ranks
