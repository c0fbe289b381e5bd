#include "tools/io/scenario/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/io/base/geodesic.h"
#include "tools/io/base/suggest.h"
#include "tools/io/geo/wkt.h"
#include "tools/io/problems/cells.h"

namespace lastmile::io {
namespace {

template <class To, class From>
void assign(To& to, const std::optional<From>& from) {
  if (from) to = *from;
}

void read_text(std::string_view& to, std::string_view text, const Place& place, Reporter& report) {
  if (check_text(text, place, report)) to = text;
}

void read_id(std::string_view& to, std::string_view text, const Place& place, Reporter& report) {
  if (check_id(text, place, report)) to = text;
}

void read_degrees(double& to, Axes& axes, std::string_view text, double most, const Place& place,
                  Reporter& report) {
  axes.degrees = true;
  const auto degrees = parse_number(text, place, report);
  if (!degrees) return;
  if (*degrees >= -most && *degrees <= most) {
    to = *degrees;
  } else {
    axes.beyond = axes.beyond || std::abs(*degrees) > most_longitude;
    report.tolerate_in_table(
        place,
        {"out-of-range", fmt::format("must be from {} to {} degrees, but is {}", -most, most, text),
         std::abs(*degrees) > most_longitude ? "for projected coordinates, write x and y, and a crs" : ""});
  }
}

void read_position(double& to, Axes& axes, std::string_view text, const Place& place, Reporter& report) {
  axes.projected = true;
  assign(to, parse_number(text, place, report));
}

void read_route(std::vector<Point>& to, std::string_view text, const Place& place, Reporter& report) {
  LineText line = read_line_text(text);
  if (line.fault.empty())
    to = std::move(line.points);
  else
    report.error(place, {"not-a-route", line.fault, "write LINESTRING (7.1 50.7, 7.2 50.8)"});
}

void read_length(Length& to, std::string_view text, const Place& place, Reporter& report) {
  if (const auto length = parse_amount(text, place, report)) to = {*length, Length::From::row};
}

// The index of the item with this name. Reports an unknown name.
template <class Index, class Item>
Index find_item(std::string_view name, const IdVector<Index, Item>& items, std::string_view what,
                std::string_view rule, const Place& place, Reporter& report) {
  if (name.empty()) return Index::none();
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.name == name; });
  if (found != items.end()) return Index{static_cast<std::size_t>(found - items.begin())};
  const auto near =
      nearest(name, items.size(), [&](std::size_t i) { return std::string_view{items[Index{i}].name}; });
  report.error(place, {rule, fmt::format("unknown {} {}", what, io::quoted(name)),
                       near ? fmt::format("did you mean {}?", io::quoted(*near))
                            : "`lastmile equipment` lists the library; add others under `equipment`"});
  return Index::none();
}

void complete(LinkSpecAsWritten& written, const Place& at_medium, const Place& at_technology,
              const References& known, Reporter& report) {
  if (known.equipment == nullptr) return;
  written.spec.up_capacity_mbps = written.capacity_up_mbps.value_or(written.spec.down_capacity_mbps);
  written.spec.medium =
      find_item(written.medium, known.equipment->media, "medium", "unknown-medium", at_medium, report);
  written.spec.technology = find_item(written.technology, known.equipment->technologies, "technology",
                                      "unknown-technology", at_technology, report);
}

// Along the route, else between the ends.
void measure(Length& length, const std::vector<Point>& route, const Point& from, const Point& to) {
  if (length.from != Length::From::nowhere) return;
  if (!route.empty()) {
    for (std::size_t i = 1; i < route.size(); ++i) length.m += geodesic_m(route[i - 1], route[i]);
    length.from = Length::From::route;
  } else if (from.exists() && to.exists()) {
    length.m = geodesic_m(from, to);
    length.from = Length::From::coordinates;
  }
}

Finding out_of_reach(const Point& written) {
  return {"out-of-range",
          fmt::format("x {} and y {} lie outside the area of the crs", written.lon, written.lat),
          "check the crs, and that x counts eastwards and y northwards"};
}

