#include "tools/exchange/transfer/layer_checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/base/text.h"

namespace lastmile::exchange {

std::string CrsUse::own_crs(const GisLayer& head, const GisRequest& request, const LayerMapping& layer) {
  const bool has_fields = !request.x_field.empty();
  std::string own = request.fields_are_degrees ? "EPSG:4326" : has_fields ? "" : head.crs;
  if (own.empty()) {
    is_used_ = is_used_ || (layer.crs.empty() && (has_fields || head.geometry != "None"));
    return own;
  }
  const std::string& given = layer.crs.empty() ? mapping_.crs : layer.crs;
  if (io::equals_ignoring_case(given, own)) return own;
  if (layer.crs.empty())
    other_ = own;
  else
    io::Reporter(mapping_.file, notes_)
        .note(layer.crs_at.place(),
              {"unused-crs", fmt::format("{} is not used: {} says its own, {}", given, layer.file, own)});
  return own;
}

void CrsUse::note_unused(io::Reporter report, const io::FixedPlace& place) const {
  if (mapping_.crs.empty() || is_used_ || other_.empty()) return;
  report.note(place, {"unused-crs",
                      fmt::format("{} is not used: the files say their own, {}", mapping_.crs, other_)});
}

bool check_features(const FeatureLayer& layer, const LayerMapping& mapping, const std::string& crs,
                    bool says_crs, io::Reporter report, io::Reporter notes) {
  const std::string name = fmt::format("layer {} of {}", io::quoted(layer.name), mapping.file);
  const std::size_t count = layer.features.size();
  if (count == 0 && mapping.where.empty())
    notes.note(mapping.at.place(), {"empty-layer", name + " has no features"});
  if (count == 0 && !mapping.where.empty()) {
    report.error(mapping.at.place(), {"nothing-selected", fmt::format("where: {} selects no feature of {}",
                                                                      io::quoted(mapping.where), name)});
    return false;
  }
  const bool any_inside = std::any_of(layer.features.begin(), layer.features.end(),
                                      [](const Feature& feature) { return feature.shape != Shape::outside; });
  if (count == 0 || any_inside) return true;
  const std::string features =
      count == 1 ? "the only feature" : fmt::format("none of the {} features", count);
  report.error(
      mapping.at.place(),
      {"out-of-range",
       fmt::format("{} of {} has {}coordinates in {}{}", features, name, count == 1 ? "no " : "", crs,
                   says_crs ? ", which the file says is its coordinate reference system" : ""),
       says_crs ? "convert the file, or make it say its true system; GeoJSON without a member \"crs\" is in "
                  "longitude and latitude"
                : "they may be exchanged, or the coordinate reference system is another"});
  return false;
}

}  // namespace lastmile::exchange
