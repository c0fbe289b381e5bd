#include "tools/io/read_scenario.h"

#include "tools/io/scenario/yaml_scenario.h"
#include "tools/io/snapshot/snapshot.h"

namespace lastmile::io {

ScenarioReading read_scenario(const std::string& path, InputFile::Hashing table_hashing, Progress& progress) {
  if (is_snapshot(path)) return read_snapshot(path, progress);
  return read_yaml_scenario(path, table_hashing, progress);
}

}  // namespace lastmile::io
