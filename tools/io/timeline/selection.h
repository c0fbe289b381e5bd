// Which elements a change is about: those that its selector holds of and that have what it sets.
#pragma once

#include "tools/io/timeline/selector.h"

namespace lastmile::io {

// Cost: O(elements), or O(named).
Selection select(const Selector& selector, const Setting& set, const Scenario& scenario);

}  // namespace lastmile::io