// Turns x and y into longitude and latitude.
void project(Point& point, const Axes& axes, const Place& place, const References& known, Reporter& report) {
  if (!axes.projected) return;
  if (axes.degrees) report.error(place, {"two-positions", "has both lon, lat and x, y", "give one of them"});
  const Point written = point;
  point = {};
  if (axes.degrees || !written.exists() || known.projection == nullptr) return;
  if (const auto found = known.projection->to_wgs84(written.lon, written.lat))
    point = *found;
  else
    report.tolerate_in_table(place, out_of_reach(written));
}

// The same for the points of a route; one with a point that does not exist is left out.
void project(std::vector<Point>& route, const Place& place, const References& known, Reporter& report) {
  if (known.projects_routes && known.projection == nullptr) {
    route.clear();  // the crs was refused
    return;
  }
  for (Point& point : route) {
    std::optional<Point> found = point;
    if (known.projects_routes)
      found = known.projection->to_wgs84(point.lon, point.lat);
    else if (std::abs(point.lon) > most_longitude || std::abs(point.lat) > most_latitude)
      found = std::nullopt;
    if (!found) {
      report.tolerate_in_table(
          place, known.projects_routes
                     ? out_of_reach(point)
                     : Finding{"out-of-range",
                               fmt::format("longitude {} and latitude {} do not exist", point.lon, point.lat),
                               "write longitude before latitude, or give the table a crs"});
      route.clear();
      return;
    }
    point = *found;
  }
}

Finding unknown_reference(std::string_view name, std::string_view what, const NameTable& known,
                          const Reporter& report) {
  const std::size_t candidates = report.shows_more() ? known.size() : 0;
  constexpr std::size_t most_words = 100'000;
  for (std::size_t i = 0; i < std::min(candidates, most_words); ++i)
    if (equals_ignoring_case(known[i], name))
      return {"unknown-reference", fmt::format("unknown {} {}", what, io::quoted(name)),
              fmt::format("did you mean {}?", io::quoted(known[i]))};
  const auto near = nearest(name, candidates, [&](std::size_t i) { return known[i]; });
  return {"unknown-reference", fmt::format("unknown {} {}", what, io::quoted(name)),
          near ? fmt::format("did you mean {}?", io::quoted(*near)) : std::string{}};
}

// One end of a link: a site, a premises, or neither if the name is unknown.
struct End {
  SiteId site;
  PremisesId premises;
  bool known() const { return site.exists() || premises.exists(); }
};

End find_end(std::string_view name, const Place& place, const References& known, Reporter& report) {
  const Names& names = known.names;
  if (name.empty()) return {};  // reported already
  if (const auto site = names.sites.find(name)) return {SiteId{*site}, {}};
  if (const auto premises = names.premises.find(name)) return {{}, PremisesId{*premises}};
  if (known.are_all) report.error(place, unknown_reference(name, "site or premises", names.sites, report));
  return {};
}

void check_ends(const LinkRow& row, const End& from, const End& to, const RowSource& source,
                Reporter& report) {
  const FieldPlace at_to(source, index(LinkField::to));
  const FieldPlace at_tier(source, index(LinkField::tier));
  if (row.from_name == row.to_name) {
    report.error(at_to, {"self-link", fmt::format("connects {} to itself", io::quoted(row.to_name))});
  } else if (row.tier == Tier::drop) {
    if (from.site.exists() && to.site.exists())
      report.error(at_tier, {"drop-joins-sites",
                             "a drop connects a site and a premises, but this one connects two sites",
                             "use tier backbone, feeder or distribution"});
    if (from.premises.exists() && to.premises.exists())
      report.error(at_to, {"drop-joins-premises",
                           "a drop connects a site and a premises, but this one connects two premises",
                           "put a site between them"});
  } else if (from.premises.exists() || to.premises.exists()) {
    report.error(at_tier, {"premises-in-transit",
                           fmt::format("a link to premises {} must be a final link",
                                       io::quoted(from.premises.exists() ? row.from_name : row.to_name)),
                           "use tier drop, or model the building as a site with the premises behind it"});
  }
}

}  // namespace

