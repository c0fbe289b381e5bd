#include "tools/io/scenario/reading.h"

namespace lastmile::io {

std::vector<std::string> input_names(const ScenarioReading& reading) {
  std::vector<std::string> names = {reading.path};
  for (const InputRecord& input : reading.inputs) names.push_back(input.name);
  return names;
}

}  // namespace lastmile::io
