// The module of geographic formats: the only code that includes GDAL. Built as lastmile_gis.so, opened at run
// time (load_gis.h); it shares no code with the program but the types in tools/exchange/features.
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal_priv.h>
#include <ogr_api.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <string_view>

#include "tools/exchange/features/gis.h"
#include "tools/exchange/gdal/module/messages.h"
#include "tools/exchange/gdal/module/transformation.h"
#include "tools/exchange/gdal/module/write_tables.h"

namespace lastmile::exchange {
namespace {

struct Closed {
  void operator()(GDALDataset* data) const { GDALClose(data); }
};
using Dataset = std::unique_ptr<GDALDataset, Closed>;

Dataset open(const std::string& file, const char* encoding, Messages& messages) {
  CPLStringList options;
  if (encoding != nullptr) options.SetNameValue("ENCODING", encoding);
  Dataset data(
      GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, options.List(), nullptr));
  if (!data) {
    const bool is_locked = messages.failure().find("locked") != std::string::npos;
    throw GisRefusal{
        "not-readable", file + " cannot be opened as geographic data" + because(messages.failure()),
        is_locked
            ? "close the program that is writing to it"
            : "GDAL reads GeoPackage, GeoJSON, Shapefile, FlatGeobuf, OSM PBF, CSV, XLSX, ODS and more"};
  }
  messages.forget();  // of drivers that did not recognise it
  return data;
}

bool is_shapefile(GDALDataset& data) {
  return std::string_view(data.GetDriverName()) == "ESRI Shapefile";
}

// Whether a Shapefile says how its text is encoded.
bool says_encoding(OGRLayer& layer) {
  const char* page = layer.GetMetadataItem("CPG_VALUE", "SHAPEFILE");
  const char* driver = layer.GetMetadataItem("LDID_VALUE", "SHAPEFILE");
  return (page != nullptr && *page != '\0') || (driver != nullptr && std::string_view(driver) != "0");
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Adds the geometry of a feature to the last feature of a layer.
class Drawing {
 public:
  Drawing(FeatureLayer& layer, Transformation& transformation)
      : layer_(layer), transformation_(transformation) {}

  void add(const OGRGeometry* geometry) {
    Feature& feature = layer_.features.back();
    if (geometry == nullptr || geometry->IsEmpty()) return;
    std::unique_ptr<OGRGeometry> straight;
    if (geometry->hasCurveGeometry()) {
      straight.reset(geometry->getLinearGeometry());
      geometry = straight.get();
    }
    // A collection of one is that one.
    while (OGR_GT_IsSubClassOf(wkbFlatten(geometry->getGeometryType()), wkbGeometryCollection) &&
           geometry->toGeometryCollection()->getNumGeometries() == 1)
      geometry = geometry->toGeometryCollection()->getGeometryRef(0);
    switch (wkbFlatten(geometry->getGeometryType())) {
      case wkbPoint: return add_point(geometry->toPoint(), Shape::point);
      case wkbLineString: feature.shape = Shape::line; return add_line(geometry->toLineString());
      case wkbMultiLineString:
        feature.shape = Shape::line;
        for (const OGRLineString* line : *geometry->toMultiLineString())
          if (layer_.features.back().shape == Shape::line) add_line(line);
        return;
      case wkbPolygon:
      case wkbMultiPolygon: {
        OGRPoint centre;
        const Messages quiet;
        if (geometry->Centroid(&centre) == OGRERR_NONE && !centre.IsEmpty())
          return add_point(&centre, Shape::area);
        feature.shape = Shape::other;
        return;
      }
      default: feature.shape = Shape::other;
    }
  }
  void add_position(double x, double y) {
    x_.assign(1, x);
    y_.assign(1, y);
    finish_part(Shape::point);
  }

 private:
  void add_point(const OGRPoint* point, Shape shape) {
    x_.assign(1, point->getX());
    y_.assign(1, point->getY());
    finish_part(shape);
  }
  void add_line(const OGRLineString* line) {
    const auto count = static_cast<std::size_t>(line->getNumPoints());
    if (count < 2) return;
    x_.resize(count);
    y_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      x_[i] = line->getX(static_cast<int>(i));
      y_[i] = line->getY(static_cast<int>(i));
    }
    finish_part(Shape::line);
  }
  void finish_part(Shape shape) {
    Feature& feature = layer_.features.back();
    feature.shape = shape;
    if (!transformation_.apply(x_, y_)) {
      layer_.drop_parts();
      feature.shape = Shape::outside;
      return;
    }
    for (std::size_t i = 0; i < x_.size(); ++i) layer_.add_point({x_[i], y_[i]});
    layer_.end_part();
  }

  FeatureLayer& layer_;
  Transformation& transformation_;
  std::vector<double> x_, y_;
};

// A number as a spreadsheet has it, also with a decimal comma.
std::optional<double> number_of(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), ',', '.');
  if (plain.empty()) return std::nullopt;
  char* end = nullptr;
  const double value = CPLStrtod(plain.c_str(), &end);
  if (*end != '\0' || !std::isfinite(value)) return std::nullopt;
  return value;
}

