// Where the elements of a scenario lie, on WGS 84.
#pragma once

#include "models/base/ids.h"
#include "models/base/point.h"
#include "models/base/ragged_column.h"

namespace lastmile {

struct Geometry {
  IdVector<SiteId, Point> site_points;
  IdVector<PremisesId, Point> premises_points;
  // As written, from one end to the other in either direction; without points where none was given.
  RaggedColumn<Point> explicit_routes;  // by LinkId
  RaggedColumn<Point> drop_routes;      // of inline drops, by PremisesId
};

}  // namespace lastmile