template <>
Finding missing_cell<LinkRow>(std::size_t field) {
  if (field == index(LinkField::id)) return {"empty-id", "must not be empty"};
  if (field != index(LinkField::tier)) return {"missing-value", "must not be empty"};
  return {"missing-value", "must not be empty",
          fmt::format("expected one of {}", fmt::join(tier_names, ", "))};
}
template <>
Finding missing_cell<SiteRow>(std::size_t) {
  return {"empty-id", "must not be empty"};
}
template <>
Finding missing_cell<PremisesRow>(std::size_t) {
  return {"empty-id", "must not be empty"};
}

Finding missing_crs() {
  return {"missing-crs", "x and y need a coordinate reference system",
          "add for example crs: EPSG:25832, or give lon and lat"};
}

// A refused time counts as 0, so that none is asked for besides.
double repair_time(std::string_view text, const Place& place, Reporter& report) {
  return parse_amount(text, place, report).value_or(0);
}

void read_cell(SiteRow& row, std::size_t field, std::string_view text, const Place& place, Reporter& report) {
  switch (static_cast<SiteField>(field)) {
    case SiteField::id: read_id(row.id, text, place, report); break;
    case SiteField::name: read_text(row.name, text, place, report); break;
    case SiteField::kind: read_text(row.kind, text, place, report); break;
    case SiteField::state: assign(row.state, parse_state(text, place, report)); break;
    case SiteField::cost: row.money.cost = parse_amount(text, place, report); break;
    case SiteField::value: row.money.value = parse_amount(text, place, report); break;
    case SiteField::completion_cost: row.money.completion_cost = parse_amount(text, place, report); break;
    case SiteField::ports: assign(row.ports, parse_count(text, place, report)); break;
    case SiteField::lon: read_degrees(row.point.lon, row.axes, text, most_longitude, place, report); break;
    case SiteField::lat: read_degrees(row.point.lat, row.axes, text, most_latitude, place, report); break;
    case SiteField::x: read_position(row.point.lon, row.axes, text, place, report); break;
    case SiteField::y: read_position(row.point.lat, row.axes, text, place, report); break;
    case SiteField::area: read_text(row.area, text, place, report); break;
    case SiteField::technology: read_text(row.technology, text, place, report); break;
    case SiteField::split: assign(row.split, parse_positive(text, place, report)); break;
    case SiteField::build_periods: assign(row.build_periods, parse_count(text, place, report)); break;
    case SiteField::failures_per_year: row.failures.per_year = parse_amount(text, place, report); break;
    case SiteField::repair_hours: row.failures.repair_hours = repair_time(text, place, report); break;
  }
}

void read_cell(LinkRow& row, std::size_t field, std::string_view text, const Place& place, Reporter& report) {
  switch (static_cast<LinkField>(field)) {
    case LinkField::id: read_id(row.id, text, place, report); break;
    case LinkField::name: read_text(row.name, text, place, report); break;
    case LinkField::from: read_id(row.from_name, text, place, report); break;
    case LinkField::to: read_id(row.to_name, text, place, report); break;
    case LinkField::tier: row.tier = parse_tier(text, place, report); break;
    case LinkField::state: assign(row.state, parse_state(text, place, report)); break;
    case LinkField::cost: row.money.cost = parse_amount(text, place, report); break;
    case LinkField::value: row.money.value = parse_amount(text, place, report); break;
    case LinkField::completion_cost: row.money.completion_cost = parse_amount(text, place, report); break;
    case LinkField::length_m: read_length(row.length, text, place, report); break;
    case LinkField::route: read_route(row.route, text, place, report); break;
    case LinkField::medium: read_text(row.spec.medium, text, place, report); break;
    case LinkField::capacity_mbps:
      assign(row.spec.spec.down_capacity_mbps, parse_amount(text, place, report));
      break;
    case LinkField::capacity_up_mbps: row.spec.capacity_up_mbps = parse_amount(text, place, report); break;
    case LinkField::splices: assign(row.spec.spec.splices, parse_count(text, place, report)); break;
    case LinkField::connectors: assign(row.spec.spec.connectors, parse_count(text, place, report)); break;
    case LinkField::technology: read_text(row.spec.technology, text, place, report); break;
    case LinkField::sight: assign(row.spec.spec.sight, parse_sight(text, place, report)); break;
    case LinkField::late_cost: row.late_cost = parse_amount(text, place, report); break;
    case LinkField::build_periods: assign(row.build_periods, parse_count(text, place, report)); break;
    case LinkField::failures_per_year: row.failures.per_year = parse_amount(text, place, report); break;
    case LinkField::failures_per_km_year: row.failures.per_km_year = parse_amount(text, place, report); break;
    case LinkField::repair_hours: row.failures.repair_hours = repair_time(text, place, report); break;
  }
}

