// The costs to build elements as written, 0 where none was given. A plant holds only what follows from them
// and from the states; an edit of a state needs them again.
#pragma once

#include "models/base/link_column.h"

namespace lastmile {

struct Costs {
  IdVector<SiteId, double> of_sites;
  LinkColumn<double> of_links;
};

// The money of elements as written; NaN where nothing was. Their value and completion cost follow from it and
// from their states (models/plant/money.h).
struct WrittenMoney {
  Costs cost;
  Costs value;
  Costs completion_cost;
  LinkColumn<double> late_cost;  // of final links; only if the scenario has a timeline
};

}  // namespace lastmile
