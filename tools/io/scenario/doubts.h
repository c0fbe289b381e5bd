// What looks like a mistake in a scenario as a whole, though every value in it is possible.
#pragma once

#include "models/scenario/scenario.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io {

// The number of sites and of premises up to which every command looks at their coordinates; those that keep
// coordinates look at all.
inline constexpr std::size_t quick_points = 100'000;

// An error if most drops with coordinates at both ends are longer than 100 km, and would not be so with
// longitude and latitude of the premises exchanged; a note if they are only long. `geometry` may lack the
// points of the last elements. Looks at no more than 10,000 drops, evenly spread. Cost: about 20
// milliseconds.
void doubt_coordinates(const Plant& plant, const Geometry& geometry, Reporter& report);

// The number of elements up to which every command looks at their ids; `check` looks at all.
inline constexpr std::size_t quick_ids = 100'000;

// A note if ids differ only in the case of the letters A to Z. Cost: O(ids log ids), a microsecond for each.
void note_ids_that_differ_in_case(const Names& names, Reporter& report);
// The number of ids.
inline std::size_t id_count(const Names& names) {
  return names.sites.size() + names.links.size() + names.premises.size();
}

}  // namespace lastmile::io
