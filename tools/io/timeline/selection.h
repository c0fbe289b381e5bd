// The elements that a change applies to: its selector matches them, and they have the fields that it sets.
#pragma once

#include "tools/io/timeline/selector.h"

namespace lastmile::io {

// Cost: O(elements), or O(named).
Selection select(const Selector& selector, const Setting& set, const Scenario& scenario);

}  // namespace lastmile::io
