// From the coordinates of a layer to longitude and latitude.
#pragma once

#include <ogr_spatialref.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tools/exchange/gdal/module/messages.h"

namespace lastmile::exchange {

// Throws GisRefusal where the layer does not say its system and the request does not either.
class Transformation {
 public:
  Transformation(const GisRequest& request, const OGRSpatialReference* own) {
    if (own != nullptr && (own->IsLocal() != 0 || own->IsEmpty() != 0)) own = nullptr;
    OGRSpatialReference source;
    if (request.fields_are_degrees) {
      source.importFromEPSG(wgs84);
    } else if (own != nullptr) {
      source = *own;
    } else if (request.crs.empty()) {
      throw GisRefusal{"no-crs", in_layer(request) + " does not say its coordinate reference system",
                       "give it: crs: EPSG:25832 in the mapping file, or --crs"};
    } else if (source.SetFromUserInput(request.crs.c_str()) != OGRERR_NONE) {
      throw GisRefusal{"unknown-crs", "unknown coordinate reference system " + quoted(request.crs),
                       "write its code, as EPSG:25832"};
    }
    source.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    OGRSpatialReference target;
    target.importFromEPSG(wgs84);
    target.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const char* name = nullptr;
    has_area_ = source.GetAreaOfUse(&west_, &south_, &east_, &north_, &name) && west_ < east_;
    if (name != nullptr) area_name_ = name;
    if (source.IsSame(&target) != 0) return;
    transformation_.reset(OGRCreateCoordinateTransformation(&source, &target));
    if (!transformation_)
      throw GisRefusal{"unknown-crs",
                       in_layer(request) + ": its coordinate reference system cannot be transformed",
                       "PROJ may lack a grid"};
  }

  // Reports whether all points are longitudes and latitudes now.
  bool apply(std::vector<double>& x, std::vector<double>& y) {
    if (transformation_) {
      Messages quiet;
      good_.assign(x.size(), FALSE);
      transformation_->Transform(static_cast<int>(x.size()), x.data(), y.data(), nullptr, good_.data());
      if (std::find(good_.begin(), good_.end(), FALSE) != good_.end()) return false;
    }
    bool outside = false;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (!is_on_earth({x[i], y[i]})) return false;
      constexpr double margin = 1;
      outside = outside || (has_area_ && (x[i] < west_ - margin || x[i] > east_ + margin ||
                                          y[i] < south_ - margin || y[i] > north_ + margin));
    }
    outside_ += outside ? 1 : 0;
    return true;
  }
  std::size_t outside() const { return outside_; }
  const std::string& area_name() const { return area_name_; }

 private:
  static constexpr int wgs84 = 4326;
  std::unique_ptr<OGRCoordinateTransformation> transformation_;
  std::vector<int> good_;
  bool has_area_ = false;
  double west_ = 0, south_ = 0, east_ = 0, north_ = 0;
  std::string area_name_;
  std::size_t outside_ = 0;
};

}  // namespace lastmile::exchange
