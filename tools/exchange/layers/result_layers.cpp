#include "tools/exchange/layers/result_layers.h"

#include <array>
#include <string_view>

#include "tools/exchange/layers/layer_styles.h"
#include "tools/io/package/package_folder.h"
#include "tools/io/results/element_words.h"
#include "tools/io/results/findings.h"

namespace lastmile::exchange {
namespace {

using io::OutputColumn;
using io::RowWriter;

FieldType field_type(std::string_view type) {
  if (type == "integer") return FieldType::whole;
  if (type == "number") return FieldType::real;
  return type == "boolean" ? FieldType::truth : FieldType::text;
}

constexpr OutputColumn completion_column = {"completion_cost", "number", io::currency_unit, ""};
constexpr OutputColumn length_column = {"length_m", "number", "m", ""};
constexpr OutputColumn area_column = {"area", "string", "", ""};

// One layer while it is filled.
class Layer {
 public:
  Layer(std::string name, bool is_lines, std::span<const OutputColumn> columns) {
    table_.content.name = std::move(name);
    table_.is_lines = is_lines;
    add(columns);
  }
  void add(std::span<const OutputColumn> columns) {
    for (const OutputColumn& column : columns) {
      table_.content.fields.emplace_back(column.name);
      table_.types.push_back(field_type(column.type));
    }
  }
  void add(const OutputColumn& column) { add(std::span(&column, 1)); }

  // A feature with these points; write_cells(row writer) writes all its cells but does not end the row.
  template <class WriteCells>
  void add_feature(std::span<const Point> points, WriteCells write_cells) {
    FeatureLayer& content = table_.content;
    content.begin_feature(static_cast<std::int64_t>(content.features.size()));
    for (const Point& point : points) content.add_point(point);
    content.end_part();
    text_.clear();
    ends_.clear();
    RowWriter row(text_, ends_);
    write_cells(row);
    row.end();
    std::size_t begin = 0;
    for (const std::size_t end : ends_) {
      content.add_cell({text_.data() + begin, end - begin});
      begin = end;
    }
  }
  GisTable finish() {
    table_.style = layer_style(table_.content.name);
    return std::move(table_);
  }

 private:
  GisTable table_;
  io::RowText text_;
  std::vector<std::size_t> ends_;
};

class ResultLayerMaker {
 public:
  ResultLayerMaker(const io::ResultOf& result, const LayerContent& content, io::Progress& progress)
      : result_(result),
        scenario_(result.scenario),
        plant_(result.plant),
        content_(content),
        progress_(progress),
        has_areas_(scenario_.names.areas.size() > 0) {
    if (has_areas_) areas_ = written_areas(scenario_);
  }

  ResultLayers make() {
    make_sites();
    make_links();
    make_drops();
    make_premises();
    return std::move(made_);
  }

 private:
  bool is_included(Element element) const { return !content_.includes || content_.includes(element); }
  Point at(SiteId site) const {
    return site.value < scenario_.geometry.site_points.size() ? scenario_.geometry.site_points[site]
                                                              : Point{};
  }
  Point at(PremisesId p) const {
    return p.value < scenario_.geometry.premises_points.size() ? scenario_.geometry.premises_points[p]
                                                               : Point{};
  }
  // The points of a link; empty without coordinates.
  std::span<const Point> course(LinkId link, const Point& from, const Point& to) {
    const std::span<const Point> route = route_of(scenario_, link);
    if (route.size() >= 2) return route;
    if (!from.exists() || !to.exists()) return {};
    straight_ = {from, to};
    return straight_;
  }

  Layer begin(const char* name, bool is_lines, std::span<const OutputColumn> columns, std::size_t count) {
    progress_.begin(std::string("drawing ") + name, count, "elements");
    return {name, is_lines, columns};
  }
  void end(Layer& layer) { made_.tables.push_back(layer.finish()); }
  void add_last_columns(Layer& layer) const {
    layer.add(content_.all.columns);
    layer.add(io::name_column);
  }
  void write_last_cells(RowWriter& row, Element element) const {
    if (content_.all.write) content_.all.write(row, element);
    row.text(io::name_beside(scenario_, element));
  }
  void write_area(RowWriter& row, AreaId area) const {
    if (!has_areas_) return;
    if (area.exists())
      row.text(io::area_name(scenario_, area.value));
    else
      row.nothing();
  }
  void write_plant(RowWriter& row, Element element) const {
    if (content_.plant.write) content_.plant.write(row, element);
  }
  void write_length(RowWriter& row, LinkId link) const {
    if (plant_.access) row.number(length_m(plant_, link));
  }