void read_cell(PremisesRow& row, std::size_t field, std::string_view text, const Place& place,
               Reporter& report) {
  if (field >= premises_fields.size()) {
    row.has_drop = true;
    switch (static_cast<DropField>(field - premises_fields.size())) {
      case DropField::from: read_id(row.drop_from, text, place, report); break;
      case DropField::state: assign(row.drop_state, parse_state(text, place, report)); break;
      case DropField::cost: row.drop_money.cost = parse_amount(text, place, report); break;
      case DropField::value: row.drop_money.value = parse_amount(text, place, report); break;
      case DropField::completion_cost:
        row.drop_money.completion_cost = parse_amount(text, place, report);
        break;
      case DropField::length_m: read_length(row.drop_length, text, place, report); break;
      case DropField::route: read_route(row.drop_route, text, place, report); break;
      case DropField::medium: read_text(row.drop_spec.medium, text, place, report); break;
      case DropField::capacity_mbps:
        assign(row.drop_spec.spec.down_capacity_mbps, parse_amount(text, place, report));
        break;
      case DropField::capacity_up_mbps:
        row.drop_spec.capacity_up_mbps = parse_amount(text, place, report);
        break;
      case DropField::splices: assign(row.drop_spec.spec.splices, parse_count(text, place, report)); break;
      case DropField::connectors:
        assign(row.drop_spec.spec.connectors, parse_count(text, place, report));
        break;
      case DropField::technology: read_text(row.drop_spec.technology, text, place, report); break;
      case DropField::sight: assign(row.drop_spec.spec.sight, parse_sight(text, place, report)); break;
      case DropField::late_cost: row.drop_late_cost = parse_amount(text, place, report); break;
      case DropField::build_periods: assign(row.drop_build_periods, parse_count(text, place, report)); break;
      case DropField::failures_per_year:
        row.drop_failures.per_year = parse_amount(text, place, report);
        break;
      case DropField::failures_per_km_year:
        row.drop_failures.per_km_year = parse_amount(text, place, report);
        break;
      case DropField::repair_hours: row.drop_failures.repair_hours = repair_time(text, place, report); break;
    }
    return;
  }
  switch (static_cast<PremisesField>(field)) {
    case PremisesField::id: read_id(row.id, text, place, report); break;
    case PremisesField::name: read_text(row.name, text, place, report); break;
    case PremisesField::homes: row.homes = parse_count(text, place, report); break;
    case PremisesField::users: row.users = parse_amount(text, place, report); break;
    case PremisesField::subscribed: row.subscribed = parse_flag(text, place, report); break;
    case PremisesField::lon:
      read_degrees(row.point.lon, row.axes, text, most_longitude, place, report);
      break;
    case PremisesField::lat: read_degrees(row.point.lat, row.axes, text, most_latitude, place, report); break;
    case PremisesField::x: read_position(row.point.lon, row.axes, text, place, report); break;
    case PremisesField::y: read_position(row.point.lat, row.axes, text, place, report); break;
    case PremisesField::area: read_text(row.area, text, place, report); break;
    case PremisesField::drop: break;
  }
}

