#include "tools/io/package/plan_package.h"

#include "sim/planning/served_along.h"
#include "tools/io/package/result_rows.h"
#include "tools/io/results/element_words.h"
#include "tools/io/results/plan_json.h"

namespace lastmile::io {
namespace {

// The period of each work of a plan over time.
std::vector<std::size_t> periods_of_works(const NetworkPlan& plan) {
  std::vector<std::size_t> periods;
  if (!plan.over_time) return periods;
  for (std::size_t t = 0; t < plan.over_time->plan.periods.size(); ++t)
    periods.insert(periods.end(), plan.over_time->plan.periods[t].works.size(), t);
  return periods;
}

Json write_plan_works(PackageFolder& package, const Scenario& scenario, const NetworkPlan& plan,
                      Progress& progress) {
  static constexpr std::array<OutputColumn, 12> columns = {{
      {"place", "integer", "works", "in the order in which to build them"},
      {"period", "string", "", "in which it is paid; empty without --over-time"},
      {"element", "string", "", "the site or link"},
      {"kind", "string", "", "a site's kind, or link"},
      {"tier", "string", "", "site, or a link's tier"},
      {"state", "string", "", "before the plan"},
      {"area", "string", "", "the element's area; none if it has none"},
      {"completion_cost", "number", currency_unit, "to make it operational"},
      {"running_cost", "number", currency_unit, "of this work and all before"},
      {"running_homes", "number", "homes", "served once this work and all before are built"},
      {"running_users", "number", "users", "the same in users"},
      name_column,
  }};
  const Plant& plant = scenario.plant;
  const std::vector<planning::ServedByPlan> served = planning::served_along(plant, plan.order);
  const std::vector<std::size_t> periods = periods_of_works(plan);
  std::vector<double> running_cost;
  double sum = 0;
  for (const Element e : plan.order) running_cost.push_back(sum += completion_cost_of(plant, e));
  TableWriter table = package.table("works", columns);
  table.write(plan.order.size(), progress, [&](RowWriter& row, std::uint64_t i) {
    const Element e = plan.order[i];
    row.count(i + 1);
    if (periods.empty())
      row.nothing();
    else
      row.text(scenario.horizon->timeline.name_of(periods[i]));
    row.text(element_name(scenario, e));
    row.text(element_kind(scenario, e));
    row.text(element_tier(scenario, e));
    row.text(name(state_of(plant, e)));
    row.text(area_name(scenario, plan.by_area->map.of(plant, e).value));
    row.number(completion_cost_of(plant, e));
    row.number(running_cost[i]);
    row.number(served[i + 1].homes);
    row.number(served[i + 1].users);
    row.text(name_beside(scenario, e));
    row.end();
  });
  return table.finish(std::array<std::string_view, 1>{"place"});
}

Json write_frontier(PackageFolder& package, const NetworkPlan& plan, Progress& progress) {
  const std::string_view counted = plan.weight == planning::Weight::users ? "users" : "homes";
  const std::array<OutputColumn, 5> columns = {{
      {"budget", "number", currency_unit, ""},
      {"served", "number", counted, "as the plan counts them"},
      {"bound", "number", counted, "no plan within the budget serves more"},
      {"gap", "number", "share", "between served and bound"},
      {"cost", "number", currency_unit, "of the plan for the budget"},
  }};
  TableWriter table = package.table("frontier", columns);
  table.write(plan.frontier.points.size(), progress, [&](RowWriter& row, std::uint64_t i) {
    const FrontierPoint& point = plan.frontier.points[i];
    row.number(point.budget);
    row.number(point.plan.objective);
    row.number(point.plan.bound);
    row.number(point.plan.gap());
    row.number(point.plan.cost);
    row.end();
  });
  return table.finish(std::array<std::string_view, 1>{"budget"});
}

}  // namespace

void write_plan_package(const std::string& path, const ScenarioReading& reading, const AfterPlan& after,
                        const NetworkPlan& plan, bool by_area, Progress& progress, CellText cell_text) {
  const Scenario& scenario = reading.scenario;
  const ResultOf result = {scenario, after.plant, after.network, after.coverage};
  Findings found;
  if (by_area) found.by_area = plan.by_area->figures;
  std::vector<std::string> files = {"works.csv"};
  if (!plan.frontier.points.empty()) files.emplace_back("frontier.csv");
  const MoreTables more{files, [&](PackageFolder& package) {
                          package.add_table(write_plan_works(package, scenario, plan, progress));
                          if (!plan.frontier.points.empty())
                            package.add_table(write_frontier(package, plan, progress));
                        }};
  write_data_package(path, {"plan", plan_json(reading, plan)}, reading, result, found, {}, more, progress,
                     cell_text);
}

}  // namespace lastmile::io
