// Networks in the Open Fibre Data Standard, JSON 0.3 and 0.4: the layers `nodes` and `spans`, with fields
// named like keys of tables. Spans join nodes by their references; their routes only give lengths.
//
// Source: Open Telecoms Data, Open Fibre Data Standard, network schema 0.3 and 0.4.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/exchange/features/feature_layer.h"
#include "tools/exchange/mapping/mapping.h"
#include "tools/io/problems/problem.h"

namespace lastmile::exchange {

struct OfdsPackage {
  std::string name;  // of the only network; empty if there are several
  FeatureLayer nodes;
  FeatureLayer spans;
};

// Whether a text is a JSON object that holds nodes and spans, or networks. O(1): looks at its beginning.
bool looks_like_ofds(std::string_view text);

// Reports everything that is wrong, with the line of the node or span. O(bytes).
OfdsPackage parse_ofds(std::string_view text, const std::string& file, io::ProblemList& problems);

// What the fields mean: nodes are sites, spans links of tier backbone; words of the code list of statuses.
std::vector<LayerMapping> ofds_mapping(const OfdsPackage& package);

}  // namespace lastmile::exchange