void take_route(SiteRow&, std::vector<Point>) {}
void take_route(LinkRow& row, std::vector<Point> route) {
  row.route = std::move(route);
}
void take_route(PremisesRow& row, std::vector<Point> route) {
  row.drop_route = std::move(route);
}

void resolve(SiteRow& row, const RowSource& source, const References& known, Reporter& report) {
  row.mark = source.mark(index(SiteField::id));
  project(row.point, row.axes, FieldPlace(source, index(SiteField::x)), known, report);
  if (known.equipment != nullptr)
    row.technology_id =
        find_item(row.technology, known.equipment->technologies, "technology", "unknown-technology",
                  FieldPlace(source, index(SiteField::technology)), report);
}

void resolve(LinkRow& row, const RowSource& source, const References& known, Reporter& report) {
  row.mark = source.mark(index(LinkField::id));
  const End from = find_end(row.from_name, FieldPlace(source, index(LinkField::from)), known, report);
  const End to = find_end(row.to_name, FieldPlace(source, index(LinkField::to)), known, report);
  if (row.tier && from.known() && to.known()) check_ends(row, from, to, source, report);
  if (row.tier && *row.tier != Tier::drop && row.late_cost)
    report.error(FieldPlace(source, index(LinkField::late_cost)),
                 {"not-a-drop", "late_cost applies only to final links", "use tier drop, or omit late_cost"});
  row.from = from.site.exists() ? from.site : to.site;
  row.to = row.tier == Tier::drop ? SiteId::none() : to.site;
  row.premises = from.premises.exists() ? from.premises : to.premises;
  complete(row.spec, FieldPlace(source, index(LinkField::medium)),
           FieldPlace(source, index(LinkField::technology)), known, report);
  project(row.route, FieldPlace(source, index(LinkField::route)), known, report);
  const bool measures = known.needs_lengths || (known.needs_rated_lengths && row.failures.per_km_year);
  if (!measures || !from.known() || !to.known()) return;
  const auto point_of = [&](const End& end) {
    return end.site.exists() ? known.sites[end.site] : known.premises[end.premises];
  };
  measure(row.length, row.route, point_of(from), point_of(to));
}

void resolve(PremisesRow& row, const RowSource& source, const References& known, Reporter& report) {
  row.mark = source.mark(index(PremisesField::id));
  row.id_hash = NameTable::hash(row.id);
  project(row.point, row.axes, FieldPlace(source, index(PremisesField::x)), known, report);
  const NameTable& sites = known.names.sites;
  if (sites.may_hold(row.id) && sites.find(row.id, row.id_hash))
    report.error(FieldPlace(source, index(PremisesField::id)),
                 {"duplicate-id", fmt::format("{} is already the id of a site", io::quoted(row.id)),
                  "ids must be unique among sites and premises together"});
  if (row.drop_from.empty()) return;
  if (known.last_start != nullptr && known.last_start->name == row.drop_from) {
    row.drop_site = known.last_start->site;
  } else {
    const auto site = sites.find(row.drop_from);
    if (!site && !known.are_all) return;
    if (!site) {
      report.error(FieldPlace(source, index(DropField::from)),
                   unknown_reference(row.drop_from, "site", sites, report));
      return;
    }
    row.drop_site = SiteId{*site};
    if (known.last_start != nullptr) *known.last_start = {row.drop_from, row.drop_site};
  }
  complete(row.drop_spec, FieldPlace(source, index(DropField::medium)),
           FieldPlace(source, index(DropField::technology)), known, report);
  if (known.needs_lengths || (known.needs_rated_lengths && row.drop_failures.per_km_year))
    measure(row.drop_length, row.drop_route, known.sites[row.drop_site], row.point);
}

}  // namespace lastmile::io
