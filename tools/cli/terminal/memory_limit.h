// Running out of memory is told, not suffered: where the process may use only so much, an allocation beyond
// it fails instead of ending the process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace lastmile::cli {

// Holds the process to the memory that its control group allows. Nothing happens where there is no such
// limit.
void keep_to_memory_limit();

// The least memory limit, bytes, of the process's control group and those above it (cgroups(7), versions 1
// and 2). `groups` is the text of /proc/self/cgroup, `root` the folder where the groups lie.
std::optional<std::uint64_t> control_group_limit(const std::string& groups, const std::string& root);

}  // namespace lastmile::cli