  void make_sites() {
    Layer layer = begin("sites", false, io::element_columns(), plant_.sites.size());
    layer.add(completion_column);
    if (has_areas_) layer.add(area_column);
    layer.add(content_.plant.columns);
    add_last_columns(layer);
    for (const SiteId site : ids<SiteId>(plant_.sites.size())) {
      if (!is_included(site)) continue;
      const Point point = at(site);
      if (!point.exists()) {
        ++made_.not_drawn[Element::Kind::site];
        continue;
      }
      layer.add_feature(std::span(&point, 1), [&](RowWriter& row) {
        io::write_site_cells(row, result_, site);
        row.number(plant_.sites.completion_cost[site]);
        write_area(row, has_areas_ ? areas_.of_sites[site] : AreaId{});
        write_plant(row, site);
        write_last_cells(row, site);
      });
    }
    progress_.advance(plant_.sites.size());
    end(layer);
  }

  void make_links() {
    Layer layer = begin("links", true, io::element_columns(), plant_.links.size());
    static constexpr std::array<OutputColumn, 3> ends = {
        {completion_column, {"from", "string", "", ""}, {"to", "string", "", ""}}};
    layer.add(ends);
    if (plant_.access) layer.add(length_column);
    layer.add(content_.plant.columns);
    add_last_columns(layer);
    for (const LinkId link : ids<LinkId>(plant_.links.size())) {
      if (plant_.links.tier[link] == Tier::drop || !is_included(link)) continue;
      const SiteId from = plant_.links.from[link];
      const SiteId to = plant_.links.to[link];
      const std::span<const Point> points = course(link, at(from), at(to));
      if (points.empty()) {
        ++made_.not_drawn[Element::Kind::link];
        continue;
      }
      layer.add_feature(points, [&](RowWriter& row) {
        io::write_link_cells(row, result_, link);
        row.number(plant_.links.completion_cost[link]);
        row.text(site_name(scenario_, from));
        row.text(site_name(scenario_, to));
        write_length(row, link);
        write_plant(row, link);
        write_last_cells(row, link);
      });
    }
    progress_.advance(plant_.links.size());
    end(layer);
  }

  void make_drops() {
    Layer layer = begin("drops", true, io::final_link_columns(), plant_.premises.size());
    static constexpr std::array<OutputColumn, 4> ends = {{{"value", "number", io::currency_unit, ""},
                                                          {"tier", "string", "", ""},
                                                          {"from", "string", "", ""},
                                                          {"to", "string", "", ""}}};
    layer.add(ends);
    if (plant_.access) layer.add(length_column);
    layer.add(content_.plant.columns);
    add_last_columns(layer);
    for_each_final_link(plant_, [&](LinkId id) {
      if (!is_included(id)) return;
      const FinalLink link = final_link(plant_, id);
      const std::span<const Point> points = course(id, at(link.site), at(link.premises));
      if (points.empty()) {
        ++made_.not_drawn[Element::Kind::link];
        return;
      }
      layer.add_feature(points, [&](RowWriter& row) {
        io::write_final_link_cells(row, result_, id);
        row.number(link.value);
        row.text(name(Tier::drop));
        row.text(site_name(scenario_, link.site));
        row.text(premises_name(scenario_, link.premises));
        write_length(row, id);
        write_plant(row, id);
        write_last_cells(row, id);
      });
    });
    progress_.advance(plant_.premises.size());
    end(layer);
  }

  void make_premises() {
    const std::vector<OutputColumn> columns = io::premises_columns(plant_);
    Layer layer = begin("premises", false, columns, plant_.premises.size());
    layer.add({"subscribed", "boolean", "", ""});
    if (has_areas_) layer.add(area_column);
    layer.add(content_.premises.columns);
    add_last_columns(layer);
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size())) {
      if (!is_included(p)) continue;
      const Point point = at(p);
      if (!point.exists()) {
        ++made_.not_drawn[Element::Kind::premises];
        continue;
      }
      layer.add_feature(std::span(&point, 1), [&](RowWriter& row) {
        io::write_premises_cells(row, result_, p);
        row.text(plant_.premises.subscribed[p] != 0 ? "true" : "false");
        write_area(row, has_areas_ ? areas_.of_premises[p] : AreaId{});
        if (content_.premises.write) content_.premises.write(row, p);
        write_last_cells(row, p);
      });
    }
    progress_.advance(plant_.premises.size());
    end(layer);
  }

  const io::ResultOf& result_;
  const Scenario& scenario_;
  const Plant& plant_;
  const LayerContent& content_;
  io::Progress& progress_;
  bool has_areas_;
  WrittenAreas areas_;
  std::array<Point, 2> straight_;
  ResultLayers made_;
};

}  // namespace

ResultLayers result_layers(const io::ResultOf& result, const LayerContent& content, io::Progress& progress) {
  return ResultLayerMaker(result, content, progress).make();
}

}  // namespace lastmile::exchange
