#include "tools/ranks/open_ranks.h"

#include <fmt/format.h>

#include "tools/io/base/open_module.h"
#include "tools/io/base/version.h"

namespace lastmile::ranks {
namespace {

io::OpenedModule<Channel> open_channel() {
#ifdef LASTMILE_MPI
  return io::open_module<Channel>("lastmile_mpi", std::string{io::lastmile_version});
#else
  return {nullptr, "lastmile was built with LASTMILE_MPI=OFF"};
#endif
}

}  // namespace

OpenedRanks open_ranks(const Launch& launch) {
  // Open MPI would end each process with a message about how it was built.
  if (!launch.can_meet)
    return {nullptr,
            fmt::format("{} has started {} processes, but does not tell them how to find each other; "
                        "start them with srun --mpi=pmix",
                        launch.by, launch.count)};
  auto [channel, why_not] = open_channel();
  if (!channel)
    return {nullptr,
            fmt::format("{0} has started {1} processes, but they cannot work together: {2}; start one "
                        "process without {0}, or install the module: tools/quickstart --with mpi",
                        launch.by, launch.count, why_not)};
  if (channel->count() != launch.count)
    return {nullptr,
            fmt::format("{} has started {} processes, but Open MPI finds {}; start them with mpirun of Open "
                        "MPI, or with srun --mpi=pmix",
                        launch.by, launch.count, channel->count())};
  return {std::make_unique<Ranks>(std::move(channel)), {}};
}

}  // namespace lastmile::ranks
