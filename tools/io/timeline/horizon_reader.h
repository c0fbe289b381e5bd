// The parts of a scenario about time: its timeline and its rollout options.
#pragma once

#include "tools/io/base/json.h"
#include "tools/io/timeline/selector.h"

namespace lastmile::io {

// These parts of a scenario file; null if it has none. Points into the document.
struct HorizonParts {
  const YamlNode* timeline = nullptr;
  const YamlNode* economics = nullptr;
  const YamlNode* take_up = nullptr;
  const YamlNode* rollout = nullptr;
  const YamlNode* changes = nullptr;
  const YamlNode* options = nullptr;
};

// Reports parts that require a timeline.
void require_timeline(const HorizonParts& parts, Reporter& report);

// Reads the parts of a scenario with a timeline after its elements, and sets the late
// costs of final links. `horizon` is that of the surroundings.
void read_horizon(const HorizonParts& parts, const Surroundings& surroundings, Horizon& horizon,
                  Reporter& report);

// The JSON Schemas of `options` and of one option; they refer to the definitions "option" and "change".
Json options_schema();
Json option_schema();

}  // namespace lastmile::io
