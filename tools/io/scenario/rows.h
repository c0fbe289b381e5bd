// One site, link or premises from YAML or a table, with parsed cells and resolved references. Texts point
// into the input, so a row is valid only as long as its block or document.
#pragma once

#include <vector>

#include "models/base/point.h"
#include "models/plant/money.h"
#include "models/reliability/reliability.h"
#include "models/scenario/scenario.h"
#include "tools/io/base/format.h"
#include "tools/io/geo/projection.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io {

// The line or mapping of a row. Used to locate a cell that has a problem.
class RowSource {
 public:
  RowSource() = default;
  virtual ~RowSource() = default;
  virtual Mark mark(std::size_t field) const = 0;  // of the row if the field is missing
  virtual std::string path(std::size_t field) const = 0;

 protected:
  RowSource(const RowSource&) = default;
  RowSource& operator=(const RowSource&) = default;
};

class FieldPlace final : public Place {
 public:
  FieldPlace(const RowSource& row, std::size_t field) : row_(row), field_(field) {}
  Mark mark() const override { return row_.mark(field_); }
  std::string path() const override { return row_.path(field_); }

 private:
  const RowSource& row_;
  std::size_t field_;
};

// Whether a row gives its point as longitude and latitude, as x and y, or both.
struct Axes {
  bool degrees = false;
  bool projected = false;
  bool beyond = false;  // more than 180 degrees
};

struct SiteRow {
  std::string_view id;
  Mark mark;  // of the id
  std::string_view name;
  std::string_view kind = "site";
  State state = State::operational;
  MoneyAsWritten money;
  Point point;
  Axes axes;
  std::string_view technology;
  TechnologyId technology_id;
  std::uint32_t split = 1;
  std::uint32_t ports = unlimited_ports;
  std::string_view area;
  std::uint32_t build_periods = 0;
  FailureFigures failures;
};

// The specification of a link. The names of medium and technology are looked up only if the scenario requires
// a service.
struct LinkSpecAsWritten {
  std::string_view medium;
  std::string_view technology;
  std::optional<double> capacity_up_mbps;
  LinkSpec spec;
};

// Length of a link and its origin.
struct Length {
  enum class From { nowhere, row, route, coordinates };
  double m = 0;
  From from = From::nowhere;
};

struct LinkRow {
  std::string_view id;
  Mark mark;
  std::string_view name;
  std::string_view from_name;
  std::string_view to_name;
  std::optional<Tier> tier;
  State state = State::operational;
  MoneyAsWritten money;
  LinkSpecAsWritten spec;
  Length length;
  std::vector<Point> route;  // empty if not given
  std::optional<double> late_cost;
  std::uint32_t build_periods = 0;
  FailureFigures failures;
  SiteId from;  // a drop's site
  SiteId to;
  PremisesId premises;
};

struct PremisesRow {
  std::string_view id;
  Mark mark;
  std::uint64_t id_hash = 0;
  std::string_view name;
  std::optional<std::uint32_t> homes;
  std::optional<double> users;
  std::optional<bool> subscribed;
  bool has_drop = false;
  std::string_view drop_from;
  SiteId drop_site;
  State drop_state = State::operational;
  MoneyAsWritten drop_money;
  Point point;
  Axes axes;
  std::string_view area;
  LinkSpecAsWritten drop_spec;
  Length drop_length;
  std::vector<Point> drop_route;
  std::optional<double> drop_late_cost;
  std::uint32_t drop_build_periods = 0;
  FailureFigures drop_failures;
};

// Fields are numbered as in format.h; the fields of a drop follow those of its premises.
constexpr std::size_t index(SiteField f) {
  return static_cast<std::size_t>(f);
}
constexpr std::size_t index(LinkField f) {
  return static_cast<std::size_t>(f);
}
constexpr std::size_t index(PremisesField f) {
  return static_cast<std::size_t>(f);
}
constexpr std::size_t index(DropField f) {
  return premises_fields.size() + static_cast<std::size_t>(f);
}

// The fields of the point of a row; links have none.
template <class Row>
inline constexpr bool lies_somewhere = requires(Row row) {
  row.point;
};
template <class Row>
inline constexpr std::size_t x_field = index(SiteField::x);
template <>
inline constexpr std::size_t x_field<PremisesRow> = index(PremisesField::x);
template <class Row>
inline constexpr std::size_t lon_field = index(SiteField::lon);
template <>
inline constexpr std::size_t lon_field<PremisesRow> = index(PremisesField::lon);
template <class Row>
inline constexpr std::size_t route_field = index(LinkField::route);
template <>
inline constexpr std::size_t route_field<PremisesRow> = index(DropField::route);
// The next fields are y and lat.
static_assert(index(SiteField::y) == index(SiteField::x) + 1 &&
              index(SiteField::lat) == index(SiteField::lon) + 1);
static_assert(index(PremisesField::y) == index(PremisesField::x) + 1 &&
              index(PremisesField::lat) == index(PremisesField::lon) + 1);

// The finding that x and y are given without a crs.
Finding missing_crs();

// The finding that a required field is missing.
template <class Row>
Finding missing_cell(std::size_t field);
template <>
Finding missing_cell<SiteRow>(std::size_t field);
template <>
Finding missing_cell<LinkRow>(std::size_t field);
template <>
Finding missing_cell<PremisesRow>(std::size_t field);

// Reads one cell into the row. Points of a route of a table are as written until the row is resolved.
void read_cell(SiteRow& row, std::size_t field, std::string_view text, const Place& place, Reporter& report);
void read_cell(LinkRow& row, std::size_t field, std::string_view text, const Place& place, Reporter& report);
void read_cell(PremisesRow& row, std::size_t field, std::string_view text, const Place& place,
               Reporter& report);
// The field `route` of a link or a drop, of points on WGS 84.
void take_route(SiteRow& row, std::vector<Point> route);
void take_route(LinkRow& row, std::vector<Point> route);
void take_route(PremisesRow& row, std::vector<Point> route);

class Edits;

// A name in a text that is still there, and its site.
struct SiteByName {
  std::string_view name;  // empty: of no site
  SiteId site;
};

// The names that rows may refer to: sites and, for links, premises. With a service also the equipment, and
// where lengths are needed the coordinates of sites and premises.
struct References {
  const Names& names;
  const Equipment* equipment = nullptr;  // none: service keys are ignored
  bool needs_lengths = false;            // of all links
  bool needs_rated_lengths = false;      // of links with a failure rate per km of their own
  const IdVector<SiteId, Point>& sites;
  const IdVector<PremisesId, Point>& premises;
  bool are_all = true;               // else a table could not be read, and unknown names are no errors
  const Edits* edits = nullptr;      // none: there are none
  Projection* projection = nullptr;  // of x and y; none: there is no crs, and such points do not exist
  bool projects_routes = false;      // routes are in its coordinates too
  // Where the final link before begins, kept by whoever reads many; none: each is looked up.
  SiteByName* last_start = nullptr;
};

// Resolves and checks the references of a row after all its cells are read, and turns its coordinates into
// longitude and latitude. A link without a length gets that of its route, else the geodesic between its ends.
void resolve(SiteRow& row, const RowSource& source, const References& known, Reporter& report);
void resolve(LinkRow& row, const RowSource& source, const References& known, Reporter& report);
void resolve(PremisesRow& row, const RowSource& source, const References& known, Reporter& report);

}  // namespace lastmile::io
