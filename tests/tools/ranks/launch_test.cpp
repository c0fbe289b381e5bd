// What the environment tells about other processes.
#include "tools/ranks/launch.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <initializer_list>
#include <utility>

namespace lastmile::launch_test {
namespace {

using Variables = std::initializer_list<std::pair<const char*, const char*>>;

std::optional<ranks::Launch> launch_with(Variables variables) {
  for (const char* name : {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "PMI_RANK", "PMI_SIZE",
                           "SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_NTASKS", "PMIX_RANK"})
    ::unsetenv(name);
  for (const auto& [name, value] : variables) ::setenv(name, value, 1);
  const auto launch = ranks::launch_in_environment();
  for (const auto& [name, value] : variables) ::unsetenv(name);
  return launch;
}

TEST_CASE("mpirun and srun are recognised by the environment, and one process is alone") {
  const auto open_mpi = launch_with({{"OMPI_COMM_WORLD_RANK", "2"}, {"OMPI_COMM_WORLD_SIZE", "3"}});
  REQUIRE(open_mpi);
  CHECK(open_mpi->by == "mpirun");
  CHECK(open_mpi->rank == 2);
  CHECK(open_mpi->count == 3);
  const auto slurm = launch_with({{"SLURM_PROCID", "0"}, {"SLURM_STEP_NUM_TASKS", "4"}});
  REQUIRE(slurm);
  CHECK(slurm->by == "srun");
  CHECK(slurm->count == 4);
  CHECK(!slurm->can_meet);  // srun --mpi=none
  const auto pmix = launch_with({{"SLURM_PROCID", "0"}, {"SLURM_STEP_NUM_TASKS", "4"}, {"PMIX_RANK", "0"}});
  REQUIRE(pmix);
  CHECK(pmix->by == "srun");
  CHECK(pmix->can_meet);
  // srun --mpi=pmi2, which Open MPI may have been built for, and MPICH.
  const auto pmi = launch_with(
      {{"SLURM_PROCID", "1"}, {"SLURM_STEP_NUM_TASKS", "2"}, {"PMI_RANK", "1"}, {"PMI_SIZE", "2"}});
  REQUIRE(pmi);
  CHECK(pmi->by == "srun");
  CHECK(pmi->can_meet);
  CHECK(open_mpi->can_meet);
  CHECK(launch_with({{"PMI_RANK", "1"}, {"PMI_SIZE", "2"}}));
  CHECK(!launch_with({}));
  CHECK(!launch_with({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "1"}}));
  CHECK(!launch_with({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "many"}}));
  CHECK(!launch_with({{"OMPI_COMM_WORLD_SIZE", "3"}}));
  // A batch script of Slurm is one process, although its job has several tasks; so is mpirun -n 1 in a step.
  CHECK(!launch_with({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "4"}}));
  CHECK(!launch_with({{"OMPI_COMM_WORLD_RANK", "0"},
                      {"OMPI_COMM_WORLD_SIZE", "1"},
                      {"SLURM_PROCID", "3"},
                      {"SLURM_STEP_NUM_TASKS", "4"}}));
}

}  // namespace
}  // namespace lastmile::launch_test
