#include "tools/io/package/reliability_package.h"

#include <array>

#include "tools/io/results/element_words.h"

namespace lastmile::io {
namespace {

Json write_single_failures(PackageFolder& package, const Scenario& scenario, const SingleFailures& failures,
                           Progress& progress) {
  std::vector<OutputColumn> columns = {
      {"element", "string", "", "site or link"},
      {"kind", "string", "", "kind of the site; link for a link"},
      {"tier", "string", "", "tier of the link; site for a site"},
  };
  columns.insert(columns.end(), failure_columns().begin(), failure_columns().end());
  columns.push_back(name_column);
  TableWriter table = package.table("single_failures", columns);
  const std::vector<SingleFailure> ranked = failures.ranked();
  table.write(ranked.size(), progress, [&](RowWriter& row, std::uint64_t i) {
    const SingleFailure& one = ranked[i];
    row.text(element_name(scenario, one.element));
    row.text(element_kind(scenario, one.element));
    row.text(element_tier(scenario, one.element));
    write_failure_cells(row, one);
    row.text(name_beside(scenario, one.element));
    row.end();
  });
  return table.finish(std::array<std::string_view, 2>{"tier", "element"});
}

}  // namespace

std::span<const OutputColumn> availability_columns() {
  static constexpr std::array<OutputColumn, 4> columns = {{
      {"availability", "number", "share", "share of the time with service; empty if it is not connected"},
      {"availability_low", "number", "share",
       "lower end of its 95 % interval; the value itself where it is exact"},
      {"availability_high", "number", "share", "upper end of its 95 % interval"},
      {"single_points", "integer", "elements",
       "elements that each cut it off alone; empty if it is not connected"},
  }};
  return columns;
}

void write_availability_cells(RowWriter& row, const Availability& availability,
                              const SingleFailures& failures, PremisesId p) {
  if (!availability.is_connected(p)) {
    for (std::size_t i = 0; i < availability_columns().size(); ++i) row.nothing();
    return;
  }
  const Interval interval = availability.interval(p);
  row.number(availability.value[p]);
  row.number(interval.low);
  row.number(interval.high);
  row.count(*failures.single_points(p));
}

std::span<const OutputColumn> failure_columns() {
  static constexpr std::array<OutputColumn, 3> columns = {{
      {"users_cut_off", "number", "users", "users who lose their service if it alone fails"},
      {"homes_cut_off", "integer", "homes", "homes that lose their service if it alone fails"},
      {"user_hours_per_year", "number", "h", "hours that these users lose by its own failures"},
  }};
  return columns;
}

void write_failure_cells(RowWriter& row, const SingleFailure& failure) {
  row.number(failure.cut_off.users);
  row.count(failure.cut_off.homes);
  row.number(failure.user_hours);
}

void write_reliability_package(const std::string& path, const ScenarioReading& reading,
                               const Network& network, const Coverage& coverage,
                               const ReliabilityResults& reliability, Progress& progress,
                               CellText cell_text) {
  const auto& [result, failures, found, by_area] = reliability;
  const MorePremisesColumns columns{availability_columns(), [&availability = result.availability,
                                                             &all = failures](RowWriter& row, PremisesId p) {
                                      write_availability_cells(row, availability, all, p);
                                    }};
  const MoreTables more{{"single_failures.csv"},
                        [&all = failures, &scenario = reading.scenario, &progress](PackageFolder& package) {
                          package.add_table(write_single_failures(package, scenario, all, progress));
                        }};
  const Scenario& scenario = reading.scenario;
  write_data_package(path, {"reliability", reliability_json(reading, result, found, by_area)}, reading,
                     {scenario, scenario.plant, network, coverage}, found, columns, more, progress,
                     cell_text);
}

}  // namespace lastmile::io
