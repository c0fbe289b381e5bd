// Files to import, and what the program makes of them.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/file_text.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"

namespace lastmile::test {

inline bool has_gis() {
  return std::filesystem::exists(std::filesystem::path(program_path()).parent_path() / "lastmile_gis.so");
}

// Imports into the folder `out` of the temporary one; the summary, or null if it is refused.
struct ImportRun {
  ProgramRun run;
  nlohmann::json report;
};
inline ImportRun import_into(const TemporaryDirectory& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "import");
  arguments.insert(arguments.end(), {"-o", folder / "out"});
  ImportRun result{run_program(arguments), nullptr};
  if (result.run.status == 0) result.report = nlohmann::json::parse(read_text(folder / "out/import.json"));
  return result;
}

}  // namespace lastmile::test
