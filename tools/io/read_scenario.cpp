#include "tools/io/read_scenario.h"

#include "tools/io/scenario/yaml_scenario.h"
#include "tools/io/snapshot/snapshot.h"

namespace lastmile::io {
namespace {

[[noreturn]] void refuse_settings(const std::string& path) {
  ProblemList problems;
  Reporter(path, problems)
      .error(FixedPlace({0, 0}), {"bad-setting", "a packed scenario takes no settings",
                                  "set values of the scenario file from which it was packed"});
  throw InputRefused(std::move(problems));
}

}  // namespace

ScenarioReading read_scenario(const std::string& path, InputFile::Hashing table_hashing, Progress& progress,
                              const Keep& keep, const std::vector<std::string>& settings) {
  if (!is_snapshot(path)) return read_yaml_scenario(path, table_hashing, progress, keep, settings);
  if (!settings.empty()) refuse_settings(path);
  return read_snapshot(path, progress, keep);
}

}  // namespace lastmile::io
