// What a scenario says about time: its timeline, and the ways to go on that it compares.
#pragma once

#include "tools/io/base/json.h"
#include "tools/io/timeline/selector.h"

namespace lastmile::io {

// The parts of a scenario file that say it; null where the file has none. Points into the document.
struct HorizonParts {
  const YamlNode* timeline = nullptr;
  const YamlNode* economics = nullptr;
  const YamlNode* take_up = nullptr;
  const YamlNode* rollout = nullptr;
  const YamlNode* changes = nullptr;
  const YamlNode* options = nullptr;
};

// What makes no sense without a timeline.
void require_timeline(const HorizonParts& parts, Reporter& report);

// Reads the parts of a scenario with a timeline once its elements are all there, and settles what final links
// cost when they come late. `horizon` is that of the surroundings.
void read_horizon(const HorizonParts& parts, const Surroundings& surroundings, Horizon& horizon,
                  Reporter& report);

// Of `options:`, and of one of them; they refer to the definitions "option" and "change".
Json options_schema();
Json option_schema();

}  // namespace lastmile::io
