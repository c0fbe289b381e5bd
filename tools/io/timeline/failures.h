// Changes that let elements fail: whether the elements can be built by then, and whether the repair costs
// anything.
#pragma once

#include <span>

#include "tools/io/timeline/changes.h"
#include "tools/io/timeline/listed_elements.h"

namespace lastmile::io {

// One option with all its changes, in the order in which they apply.
struct OptionChanges {
  const RolloutOption& option;
  std::vector<ChangeAsWritten> changes;
};

// An error if an element cannot be built in any option before it fails; a note if in some; a note if a repair
// is free and immediate. Each change is reported once, however many options share it.
void check_failures(std::span<const OptionChanges> options, const Scenario& scenario, const Horizon& horizon,
                    Reporter& report);

}  // namespace lastmile::io
