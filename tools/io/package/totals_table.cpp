#include "tools/io/package/totals_table.h"

namespace lastmile::io {
namespace {

std::string_view unit_of(FigureUnit unit) {
  switch (unit) {
    case FigureUnit::homes: return "homes";
    case FigureUnit::home_years: return "home-years";
    case FigureUnit::money: return currency_unit;
    case FigureUnit::money_years: return "currency-years";
    case FigureUnit::money_per_home: return "currency per home";
    case FigureUnit::period: return "";
  }
  return "";
}

}  // namespace

TotalsRow totals_of(const OptionCourse& one) {
  TotalsRow row{one.reading->scenario.heading.name, one.option->name, {}};
  for (const CourseFigure figure : enum_values<CourseFigure>()) {
    const std::optional<double> value = value_of(figure, one.course);
    if (!value) continue;
    if (about(figure).unit == FigureUnit::period)
      row.figures[figure] = one.timeline().name_of(static_cast<std::size_t>(*value));
    else
      row.figures[figure] = *value;
  }
  return row;
}

TotalsRow totals_of(const Scenario& scenario, const Coverage& coverage) {
  TotalsRow row{scenario.heading.name, {}, {}};
  row.figures[CourseFigure::served_homes] =
      static_cast<double>(coverage.standings.ladder[Rung::served].homes);
  row.figures[CourseFigure::stranded_value] = coverage.ledger.total[Book::stranded];
  return row;
}

Json write_totals(TableTarget& target, std::span<const TotalsRow> rows, Progress& progress) {
  std::vector<OutputColumn> columns = {{"scenario", "string", "", "the scenario's name"},
                                       {"option", "string", "", "the option; empty without a timeline"}};
  for (const CourseFigure figure : enum_values<CourseFigure>()) {
    const ComparedFigure& of = about(figure);
    columns.push_back({of.id, of.unit == FigureUnit::period ? "string" : "number", unit_of(of.unit),
                       "as in the figures of compare --format json"});
  }
  TableWriter table = target.table("totals", columns);
  table.write(rows.size(), progress, [&](RowWriter& row, std::uint64_t i) {
    row.text(rows[i].scenario);
    row.text(rows[i].option);
    for (const auto& figure : rows[i].figures) {
      if (const double* amount = std::get_if<double>(&figure))
        row.number(*amount);
      else if (const std::string* period = std::get_if<std::string>(&figure))
        row.text(*period);
      else
        row.nothing();
    }
    row.end();
  });
  return table.finish({});
}

}  // namespace lastmile::io
