// Graphs in GraphML: the layers `nodes` and `edges`. Their fields are the names of the data keys; those that
// are a key of a table in any case of letters, or `longitude` and `latitude`, come first under the table's
// name. Nested graphs are read as one. Hyperedges and ports are not read, with a note.
//
// Source: Brandes et al. 2002, GraphML; Internet Topology Zoo (Knight et al. 2011) for the names of
// coordinates.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/exchange/features/feature_layer.h"
#include "tools/exchange/mapping/mapping.h"
#include "tools/io/problems/problem.h"

namespace lastmile::exchange {

struct GraphmlGraph {
  std::string name;  // the key `label`, `name` or `Network` of the graph, or its id
  FeatureLayer nodes;
  FeatureLayer edges;
};

// Whether a text is GraphML. O(1): looks at its beginning.
bool looks_like_graphml(std::string_view text);

// Reports everything that is wrong, with its line. O(bytes).
GraphmlGraph parse_graphml(std::string_view text, const std::string& file, io::ProblemList& problems);

// Nodes are sites, edges links; of tier backbone and operational where they do not say.
std::vector<LayerMapping> graphml_mapping(const GraphmlGraph& graph);

}  // namespace lastmile::exchange
