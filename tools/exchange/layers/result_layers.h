// The results of a scenario as layers of a map: sites, links, drops and premises, with all columns that the
// tables of results have, and what it takes to read the network from them again.
#pragma once

#include <functional>
#include <vector>

#include "models/plant/element.h"
#include "tools/exchange/features/gis.h"
#include "tools/io/base/progress.h"
#include "tools/io/package/result_rows.h"

namespace lastmile::exchange {

// Columns that a command adds to those of a layer.
struct MoreColumns {
  std::vector<io::OutputColumn> columns = {};
  std::function<void(io::RowWriter&, Element)> write = {};
};

struct LayerContent {
  MoreColumns premises = {};                   // of the layer of premises
  MoreColumns plant = {};                      // of the layers of sites, links and drops
  MoreColumns all = {};                        // of every layer
  std::function<bool(Element)> includes = {};  // which elements; all without it
};

struct ResultLayers {
  std::vector<GisTable> tables;                       // sites, links, drops, premises
  EnumArray<Element::Kind, std::size_t> not_drawn{};  // elements without coordinates, which are left out
};

// Of a scenario that was read with its names, geometry and areas. A link without a route is a straight line.
// Elements outside the design have no figures. Cost: O(elements), in memory too.
ResultLayers result_layers(const io::ResultOf& result, const LayerContent& content, io::Progress& progress);

}  // namespace lastmile::exchange
