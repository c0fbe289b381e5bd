#include "tools/ranks/launch.h"

#include <array>
#include <charconv>
#include <cstdlib>

namespace lastmile::ranks {
namespace {

struct Launcher {
  std::string_view name;
  const char* rank;
  const char* count;
};
// Open MPI; MPICH and those like it; Slurm, whose variables of a step exist only under srun: a batch script
// has SLURM_NTASKS, too, and is one process.
constexpr std::array<Launcher, 3> launchers = {{{"mpirun", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
                                                {"mpirun", "PMI_RANK", "PMI_SIZE"},
                                                {"srun", "SLURM_PROCID", "SLURM_STEP_NUM_TASKS"}}};

std::optional<std::size_t> number_in(const char* variable) {
  const char* text = std::getenv(variable);
  if (text == nullptr) return std::nullopt;
  const std::string_view digits = text;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

// Whether srun has started this process itself; mpirun may run within its step, with another count or rank.
bool is_slurm_step(std::size_t rank, std::size_t count) {
  return std::getenv("OMPI_COMM_WORLD_RANK") == nullptr && number_in("SLURM_PROCID") == rank &&
         number_in("SLURM_STEP_NUM_TASKS") == count;
}

}  // namespace

std::optional<Launch> launch_in_environment() {
  for (const Launcher& launcher : launchers) {
    const auto rank = number_in(launcher.rank);
    const auto count = number_in(launcher.count);
    if (!rank || !count) continue;
    if (*count <= 1) return std::nullopt;
    return Launch{is_slurm_step(*rank, *count) ? "srun" : launcher.name, *rank, *count,
                  launcher.name != "srun" || std::getenv("PMIX_RANK") != nullptr};
  }
  return std::nullopt;
}

}  // namespace lastmile::ranks
