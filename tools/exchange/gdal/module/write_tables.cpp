#include "tools/exchange/gdal/module/write_tables.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <memory>

#include "tools/exchange/gdal/module/messages.h"

namespace lastmile::exchange {
namespace {

constexpr int wgs84 = 4326;
constexpr const char* layer_field = "layer";
constexpr const char* geometry_column = "geom";

struct DatasetCloser {
  void operator()(GDALDataset* data) const { GDALClose(data); }
};
using WrittenDataset = std::unique_ptr<GDALDataset, DatasetCloser>;

// A folder of files in memory that GDAL writes to; they vanish with it.
class MemoryFolder {
 public:
  MemoryFolder() : path_(CPLSPrintf("/vsimem/lastmile-%p", static_cast<const void*>(this))) {
    VSIMkdir(path_.c_str(), 0777);
  }
  ~MemoryFolder() { VSIRmdirRecursive(path_.c_str()); }
  MemoryFolder(const MemoryFolder&) = delete;
  MemoryFolder& operator=(const MemoryFolder&) = delete;
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

class Writing {
 public:
  Writing(const std::vector<GisTable>& tables, GisFormat format) : tables_(tables), format_(format) {
    srs_.importFromEPSG(wgs84);
    srs_.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  }

  void write(const std::function<void(std::string_view)>& take) {
    constexpr const char* drivers[] = {"GPKG", "GeoJSON", "FlatGeobuf"};
    constexpr const char* names[] = {"out.gpkg", "out.geojson", "out.fgb"};
    const auto which = static_cast<std::size_t>(format_);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(drivers[which]);
    if (driver == nullptr) throw GisRefusal{{}, std::string("GDAL has no driver ") + drivers[which], ""};
    const std::string path = folder_.file(names[which]);
    data_.reset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    require(data_ != nullptr);
    if (format_ == GisFormat::geopackage)
      write_layers();
    else
      write_one_layer();
    data_.reset();  // writes the rest
    require(messages_.failure().empty());
    vsi_l_offset size = 0;
    const GByte* bytes = VSIGetMemFileBuffer(path.c_str(), &size, FALSE);
    require(bytes != nullptr);
    constexpr vsi_l_offset block = 1 << 24;
    for (vsi_l_offset at = 0; at < size; at += block)
      take({reinterpret_cast<const char*>(bytes) + at, static_cast<std::size_t>(std::min(block, size - at))});
  }

 private:
  void require(bool good) const {
    if (!good) throw GisRefusal{{}, "GDAL cannot write it" + because(messages_.failure()), ""};
  }

  void add_field(OGRLayer& layer, const std::string& name, FieldType type) const {
    constexpr OGRFieldType types[] = {OFTString, OFTInteger64, OFTReal, OFTInteger};
    OGRFieldDefn field(name.c_str(), types[static_cast<std::size_t>(type)]);
    if (type == FieldType::truth) field.SetSubType(OFSTBoolean);
    require(layer.CreateField(&field) == OGRERR_NONE);
  }

  void write_layers() {
    require(data_->StartTransaction() == OGRERR_NONE);
    for (const GisTable& table : tables_) {
      OGRLayer* layer = create(table.content.name, table.is_lines ? wkbLineString : wkbPoint);
      std::vector<int> places;
      for (std::size_t i = 0; i < table.types.size(); ++i) {
        add_field(*layer, table.content.fields[i], table.types[i]);
        places.push_back(static_cast<int>(i));
      }
      add_features(*layer, table, places);
    }
    write_styles();
    require(data_->CommitTransaction() == OGRERR_NONE);
  }

  // All tables in one layer, with the fields of all.
  void write_one_layer() {
    OGRLayer* layer = create("lastmile", wkbUnknown);
    struct Column {
      std::string name;
      FieldType type;
    };
    std::vector<Column> columns = {{layer_field, FieldType::text}};
    std::vector<std::vector<int>> places;
    for (const GisTable& table : tables_) {
      std::vector<int>& of_table = places.emplace_back();
      for (std::size_t i = 0; i < table.types.size(); ++i) {
        const std::string& name = table.content.fields[i];
        const auto known = std::find_if(columns.begin(), columns.end(),
                                        [&](const Column& column) { return column.name == name; });
        of_table.push_back(static_cast<int>(known - columns.begin()));
        if (known == columns.end()) columns.push_back({name, table.types[i]});
      }
    }
    for (const Column& column : columns) add_field(*layer, column.name, column.type);
    for (std::size_t i = 0; i < tables_.size(); ++i) add_features(*layer, tables_[i], places[i]);
  }

