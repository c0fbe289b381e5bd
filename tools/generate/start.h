// The scenario that `lastmile init` writes: scenarios/start, part of the program since it was built.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lastmile::io {

struct StartFile {
  std::string_view name;
  std::string_view content;
};
// scenario.yaml and its tables.
std::span<const StartFile> start_files();

// Writes all of them to a folder that does not exist or is empty, or none. Throws IoFailed.
void write_start(const std::string& folder);

}  // namespace lastmile::io
