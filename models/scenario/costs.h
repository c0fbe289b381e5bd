// The costs to build elements as written, 0 where none was given. A plant holds only what follows from them
// and from the states; an edit of a state needs them again.
#pragma once

#include "models/base/link_column.h"

namespace lastmile {

struct Costs {
  IdVector<SiteId, double> of_sites;
  LinkColumn<double> of_links;
};

}  // namespace lastmile
