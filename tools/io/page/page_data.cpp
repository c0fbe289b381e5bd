#include "tools/io/page/page_data.h"

#include <fmt/format.h>

#include "tools/io/base/version.h"
#include "tools/io/equipment/provenance.h"
#include "tools/io/files/inputs_json.h"
#include "tools/io/page/archive.h"
#include "tools/io/page/result_columns.h"
#include "tools/io/plots/frontier_chart.h"
#include "tools/io/plots/nines_chart.h"
#include "tools/io/plots/plots.h"
#include "tools/io/results/area_json.h"
#include "tools/io/results/compare_json.h"
#include "tools/io/results/course_json.h"
#include "tools/io/results/plan_json.h"
#include "tools/io/results/reliability_json.h"
#include "tools/io/results/result_json.h"
#include "tools/io/snapshot/snapshot_columns.h"

namespace lastmile::io {
namespace {

template <class Enum>
Json list_of(const EnumArray<Enum, std::string_view>& names) {
  Json list = Json::array();
  for (const Enum value : enum_values<Enum>()) list.push_back(names[value]);
  return list;
}

Json words_json(const Vocabulary& words) {
  return {{"home", words.home},         {"homes", words.homes},           {"user", words.user},
          {"users", words.users},       {"final_link", words.final_link}, {"final_links", words.final_links},
          {"backbone", words.backbone}, {"served", words.served}};
}

Json notes_json(const ProblemList& notes) {
  Json list = Json::array();
  for (const Problem& note : notes.shown()) list.push_back(to_line(note));
  return list;
}

// The figures of equipment in use that no source confirms, and the sources of the others.
Json equipment_used(const Scenario& scenario) {
  Json list = Json::array();
  if (!scenario.plant.access) return list;
  const Access& access = *scenario.plant.access;
  std::vector<bool> used(access.equipment.technologies.size());
  for (const TechnologyId technology : access.technology)
    if (technology.exists()) used[technology.value] = true;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    const Technology& technology = access.equipment.technologies[TechnologyId{i}];
    const Provenance from = provenance_of(technology.source);
    list.push_back({{"name", technology.name},
                    {"title", technology.title},
                    {"source", from.source},
                    {"assumed", from.assumed}});
  }
  return list;
}

// One scenario, with where it comes from.
Json scenario_entry(const PagedScenario& one) {
  const ScenarioReading& reading = *one.reading;
  return {{"scenario", scenario_json(reading)},
          {"description", reading.scenario.heading.description},
          {"inputs", inputs_json(reading.inputs)},
          {"notes", notes_json(reading.notes)},
          {"equipment", equipment_used(reading.scenario)}};
}

Findings without_areas(const Findings& found) {
  return {found.islands, found.nearest, {}};
}

void add_scenario(PageBlocks& blocks, const PagedScenario& one) {
  const Scenario& scenario = one.reading->scenario;
  const auto add = [&](const char* name, const auto& column, auto) { blocks.add(name, column); };
  for_each_column(scenario, add);
  for_each_name_table(scenario.names,
                      [&](const char* name, const NameTable& names) { blocks.add_names(name, names); });
  const bool costs = scenario.costs.of_sites.size() == scenario.plant.sites.size();
  for_each_kept_column(scenario, {.geometry = true, .names = true, .costs = costs}, add);
  if (scenario.plant.access) {
    ArchiveWriter access;
    access.add(*scenario.plant.access);
    blocks.add("engine.access", access.bytes());
  }
  WrittenAreas written = written_areas(scenario);
  const AreaMap areas =
      map_areas(routed(scenario.plant, *one.network, *one.coverage), scenario.names.areas.size(),
                std::move(written.of_sites), std::move(written.of_premises));
  blocks.add("sites.area", areas.of_site.raw());
  blocks.add("premises.area", areas.of_premises.raw());
  const ResultColumns results = result_columns(scenario.plant, *one.network, *one.coverage);
  for_each_result_column(results, [&](const char* name, const auto& column) { blocks.add(name, column); });
}

// When each premises is reached and which works an option starts; periods count from 0.
void add_course(PageBlocks& blocks, const CourseRecord& record, std::size_t number) {
  const auto name = [&](std::string_view column) { return fmt::format("course.{}.{}", number, column); };
  blocks.add(name("passed"), record.premises.passed.raw());
  blocks.add(name("connected"), record.premises.connected.raw());
  blocks.add(name("served"), record.premises.served.raw());
  const std::vector<StartedWork>& works = record.works;
  const auto add = [&](std::string_view column, auto of) {
    std::vector<decltype(of(works.front()))> values;
    values.reserve(works.size());
    for (const StartedWork& work : works) values.push_back(of(work));
    blocks.add(name(column), values);
  };
  add("work.kind", [](const StartedWork& work) { return work.element.kind; });
  add("work.element", [](const StartedWork& work) { return work.element.index; });
  add("work.started", [](const StartedWork& work) { return work.started; });
  add("work.operational", [](const StartedWork& work) { return work.operational; });
  add("work.completion_cost", [](const StartedWork& work) { return work.completion_cost; });
  add("work.late_cost", [](const StartedWork& work) { return work.late_cost; });
  add("work.visit_cost", [](const StartedWork& work) { return work.visit_cost; });
}

Json chart_json(const Chart& chart) {
  return {{"title", chart.title}, {"subtitle", chart.subtitle}, {"svg", svg_of(chart)}};
}

Json charts_json(std::span<const OptionCourse> courses) {
  return Json::array({chart_json(ladder_chart(courses)), chart_json(stranded_chart(courses)),
                      chart_json(cash_flow_chart(courses))});
}

// Users whom each site and each explicit link cuts off if it alone fails.
void add_failures(PageBlocks& blocks, const Plant& plant, const SingleFailures& failures) {
  const auto users = [&](Element element) {
    return carries_service(state_of(plant, element)) ? failures.cut_off_by(element).users : 0;
  };
  FlatVector<double> of_sites;
  FlatVector<double> of_links;
  for (const SiteId site : ids<SiteId>(plant.sites.size())) of_sites.push_back(users(site));
  for (const LinkId link : ids<LinkId>(plant.links.size())) of_links.push_back(users(link));
  blocks.add("failures.sites", of_sites);
  blocks.add("failures.links", of_links);
}

void add_reliability(PageData& data, const PagedScenario& one, const PagedReliability& reliability) {
  const ScenarioReading& reading = *one.reading;
  const Scenario& scenario = reading.scenario;
  add_failures(data.blocks, scenario.plant, *reliability.failures);
  data.page["single_failures"] =
      single_failures_json(scenario, reliability.failures->worst(shown_single_failures));
  data.page["reliability"] = nullptr;
  if (reliability.result == nullptr) return;
  const ReliabilityResult& result = *reliability.result;
  const OutlookByArea areas =
      outlook_by_area(scenario, routed(scenario.plant, *one.network, *one.coverage), result.availability);
  data.page["reliability"] = reliability_json(reading, result, *one.found, areas);
  data.page["reliability_chart"] = chart_json(nines_chart(reading, result.outlook.homes, *one.found, areas));
}

Json paged_frontier_json(const ScenarioReading& reading, const Frontier& frontier) {
  return {{"before", number(frontier.before)},
          {"points", frontier_json(frontier)},
          {"chart", chart_json(frontier_chart(reading, frontier))}};
}

}  // namespace

