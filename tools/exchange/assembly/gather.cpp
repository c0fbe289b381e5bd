#include <fmt/format.h>

#include <algorithm>

#include "tools/exchange/assembly/workspace.h"
#include "tools/io/base/suggest.h"
#include "tools/io/base/text.h"
#include "tools/io/problems/cells.h"

namespace lastmile::exchange {
namespace {

// Whether lines may end at the premises of a layer: nothing else says where their drops begin.
bool has_drawn_drops(const LayerMapping& layer) {
  return layer.drop.to == DropTo::none && layer.find("drop_from") == nullptr;
}

std::string reason_of(Shape shape, Meaning meaning) {
  switch (shape) {
    case Shape::none: return "no geometry";
    case Shape::point: return "a point is no line";
    case Shape::line: return "a line is no point";
    case Shape::area: return "a polygon is no line";
    case Shape::other:
      return meaning == Meaning::links ? "its geometry is no line" : "its geometry is no single point";
    case Shape::outside: return "its coordinates are no longitude and latitude";
  }
  return {};
}

class Gathering {
 public:
  Gathering(Workspace& work, std::uint32_t layer)
      : work_(work),
        number_(layer),
        layer_(work.layers[layer]),
        mapping_(work.mapping.layers[layer]),
        values_(work.values[layer]),
        report_(layer_.file, work.problems),
        id_(values_.find("id")) {}

  // The id of a feature: that of the mapping, else its own number; with the layer's name if another layer has
  // numbers too.
  std::string id_of(std::uint32_t feature) const {
    const std::string_view given = values_.value(id_, feature);
    if (!given.empty()) return std::string{given};
    const std::string own = std::to_string(layer_.features[feature].number);
    return id_ == nullptr && !another_has_numbers() ? own : layer_.name + "/" + own;
  }

  // Checks the values of a feature.
  void check(std::uint32_t feature) {
    values_.check(feature, report_, [&](const LayerValues::Key& key, std::string_view found) {
      io::ProblemList unknown;
      io::Reporter report("", unknown);
      if (key.type == io::CellType::state) io::parse_state(found, io::FixedPlace({}), report);
      if (key.type == io::CellType::tier) io::parse_tier(found, io::FixedPlace({}), report);
      const std::string hint = unknown.shown().empty() ? "" : "; " + unknown.shown().front().hint;
      work_.record(Deed::replaced, {number_, feature},
                   fmt::format("{}: {} is no {}, taken as {}{}", key.source->field, io::quoted(found),
                               key.name, *key.source->otherwise, hint));
    });
    const io::FixedPlace place(values_.mark(feature), values_.place(feature));
    io::check_id(id_of(feature), place, report_);
    if (layer_.features[feature].shape == Shape::outside)
      report_.error(place, {"out-of-range", reason_of(Shape::outside, mapping_.meaning),
                            "correct them, or leave the feature out with `where`; they may be swapped, or in "
                            "another coordinate reference system"});
  }

  void add_points();
  void add_lines();

 private:
  bool another_has_numbers() const {
    const auto is_link = [](const LayerMapping& of) { return of.meaning == Meaning::links; };
    for (std::uint32_t i = 0; i < number_; ++i)
      if (is_link(work_.mapping.layers[i]) == is_link(mapping_) &&
          work_.mapping.layers[i].find("id") == nullptr)
        return true;
    return false;
  }
  void add_point(std::uint32_t feature);
  void add_line(std::uint32_t feature);
  std::uint32_t end_of(std::uint32_t feature, const char* key);