  OGRLayer* create(const std::string& name, OGRwkbGeometryType type) {
    CPLStringList options;
    if (format_ == GisFormat::geopackage) options.SetNameValue("GEOMETRY_NAME", geometry_column);
    // An index would sort the features, and the order of elements decides between equals.
    if (format_ == GisFormat::flatgeobuf) options.SetNameValue("SPATIAL_INDEX", "NO");
    if (format_ == GisFormat::geojson) {
      options.SetNameValue("RFC7946", "YES");
      options.SetNameValue("COORDINATE_PRECISION", "8");  // a millimetre
    }
    OGRLayer* layer = data_->CreateLayer(name.c_str(), &srs_, type, options.List());
    require(layer != nullptr);
    return layer;
  }

  void add_features(OGRLayer& layer, const GisTable& table, const std::vector<int>& places) {
    const FeatureLayer& content = table.content;
    const bool names_layer = format_ != GisFormat::geopackage;
    std::string cell;
    for (std::size_t i = 0; i < content.features.size(); ++i) {
      OGRFeature feature(layer.GetLayerDefn());
      if (names_layer) feature.SetField(0, content.name.c_str());
      for (std::size_t f = 0; f < places.size(); ++f) {
        cell = content.cell(i, f);
        if (!cell.empty()) set(feature, places[f], table.types[f], cell);
      }
      feature.SetGeometryDirectly(geometry_of(content, content.features[i], table.is_lines).release());
      require(layer.CreateFeature(&feature) == OGRERR_NONE);
    }
  }

  static void set(OGRFeature& feature, int place, FieldType type, const std::string& cell) {
    switch (type) {
      case FieldType::text: return feature.SetField(place, cell.c_str());
      case FieldType::whole: return feature.SetField(place, static_cast<GIntBig>(std::stoll(cell)));
      case FieldType::real: return feature.SetField(place, CPLAtof(cell.c_str()));
      case FieldType::truth: return feature.SetField(place, cell == "true" ? 1 : 0);
    }
  }

  static std::unique_ptr<OGRGeometry> geometry_of(const FeatureLayer& content, const Feature& feature,
                                                  bool is_line) {
    const Point* points = content.part(feature.first_part);
    if (!is_line) return std::make_unique<OGRPoint>(points[0].lon, points[0].lat);
    auto line = std::make_unique<OGRLineString>();
    const auto count = static_cast<int>(content.part_size(feature.first_part));
    line->setNumPoints(count, FALSE);
    for (int i = 0; i < count; ++i) line->setPoint(i, points[i].lon, points[i].lat);
    return line;
  }

  // The table in which QGIS looks for the style of a layer of a GeoPackage.
  void write_styles() {
    if (std::none_of(tables_.begin(), tables_.end(), [](const GisTable& t) { return !t.style.empty(); }))
      return;
    CPLStringList options;
    options.SetNameValue("FID", "id");
    OGRLayer* layer = data_->CreateLayer("layer_styles", nullptr, wkbNone, options.List());
    require(layer != nullptr);
    for (const char* name : {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column",
                             "styleName", "styleQML", "styleSLD"})
      add_field(*layer, name, FieldType::text);
    add_field(*layer, "useAsDefault", FieldType::truth);
    for (const char* name : {"description", "owner", "ui"}) add_field(*layer, name, FieldType::text);
    OGRFieldDefn time("update_time", OFTDateTime);
    require(layer->CreateField(&time) == OGRERR_NONE);
    for (const GisTable& table : tables_) {
      if (table.style.empty()) continue;
      OGRFeature feature(layer->GetLayerDefn());
      for (const char* name : {"f_table_catalog", "f_table_schema", "styleSLD", "owner"})
        feature.SetField(name, "");
      feature.SetField("f_table_name", table.content.name.c_str());
      feature.SetField("f_geometry_column", geometry_column);
      feature.SetField("styleName", table.content.name.c_str());
      feature.SetField("styleQML", table.style.c_str());
      feature.SetField("useAsDefault", 1);
      feature.SetField("description", "written by lastmile");
      require(layer->CreateFeature(&feature) == OGRERR_NONE);
    }
  }

  const std::vector<GisTable>& tables_;
  GisFormat format_;
  OGRSpatialReference srs_;
  Messages messages_;
  MemoryFolder folder_;  // outlives the dataset
  WrittenDataset data_;
};

}  // namespace

void write_tables(const std::vector<GisTable>& tables, GisFormat format,
                  const std::function<void(std::string_view)>& take) {
  Writing(tables, format).write(take);
}

}  // namespace lastmile::exchange
