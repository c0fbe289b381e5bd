#include "tools/io/package/work_tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/results/element_words.h"
#include "tools/io/results/findings.h"

namespace lastmile::io {
namespace {

// The names of all payers, each once.
std::vector<std::string> payers_of(std::span<const OptionCourse> courses) {
  std::vector<std::string> names;
  for (const OptionCourse& one : courses)
    for (const Payer& payer : one.option->economics.payers)
      if (std::find(names.begin(), names.end(), payer.name) == names.end()) names.push_back(payer.name);
  return names;
}

void write_period(RowWriter& row, const OptionCourse& one, std::uint32_t period) {
  if (period < one.timeline().periods)
    row.text(one.timeline().name_of(period));
  else
    row.nothing();
}

void write_work(RowWriter& row, const OptionCourse& one, const StartedWork& work,
                const std::vector<std::string>& payers) {
  const Scenario& scenario = one.reading->scenario;
  row.text(one.label);
  write_period(row, one, work.started);
  write_period(row, one, work.operational);
  row.text(element_name(scenario, work.element));
  row.text(element_kind(scenario, work.element));
  row.text(element_tier(scenario, work.element));
  row.text(area_name(scenario, work.area.value));
  row.number(work.completion_cost);
  row.number(work.late_cost);
  row.number(work.visit_cost);
  const std::vector<Payer>& shares = one.option->economics.payers;
  Payments paid;
  paid.add(work.price(), shares, work.trade, work.area.value);
  row.number(paid.by_operator);
  for (const std::string& name : payers) {
    const auto payer =
        std::find_if(shares.begin(), shares.end(), [&](const Payer& of) { return of.name == name; });
    if (payer == shares.end())
      row.nothing();
    else
      row.number(paid.by_payer[static_cast<std::size_t>(payer - shares.begin())]);
  }
  row.text(name_beside(scenario, work.element));
  row.end();
}

}  // namespace

Json write_works(TableTarget& target, std::span<const OptionCourse> courses, Progress& progress) {
  const std::vector<std::string> payers = payers_of(courses);
  std::vector<std::string> payer_columns;
  payer_columns.reserve(payers.size());
  for (const std::string& payer : payers) payer_columns.push_back("paid_" + payer);
  std::vector<OutputColumn> columns = {
      {"option", "string", "", "the option's label"},
      {"period_started", "string", "", "the period in which the work is started and paid"},
      {"period_operational", "string", "",
       "the period in which it becomes operational; empty if that is after the timeline or never"},
      {"element", "string", "", "the site or link"},
      {"kind", "string", "", "a site's kind, or link"},
      {"tier", "string", "", "site, or a link's tier"},
      {"area", "string", "", "the element's area; none if it has none"},
      {"completion_cost", "number", currency_unit, "to make it operational; a repair if it had failed"},
      {"late_cost", "number", currency_unit, "added because its site was built earlier"},
      {"visit_cost", "number", currency_unit, "of the area, if it is the first work of the period there"},
      {"paid_operator", "number", currency_unit, "the operator's part of the three costs"},
  };
  for (const std::string& column : payer_columns)
    columns.push_back(
        {column, "number", currency_unit, "that payer's part; empty if the option has no such payer"});
  columns.push_back(name_column);
  TableWriter table = target.table("works", columns);
  for (const OptionCourse& one : courses)
    table.write(one.course.record.works.size(), progress, [&](RowWriter& row, std::uint64_t i) {
      write_work(row, one, one.course.record.works[i], payers);
    });
  return table.finish(std::array<std::string_view, 4>{"option", "period_started", "tier", "element"});
}

std::span<const OutputColumn> premises_period_columns() {
  static constexpr std::array<OutputColumn, 3> columns = {{
      {"passed", "string", "", "the first period that ends with it passed; empty if never"},
      {"connected", "string", "", "the first period that ends with it connected; empty if never"},
      {"served", "string", "",
       "the first period that ends with it served, by half or more if orders are expected; empty if never"},
  }};
  return columns;
}

void write_premises_periods(RowWriter& row, const OptionCourse& one, PremisesId p) {
  const PremisesCourse& premises = one.course.record.premises;
  for (const auto* rung : {&premises.passed, &premises.connected, &premises.served})
    write_period(row, one, (*rung)[p]);
}

Json write_premises_course(TableTarget& target, std::span<const OptionCourse> courses, Progress& progress) {
  std::vector<OutputColumn> columns = {{"option", "string", "", "the option's label"},
                                       {"premises", "string", "", "the premises"},
                                       {"area", "string", "", "its area; none if it has none"}};
  const std::span<const OutputColumn> periods = premises_period_columns();
  columns.insert(columns.end(), periods.begin(), periods.end());
  columns.push_back(name_column);
  TableWriter table = target.table("premises_course", columns);
  for (const OptionCourse& one : courses) {
    const CourseRecord& record = one.course.record;
    const Scenario& scenario = one.reading->scenario;
    table.write(record.premises.passed.size(), progress, [&](RowWriter& row, std::uint64_t i) {
      const PremisesId p{i};
      row.text(one.label);
      row.text(premises_name(scenario, p));
      row.text(area_name(scenario, record.areas.of_premises[p].value));
      write_premises_periods(row, one, p);
      row.text(name_beside(scenario, p));
      row.end();
    });
  }
  return table.finish(std::array<std::string_view, 2>{"option", "premises"});
}

}  // namespace lastmile::io