PageData page_data(std::span<const PagedScenario> scenarios, std::span<const OptionCourse> courses,
                   const PagedReliability& reliability, const PagedExtras& extras) {
  PageData data;
  const PagedScenario& first = scenarios.front();
  const Scenario& scenario = first.reading->scenario;
  std::vector<Json> results;
  Json entries = Json::array();
  for (const PagedScenario& one : scenarios) {
    results.push_back(result_json(*one.reading, *one.coverage, without_areas(*one.found)));
    entries.push_back(scenario_entry(one));
  }
  data.page = {{"schema", "lastmile.page.v1"},
               {"lastmile_version", lastmile_version},
               {"words", words_json(scenario.heading.vocabulary)},
               {"rungs", list_of(rung_names)},
               {"obstacles", list_of(obstacle_names)},
               {"states", list_of(state_names)},
               {"tiers", list_of(tier_names)},
               {"scenarios", std::move(entries)},
               {"result", results.front()},
               {"by_area", by_area_json(scenario, first.found->by_area)},
               {"comparison", nullptr},
               {"courses", nullptr},
               {"charts", Json::array()},
               {"periods", Json::array()}};
  if (results.size() > 1) data.page["comparison"] = compare_json(std::move(results));
  add_scenario(data.blocks, first);
  add_reliability(data, first, reliability);
  data.page["frontier"] =
      extras.frontier == nullptr ? Json(nullptr) : paged_frontier_json(*first.reading, *extras.frontier);
  data.has_costs = scenario.costs.of_sites.size() == scenario.plant.sites.size();
  if (courses.empty()) return data;
  data.page["courses"] = compare_courses_json(courses);
  data.page["charts"] = charts_json(courses);
  const Timeline& timeline = courses.front().timeline();
  for (std::size_t period = 0; period < timeline.periods; ++period)
    data.page["periods"].push_back(timeline.name_of(period));
  for (std::size_t i = 0; i < courses.size() && courses[i].reading == first.reading; ++i)
    add_course(data.blocks, courses[i].course.record, i);
  return data;
}

}  // namespace lastmile::io
