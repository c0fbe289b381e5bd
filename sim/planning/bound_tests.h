// What no better tree can contain, by reduced costs: with a bound L, reduced costs and the value U of a known
// tree, every part whose use raises the bound to U is removed, and every customer whose absence does is
// required.
//
// Vertex v is used by a tree only if a path leads from the root through v to a customer: at least
// L + d(root, v) + d(v, customer) in reduced costs. Where v branches, a second customer lies below it.
// Sources: Polzin, Vahdati Daneshmand 2001; Leitner et al. 2018. O(m log n).
#pragma once

#include "sim/planning/dual_ascent.h"
#include "sim/planning/reducer.h"

namespace lastmile::planning {

// `rest` and `graph` are the reducer's present state, `ascent` has run on `graph`, `gap` is what a better
// tree must stay below: U - L.
void apply_bound(Reducer& reducer, const Reducer::Compact& rest, const SteinerGraph& graph,
                 const DualAscent& ascent, Amount gap);

}  // namespace lastmile::planning
