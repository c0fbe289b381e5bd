// Files to import, and what the program makes of them.
#pragma once

#include <doctest/doctest.h>

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

inline std::string geojson(const std::string& features, const std::string& more = "") {
  return "{\"type\": \"FeatureCollection\", " + more + "\"features\": [" + features + "]}";
}
inline std::string feature(const std::string& type, const std::string& coordinates,
                           const std::string& properties = "") {
  const std::string geometry =
      type == "null" ? "null" : "{\"type\": \"" + type + "\", \"coordinates\": " + coordinates + "}";
  return "{\"type\": \"Feature\", \"properties\": {" + properties + "}, \"geometry\": " + geometry + "}";
}

// The first error line of an import that a mapping with this one layer describes.
inline std::string refusal(const TemporaryDirectory& folder, const std::string& layer) {
  const ImportRun run =
      import_into(folder, {"--mapping", folder.write("map.yaml", "import: {layers: [" + layer + "]}")});
  CHECK(run.run.status == 2);
  CHECK(run.run.out.empty());
  CHECK_FALSE(std::filesystem::exists(folder / "out"));
  return run.run.err;
}

inline void check_refused(const std::string& message, const std::string& rule, const std::string& part) {
  CAPTURE(message);
  CHECK(message.find("[" + rule + "]") != std::string::npos);
  CHECK(message.find(part) != std::string::npos);
}

}  // namespace lastmile::test
