// From the coordinates of a layer to longitude and latitude.
#pragma once

#include <ogr_spatialref.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tools/exchange/gdal/module/messages.h"

namespace lastmile::exchange {

// Understands codes, names and definitions, but opens no file and no connection.
inline bool set_crs(OGRSpatialReference& reference, const std::string& text) {
  return reference.SetFromUserInput(
             text.c_str(), OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get()) == OGRERR_NONE;
}

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
    } else if (!set_crs(source, request.crs)) {
      throw GisRefusal{"unknown-crs", "unknown coordinate reference system " + quoted(request.crs),
                       "write its code, as EPSG:25832"};
    }
    source.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    OGRSpatialReference target;
    target.importFromEPSG(wgs84);
    target.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const char* name = nullptr;
    has_area_ =
        source.GetAreaOfUse(&west_, &south_, &east_, &north_, &name) && west_ < east_ && east_ - west_ < 360;
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
    const double first_x = x.front();
    const double first_y = y.front();
    const bool on_earth = to_degrees(x, y);
    const bool inside = on_earth && is_in_area(x, y);
    if (!inside && has_area_) {
      ++outside_;
      std::vector<double> exchanged_x(1, first_y);
      std::vector<double> exchanged_y(1, first_x);
      if (to_degrees(exchanged_x, exchanged_y) && is_in_area(exchanged_x, exchanged_y)) ++swapped_;
    }
    return on_earth;
  }
  // Geometries that leave the area of use, and those of them that lie in it with x and y exchanged. A system
  // for all the world has no such area.
  std::size_t outside() const { return outside_; }
  std::size_t swapped() const { return swapped_; }
  const std::string& area_name() const { return area_name_; }

 private:
  bool to_degrees(std::vector<double>& x, std::vector<double>& y) {
    if (transformation_) {
      Messages quiet;
      good_.assign(x.size(), FALSE);
      transformation_->Transform(static_cast<int>(x.size()), x.data(), y.data(), nullptr, good_.data());
      if (std::find(good_.begin(), good_.end(), FALSE) != good_.end()) return false;
    }
    for (std::size_t i = 0; i < x.size(); ++i)
      if (!is_on_earth({x[i], y[i]})) return false;
    return true;
  }
  bool is_in_area(const std::vector<double>& x, const std::vector<double>& y) const {
    constexpr double margin = 1;
    for (std::size_t i = 0; has_area_ && i < x.size(); ++i)
      if (x[i] < west_ - margin || x[i] > east_ + margin || y[i] < south_ - margin || y[i] > north_ + margin)
        return false;
    return true;
  }

  static constexpr int wgs84 = 4326;
  std::unique_ptr<OGRCoordinateTransformation> transformation_;
  std::vector<int> good_;
  bool has_area_ = false;
  double west_ = 0, south_ = 0, east_ = 0, north_ = 0;
  std::string area_name_;
  std::size_t outside_ = 0;
  std::size_t swapped_ = 0;
};

}  // namespace lastmile::exchange