class Reading {
 public:
  explicit Reading(const GisRequest& request) : request_(request) {}

  FeatureLayer read() {
    Dataset data = open_with_encoding();
    OGRLayer* layer = data->GetLayerByName(request_.layer.c_str());
    if (layer == nullptr)
      throw GisRefusal{"not-readable", in_layer(request_) + " cannot be read" + because(messages_.failure()),
                       ""};
    if (std::string_view(data->GetDriverName()) == "OSM") {
      // Only this layer is built from the file; nodes and ways of others are not kept.
      const std::string only = "SET interest_layers = " + request_.layer;
      data->ReleaseResultSet(data->ExecuteSQL(only.c_str(), nullptr, nullptr));
    }
    select(*layer);
    result_.file = request_.file;
    result_.name = request_.layer;
    result_.fields = request_.fields;
    const bool has_geometry = layer->GetGeomType() != wkbNone;
    const bool has_fields = !request_.x_field.empty();
    std::optional<Transformation> transformation;
    if (has_geometry || has_fields)
      transformation.emplace(request_, has_fields ? nullptr : layer->GetSpatialRef());
    read_features(*layer, transformation);
    if (!messages_.failure().empty())
      throw GisRefusal{"not-readable",
                       in_layer(request_) + " cannot be read to its end" + because(messages_.failure()),
                       "the file may be cut short, damaged or locked by another program"};
    if (transformation && 2 * transformation->swapped() > transformation->outside())
      throw GisRefusal{"swapped-coordinates",
                       in_layer(request_) + ": " + std::to_string(transformation->outside()) + " of " +
                           std::to_string(result_.features.size()) +
                           " features lie outside the area of use of the coordinate reference system (" +
                           transformation->area_name() +
                           "), and inside it with their two coordinates exchanged",
                       "x counts eastwards and y northwards"};
    if (transformation && transformation->outside() > 0)
      result_.notes.push_back(std::to_string(transformation->outside()) +
                              " features lie outside the area of use of the coordinate reference system (" +
                              transformation->area_name() +
                              "): it may be another, or coordinates may be swapped");
    return std::move(result_);
  }

 private:
  Dataset open_with_encoding() {
    Dataset data = open(request_.file, nullptr, messages_);
    if (!is_shapefile(*data)) return data;
    if (!request_.encoding.empty()) return open(request_.file, request_.encoding.c_str(), messages_);
    OGRLayer* layer = data->GetLayerByName(request_.layer.c_str());
    if (layer == nullptr || says_encoding(*layer)) return data;
    must_be_ascii_ = true;
    return open(request_.file, "", messages_);  // bytes as they are
  }

  void select(OGRLayer& layer) {
    if (!request_.where.empty()) {
      if (layer.SetAttributeFilter(request_.where.c_str()) != OGRERR_NONE)
        throw GisRefusal{"bad-filter",
                         in_layer(request_) + ": where: " + quoted(request_.where) + " is no filter" +
                             because(messages_.failure()),
                         "write it in OGR SQL, as \"owner = 'town'\""};
      return;  // the filter may use any field
    }
    if (!layer.TestCapability(OLCIgnoreFields)) return;
    CPLStringList ignored;
    const OGRFeatureDefn* fields = layer.GetLayerDefn();
    for (int i = 0; i < fields->GetFieldCount(); ++i) {
      const char* name = fields->GetFieldDefn(i)->GetNameRef();
      if (std::find(request_.fields.begin(), request_.fields.end(), name) == request_.fields.end())
        ignored.AddString(name);
    }
    layer.SetIgnoredFields(const_cast<const char**>(ignored.List()));
  }

  void read_features(OGRLayer& layer, std::optional<Transformation>& transformation) {
    std::vector<int> places;
    for (const std::string& field : request_.fields)
      places.push_back(layer.GetLayerDefn()->GetFieldIndex(field.c_str()));
    layer.ResetReading();
    std::vector<std::string> cells(places.size());
    while (const std::unique_ptr<OGRFeature> found{layer.GetNextFeature()}) {
      Feature& feature = result_.begin_feature(found->GetFID());
      for (std::size_t i = 0; i < places.size(); ++i)
        cells[i] = text_of(*found, places[i], request_.fields[i]);
      if (transformation) {
        Drawing drawing(result_, *transformation);
        if (!request_.x_field.empty())
          add_position(drawing, feature, cells);
        else
          drawing.add(found->GetGeometryRef());
      }
      for (const std::string& cell : cells) result_.add_cell(cell);
    }
  }

