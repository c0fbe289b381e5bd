// Reports running out of memory: beyond the memory limit of the process, an allocation fails instead of the
// kernel killing the process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace lastmile::cli {

// Limits the process to the memory of its control group. Does nothing if the group has no limit.
void keep_to_memory_limit();

// The lowest memory limit, in bytes, of the process's control group and its parents (cgroups(7), versions 1
// and 2). `groups` is the text of /proc/self/cgroup, `root` the folder of the groups.
std::optional<std::uint64_t> control_group_limit(const std::string& groups, const std::string& root);

}  // namespace lastmile::cli
