#include "tools/io/scenario/table_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/base/text.h"
#include "tools/io/csv/number_style.h"

namespace lastmile::io {
namespace {

template <class Row>
constexpr std::optional<std::size_t> route_field = std::nullopt;
template <>
constexpr std::optional<std::size_t> route_field<LinkRow> = index(LinkField::route);
template <>
constexpr std::optional<std::size_t> route_field<PremisesRow> = index(DropField::route);

template <class Row>
class Planner {
 public:
  Planner(TableHeader&& header, const Record& record, const TableSource& source, Reporter& report,
          Reporter& of_source)
      : record_(record), source_(source), report_(report), of_source_(of_source) {
    plan_.header = std::move(header);
  }

  TablePlan plan(char delimiter, const std::string& crs_of_scenario) {
    plan_.delimiter = delimiter;
    if constexpr (lies_somewhere<Row>) settle_position(crs_of_scenario);
    const bool has_route = route_field<Row> && plan_.header.column_of(*route_field<Row>);
    if (has_route && !source_.crs.empty()) {
      plan_.projects_routes = true;
      plan_.crs = source_.crs;
    }
    if (!source_.crs.empty() && plan_.crs.empty())
      of_source_.error(FixedPlace(source_.crs_mark, source_.path + ".crs"),
                       {"no-such-column", "the table has no coordinates that this would apply to",
                        lies_somewhere<Row> ? "name the columns of x and y, or omit crs"
                                            : "name the column of route, or omit crs"});
    settle_uses();
    return std::move(plan_);
  }

 private:
  FixedPlace place_of(std::size_t field) const {
    return FixedPlace(record_.mark_of(record_.cells[*plan_.header.column_of(field)].at));
  }

  // Where a row lies: longitude and latitude decide, or x and y if the table has a crs of its own.
  void settle_position(const std::string& crs_of_scenario) {
    constexpr std::size_t x = x_field<Row>;
    constexpr std::size_t y = x + 1;
    constexpr std::size_t lon = lon_field<Row>;
    constexpr std::size_t lat = lon + 1;
    TableHeader& header = plan_.header;
    const bool has_crs = !source_.crs.empty();
    if (has_both(lon) && (has(x) || has(y))) {
      if (has_crs && has_both(x))
        ignore(lon, "\"lon\", \"lat\": the table has x and y in its crs");
      else
        ignore(x, "\"x\", \"y\": the table has lon and lat");
    } else if (has_both(lon) && has_crs) {
      header.move(lon, x);
      header.move(lat, y);
    }
    if (has_both(lon)) {
      plan_.lon_column = header.column_of(lon);
    } else if (has(x) || has(y)) {
      plan_.crs = has_crs ? source_.crs : crs_of_scenario;
      const FixedPlace place(place_of(has(x) ? x : y).mark());
      if (!has_both(x))
        report_.error(place, {"missing-column", fmt::format("missing column \"{}\"", has(x) ? "y" : "x")});
      else if (plan_.crs.empty())
        report_.error(place, missing_crs());
    }
  }

  bool has(std::size_t field) const { return plan_.header.column_of(field).has_value(); }
  // x and y, or lon and lat.
  bool has_both(std::size_t first) const { return has(first) && has(first + 1); }

  void ignore(std::size_t first, std::string_view what) {
    report_.note(place_of(has(first) ? first : first + 1),
                 {"unknown-column", fmt::format("ignored columns {}", what)});
    plan_.header.ignore(first);
    plan_.header.ignore(first + 1);
  }

  void settle_uses() {
    if (plan_.delimiter == ',' && source_.words.empty()) return;
    plan_.uses.resize(plan_.header.columns());
    for (const Column& column : known_columns<Row>().columns)
      if (const auto at = plan_.header.column_of(column.field)) plan_.uses[*at].type = column.type;
    for (const TableWords& words : source_.words) {
      if (const auto at = plan_.header.column_of(field_now(words.field)))
        plan_.uses[*at].words = &words;
      else
        of_source_.error(FixedPlace(words.mark, words.path),
                         {"no-such-column", "the table has no such column", hint_for(words)});
    }
  }

  // Where the planner has moved longitude and latitude.
  std::size_t field_now(std::size_t field) const {
    if constexpr (lies_somewhere<Row>) {
      const bool is_moved = !plan_.crs.empty() && !plan_.header.column_of(lon_field<Row>);
      if (is_moved && field == lon_field<Row>) return x_field<Row>;
      if (is_moved && field == lon_field<Row> + 1) return x_field<Row> + 1;
    }
    return field;
  }

  std::string hint_for(const TableWords& words) const {
    const std::string key = words.path.substr(words.path.rfind('.') + 1);
    const std::string near = plan_.header.hint_for(key);
    return near.empty() ? fmt::format("name it with columns: {{{}: ...}}", key) : near;
  }

  const Record& record_;
  const TableSource& source_;
  Reporter& report_;
  Reporter& of_source_;
  TablePlan plan_;
};

}  // namespace

template <class Row>
std::optional<TablePlan> plan_table(const Record& header, char delimiter, const TableSource& source,
                                    const std::string& crs_of_scenario, Reporter& report,
                                    Reporter& of_source) {
  auto read = TableHeader::read(header, known_columns<Row>(), source.columns, report, of_source);
  if (!read) return std::nullopt;
  return Planner<Row>(std::move(*read), header, source, report, of_source).plan(delimiter, crs_of_scenario);
}

template std::optional<TablePlan> plan_table<SiteRow>(const Record&, char, const TableSource&,
                                                      const std::string&, Reporter&, Reporter&);
template std::optional<TablePlan> plan_table<LinkRow>(const Record&, char, const TableSource&,
                                                      const std::string&, Reporter&, Reporter&);
template std::optional<TablePlan> plan_table<PremisesRow>(const Record&, char, const TableSource&,
                                                          const std::string&, Reporter&, Reporter&);

}  // namespace lastmile::io
