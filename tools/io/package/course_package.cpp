#include "tools/io/package/course_package.h"

#include <fmt/format.h>

#include "tools/io/package/area_table.h"
#include "tools/io/package/package_folder.h"
#include "tools/io/package/totals_table.h"
#include "tools/io/package/work_tables.h"

namespace lastmile::io {
namespace {

constexpr std::string_view own_currency;  // the scenario's own currency

// A figure of one period.
struct CourseRow {
  std::string figure;
  std::string_view unit;
  double value;
};

void add_status_rows(const Status& status, std::vector<CourseRow>& rows) {
  for (const Rung rung : enum_values<Rung>())
    rows.push_back({fmt::format("{}_homes", rung_names[rung]), "homes", status.ladder[rung].homes});
  rows.push_back({"served_users", "users", status.ladder.back().users});
  for (const Book book : enum_values<Book>())
    rows.push_back({fmt::format("backbone_{}", book_names[book]), own_currency, status.backbone[book]});
  rows.push_back({"backbone_stranded_by_final_links", own_currency, status.stranded_by_final_links});
}

std::vector<CourseRow> rows_of(const Period& period) {
  std::vector<CourseRow> rows;
  add_status_rows(period.status, rows);
  for (const Trade trade : enum_values<Trade>())
    rows.push_back({fmt::format("started_{}", trade_names[trade]), "elements",
                    static_cast<double>(period.started[trade])});
  const Spending& spent = period.spent;
  const std::pair<std::string_view, double> amounts[] = {
      {"spent_capital", spent.capital},
      {"spent_late", spent.late},
      {"spent_visits", spent.visits},
      {"spent_repairs", spent.repairs},
      {"spent", spent.total()},
      {"budget_left", period.budget_left},
      {"opening_value", period.opening_value},
      {"capitalised", spent.capitalised()},
      {"depreciation", period.depreciation},
      {"closing_value", period.closing_value},
      {"revenue", period.revenue},
      {"opex", period.opex},
      {"cash_flow", period.cash_flow},
      {"cumulative_cash_flow", period.cumulative_cash_flow},
      {"discounted_cash_flow", period.discounted_cash_flow},
  };
  for (const auto& [figure, amount] : amounts) rows.push_back({std::string{figure}, own_currency, amount});
  return rows;
}

void write_period(RowWriter& row, const OptionCourse& one, std::size_t period) {
  for (const CourseRow& figure : rows_of(one.course.periods[period])) {
    if (figure.figure == "budget_left" && !has_budget(*one.option)) continue;
    row.text(one.label);
    row.text(one.timeline().name_of(period));
    row.text(figure.figure);
    row.text(figure.unit == own_currency ? std::string_view{one.currency()} : figure.unit);
    row.number(figure.value);
    row.end();
  }
}

}  // namespace

Json write_courses(TableTarget& target, std::span<const OptionCourse> courses, Progress& progress) {
  static constexpr std::array<OutputColumn, 5> columns = {{
      {"option", "string", "", "option label"},
      {"period", "string", "", "period: 2027, 2027-Q3, 2027-08, 2027-W32 or 2027-08-14"},
      {"figure", "string", "", "figure; levels at the end of the period, money flows during the period"},
      {"unit", "string", "", "unit of the value"},
      {"value", "number", "as in the column unit", "value of the figure"},
  }};
  TableWriter table = target.table("course", columns);
  for (const OptionCourse& one : courses)
    table.write(one.course.periods.size(), progress,
                [&](RowWriter& row, std::uint64_t period) { write_period(row, one, period); });
  return table.finish(std::array<std::string_view, 3>{"option", "period", "figure"});
}

void write_course_package(const std::string& path, const std::string& name, const Json& json,
                          const std::vector<const ScenarioReading*>& readings,
                          std::span<const OptionCourse> courses, Progress& progress, CellText cell_text) {
  std::vector<std::string> files = {name + ".json"};
  const bool by_area = !courses.empty() && !courses.front().course.record.by_area.empty();
  for (const char* file : {"course.csv", "works.csv", "premises_course.csv", "totals.csv"})
    files.emplace_back(file);
  if (by_area) files.emplace_back("areas.csv");
  PackageFolder package(path, files, readings, cell_text);
  package.add_json(name, json);
  package.add_table(write_courses(package, courses, progress));
  package.add_table(write_works(package, courses, progress));
  package.add_table(write_premises_course(package, courses, progress));
  std::vector<TotalsRow> totals;
  std::vector<AreasOf> areas;
  for (const OptionCourse& one : courses) {
    totals.push_back(totals_of(one));
    areas.push_back({one.label, one.reading->scenario, one.course.record.by_area});
  }
  package.add_table(write_totals(package, totals, progress));
  if (by_area) package.add_table(write_areas(package, areas, AreaRows::by_option, progress));
  package.finish("lastmile-" + name);
}

void write_compare_package(const std::string& path, const Json& json,
                           const std::vector<const ScenarioReading*>& readings,
                           std::span<const TotalsRow> totals,
                           std::span<const std::vector<AreaFigures>* const> areas, Progress& progress,
                           CellText cell_text) {
  const bool by_area = !areas.empty() && !areas.front()->empty();
  std::vector<std::string> files = {"compare.json", "totals.csv"};
  if (by_area) files.emplace_back("areas.csv");
  PackageFolder package(path, files, readings, cell_text);
  package.add_json("compare", json);
  package.add_table(write_totals(package, totals, progress));
  if (by_area) {
    std::vector<AreasOf> rows;
    rows.reserve(areas.size());
    for (std::size_t i = 0; i < areas.size(); ++i)
      rows.push_back({readings[i]->path, readings[i]->scenario, *areas[i]});
    package.add_table(write_areas(package, rows, AreaRows::by_scenario, progress));
  }
  package.finish("lastmile-compare");
}

}  // namespace lastmile::io
