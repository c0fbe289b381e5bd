// The part of the design network that is not a hanging tree: the virtual root (vertex 0), the sources, and
// every site on a ring or on a path between those. It is a compressed sparse row graph of Boost.Graph with
// two arcs for each link. CSR sorts arcs, so each arc carries the id of its link (none for arcs between root
// and sources).
#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>

#include "models/base/ids.h"

namespace lastmile {

struct CoreArc {
  LinkId link;
};

using CoreGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, CoreArc,
                                                     boost::no_property, std::uint32_t, std::uint32_t>;
using CoreVertex = boost::graph_traits<CoreGraph>::vertex_descriptor;

inline constexpr CoreVertex core_root = 0;

}  // namespace lastmile
