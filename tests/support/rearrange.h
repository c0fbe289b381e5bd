// The same plant in another order or form, for the invariants that such changes must not affect.
#pragma once

#include "models/plant/plant.h"
#include "tests/support/dice.h"

namespace lastmile::test {

// Every backbone link with its ends exchanged.
Plant with_reversed_links(Plant plant);

// The same elements in another file order; at[id] is the new index of element id.
struct Reordered {
  Plant plant;
  IdVector<SiteId, SiteId> site_at;
  IdVector<LinkId, LinkId> link_at;  // explicit links
  IdVector<PremisesId, PremisesId> premises_at;
};
Reordered reordered(const Plant& plant, Dice& dice);

// Each record of n > 1 homes with no more than one final link as n records of one home, each with its part of
// the users and its own final link for its part of the money. With several final links, cheaper drops may
// change the best path.
Plant with_split_records(const Plant& plant);

}  // namespace lastmile::test