  void add_position(Drawing& drawing, Feature& feature, const std::vector<std::string>& cells) const {
    const auto cell = [&](const std::string& field) -> const std::string& {
      return cells[static_cast<std::size_t>(std::find(request_.fields.begin(), request_.fields.end(), field) -
                                            request_.fields.begin())];
    };
    const std::string& x_text = cell(request_.x_field);
    const std::string& y_text = cell(request_.y_field);
    if (x_text.empty() || y_text.empty()) return;
    const auto x = number_of(x_text);
    const auto y = number_of(y_text);
    if (x && y)
      drawing.add_position(*x, *y);
    else
      feature.shape = Shape::outside;
  }

  std::string text_of(const OGRFeature& feature, int place, const std::string& field) {
    if (place < 0 || !feature.IsFieldSetAndNotNull(place)) return {};
    std::string text = feature.GetFieldAsString(place);
    if (is_ascii(text)) return text;
    const auto refuse = [&](const std::string& hint) {
      throw GisRefusal{"no-encoding",
                       in_layer(request_) + ", feature " + std::to_string(feature.GetFID()) + ", " + field +
                           ": its text is not ASCII, and nothing says how it is encoded",
                       hint};
    };
    if (must_be_ascii_)
      refuse("give it: encoding: ISO-8859-1, CP1252 or UTF-8 in the mapping file, or add a .cpg file");
    if (CPLIsUTF8(text.c_str(), static_cast<int>(text.size()))) return text;
    if (request_.encoding.empty()) refuse("give it: encoding: ISO-8859-1 in the mapping file");
    char* recoded = CPLRecode(text.c_str(), request_.encoding.c_str(), CPL_ENC_UTF8);
    text = recoded;
    CPLFree(recoded);
    return text;
  }

  const GisRequest& request_;
  Messages messages_;
  FeatureLayer result_;
  bool must_be_ascii_ = false;  // a Shapefile does not say its encoding
};

FieldType type_of(const OGRFieldDefn& field) {
  switch (field.GetType()) {
    case OFTInteger: return field.GetSubType() == OFSTBoolean ? FieldType::truth : FieldType::whole;
    case OFTInteger64: return FieldType::whole;
    case OFTReal: return FieldType::real;
    default: return FieldType::text;
  }
}

std::string crs_of(const OGRSpatialReference* srs) {
  if (srs == nullptr || srs->IsEmpty() != 0 || srs->IsLocal() != 0) return {};
  const char* authority = srs->GetAuthorityName(nullptr);
  const char* code = srs->GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr) return std::string(authority) + ":" + code;
  const char* name = srs->GetName();
  return name == nullptr ? "" : name;
}

class GdalGis : public Gis {
 public:
  GdalGis() {
    GDALAllRegister();
    CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "0");  // no limit
    // The first row of a sheet names the columns, also where all cells are text.
    CPLSetConfigOption("OGR_XLSX_HEADERS", "FORCE");
    CPLSetConfigOption("OGR_ODS_HEADERS", "FORCE");
  }

  std::vector<GisLayer> layers_of(const std::string& file) override {
    Messages messages;
    const Dataset data = open(file, nullptr, messages);
    std::vector<GisLayer> layers;
    for (OGRLayer* layer : data->GetLayers()) {
      GisLayer& found = layers.emplace_back();
      found.name = layer->GetName();
      found.geometry = OGRGeometryTypeToName(layer->GetGeomType());
      const OGRFeatureDefn* fields = layer->GetLayerDefn();
      for (int i = 0; i < fields->GetFieldCount(); ++i) {
        found.fields.emplace_back(fields->GetFieldDefn(i)->GetNameRef());
        found.types.push_back(type_of(*fields->GetFieldDefn(i)));
      }
      found.crs = crs_of(layer->GetSpatialRef());
    }
    return layers;
  }

  FeatureLayer read(const GisRequest& request) override { return Reading(request).read(); }

  bool knows_crs(const std::string& crs) override {
    const Messages quiet;
    return set_crs(*std::make_unique<OGRSpatialReference>(), crs);
  }

  void write(const std::vector<GisTable>& tables, GisFormat format,
             const std::function<void(std::string_view)>& take) override {
    write_tables(tables, format, take);
  }

  std::string version() const override { return GDALVersionInfo("RELEASE_NAME"); }
};

}  // namespace
}  // namespace lastmile::exchange

extern "C" __attribute__((visibility("default"))) lastmile::exchange::Gis* lastmile_gis(
    const char* program_version) {
  if (std::strcmp(program_version, LASTMILE_VERSION) != 0) return nullptr;
  return new lastmile::exchange::GdalGis;
}
