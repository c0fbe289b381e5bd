// From features to a network: ids, places where things meet, cut lines, drops, sources, lengths and islands.
//
// Ends of lines and points within Mapping::snap_m of each other are one place. A line is cut where an end or
// a vertex of another line, or a site, touches it, on request where it crosses another or itself (Join), and
// where a drop begins. All of it depends on
// positions only, not on the order of features; the order decides which of two equal ids keeps its name, and
// which of several sites in one place stays. Near-linear: R-trees and union-find.
#pragma once

#include "tools/exchange/assembly/assembled.h"
#include "tools/io/base/progress.h"
#include "tools/io/problems/problem.h"

namespace lastmile::exchange {

// `layers[i]` was read for `mapping.layers[i]`. Problems with values are reported with layer, feature and
// field; then the result is not complete.
Assembled assemble(const Mapping& mapping, const std::vector<FeatureLayer>& layers, io::ProblemList& problems,
                   io::Progress& progress = io::Progress::unwatched());

}  // namespace lastmile::exchange