  Workspace& work_;
  std::uint32_t number_;
  const FeatureLayer& layer_;
  const LayerMapping& mapping_;
  const LayerValues& values_;
  io::Reporter report_;
  const LayerValues::Key* id_;
};

void Gathering::add_points() {
  for (std::uint32_t i = 0; i < layer_.features.size(); ++i) {
    check(i);
    add_point(i);
  }
}

void Gathering::add_point(std::uint32_t feature) {
  const Feature& given = layer_.features[feature];
  const Origin origin{number_, feature};
  PointFeature point;
  point.origin = origin;
  const bool has_place = given.shape == Shape::point || given.shape == Shape::area;
  if (!has_place && (given.shape != Shape::none || !work_.by_reference))
    return work_.record(Deed::left_out, origin, reason_of(given.shape, mapping_.meaning));
  if (has_place) point.at = *layer_.part(given.first_part);
  point.state = work_.state_of(number_, "state", feature);
  point.is_premises =
      mapping_.meaning == Meaning::premises || work_.is_of_kind(origin, mapping_.premises_kinds);
  point.may_meet_lines = has_place && (mapping_.meaning == Meaning::sites || has_drawn_drops(mapping_));
  const std::string id = id_of(feature);
  if (work_.add_name(work_.out.node_names, id))
    work_.record(Deed::renamed, origin,
                 fmt::format("id {} is taken, so this is {}", io::quoted(id),
                             io::quoted(work_.out.node_names[work_.out.node_names.size() - 1])));
  work_.points.push_back(point);
}

void Gathering::add_lines() {
  for (std::uint32_t i = 0; i < layer_.features.size(); ++i) {
    check(i);
    add_line(i);
  }
}

std::uint32_t Gathering::end_of(std::uint32_t feature, const char* key) {
  const LayerValues::Key* source = values_.find(key);
  const std::string_view id = values_.value(source, feature);
  if (id.empty()) return no_number;
  if (const auto found = work_.out.node_names.find(id)) return *found;
  io::Finding finding{"unknown-reference", fmt::format("no site or premises {}", io::quoted(id))};
  if (report_.shows_more()) finding.hint = io::hint_among(id, work_.out.node_names);
  report_.error(io::FixedPlace(values_.mark(feature), values_.place(feature, key)), std::move(finding));
  return no_number;
}

void Gathering::add_line(std::uint32_t feature) {
  const Feature& given = layer_.features[feature];
  const Origin origin{number_, feature};
  LineFeature line;
  line.origin = origin;
  line.tier = tier_of_word(values_.value(values_.find("tier"), feature)).value_or(Tier::distribution);
  line.state = work_.state_of(number_, "state", feature);
  line.join = mapping_.join;
  const std::uint32_t from = end_of(feature, "from");
  const std::uint32_t to = end_of(feature, "to");
  const bool names_its_ends = from != no_number && to != no_number;
  if (given.shape != Shape::line && !(given.shape == Shape::none && names_its_ends))
    return work_.record(Deed::left_out, origin, reason_of(given.shape, Meaning::links));
  if (names_its_ends) {
    if (from == to) return work_.record(Deed::left_out, origin, "it joins a site to itself");
    if (work_.points[from].is_premises && work_.points[to].is_premises)
      return work_.record(Deed::left_out, origin, "it joins two premises");
    line.from = from;
    line.to = to;
  }
  const std::string_view length = values_.value(values_.find("length_m"), feature);
  if (!length.empty()) {
    io::ProblemList reported_already;
    io::Reporter report("", reported_already);
    line.given_length_m = io::parse_amount(length, io::FixedPlace({}), report);
  }
  std::vector<LineFeature> parts;
  for (std::uint32_t p = given.first_part; p < given.first_part + given.part_count; ++p) {
    const Point* points = layer_.part(p);
    const std::size_t count = layer_.part_size(p);
    const bool moves = std::any_of(points, points + count, [&](const Point& at) {
      return at.lon != points[0].lon || at.lat != points[0].lat;
    });
    if (!moves) continue;
    line.line = work_.out.lines.add(points, count);
    line.drawn_length_m += work_.out.lines.length_m(line.line, {}, work_.out.lines.end(line.line));
    parts.push_back(line);
    if (names_its_ends) break;  // the first part stands for it
  }
  if (parts.empty() && names_its_ends) parts.push_back(line);
  if (parts.empty()) return work_.record(Deed::left_out, origin, "zero length");
  const double drawn = line.drawn_length_m;
  if (line.given_length_m && drawn > 0 && std::abs(*line.given_length_m - drawn) > 0.1 * drawn)
    work_.record(
        Deed::contradicted, origin,
        fmt::format("its length is given as {:.4g} m and measures {:.4g} m", *line.given_length_m, drawn),
        std::abs(*line.given_length_m - drawn));
  for (LineFeature& part : parts) {
    part.drawn_length_m = drawn;
    work_.lines.push_back(part);
  }
}

}  // namespace

bool Workspace::is_of_kind(const Origin& origin, const std::vector<std::string>& kinds) const {
  if (kinds.empty()) return false;
  const std::string_view before = raw(origin, "kind");
  const std::string_view after = value(origin, "kind");
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](const std::string& kind) { return kind == before || kind == after; });
}

bool Workspace::add_name(NameTable& names, const std::string& wanted) {
  if (names.add(wanted)) return false;
  std::uint32_t& copy =
      last_copy.try_emplace((&names == &out.node_names ? "n" : "l") + wanted, 1).first->second;
  do ++copy;
  while (!names.add(fmt::format("{}#{}", wanted, copy)));
  return true;
}

void gather_points(Workspace& work) {
  for (const LayerMapping& layer : work.mapping.layers) {
    work.by_reference =
        work.by_reference || layer.find("from") != nullptr || layer.find("drop_from") != nullptr;
    work.has_site_layers = work.has_site_layers || layer.meaning == Meaning::sites;
  }
  for (std::uint32_t i = 0; i < work.layers.size(); ++i)
    if (work.mapping.layers[i].meaning != Meaning::links) Gathering(work, i).add_points();
}

void gather_lines(Workspace& work) {
  for (std::uint32_t i = 0; i < work.layers.size(); ++i)
    if (work.mapping.layers[i].meaning == Meaning::links) Gathering(work, i).add_lines();
}

}  // namespace lastmile::exchange
