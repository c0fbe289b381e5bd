#include "tools/io/results/result_json.h"

#include <fmt/format.h>

#include <cmath>

#include "sim/coverage/service_budget.h"
#include "tools/io/base/version.h"
#include "tools/io/results/area_json.h"
#include "tools/io/results/books_json.h"
#include "tools/io/results/counts_json.h"
#include "tools/io/results/parameters_json.h"
#include "tools/io/results/profile_label.h"

namespace lastmile::io {
namespace {

Json next_final_links_json(const Scenario& scenario, const std::vector<NextFinalLink>& next) {
  Json list = Json::array();
  for (const NextFinalLink& link : next) {
    list.push_back({{"link", link_name(scenario, link.link)},
                    {"premises", premises_name(scenario, link.premises)},
                    {"users", number(link.users)},
                    {"completion_cost", number(link.completion_cost)},
                    {"releases", number(link.releases)}});
    add_name(list.back(), scenario, link.link);
  }
  return list;
}

std::uint64_t link_records(const Plant& plant) {
  std::uint64_t count = plant.links.size();
  for (const SiteId site : plant.links.from.inline_drops) count += site.exists() ? 1U : 0U;
  return count;
}

Json profile_json(const Plant& plant) {
  if (!plant.access) return nullptr;
  const ServiceProfile& asked = plant.access->profile;
  const auto figure = [](double x) { return x > 0 ? number(x) : Json(nullptr); };
  return {{"name", asked.name.empty() ? Json(nullptr) : Json(asked.name)},
          {"down_mbps", figure(asked.down_mbps)},
          {"up_mbps", figure(asked.up_mbps)},
          {"latency_ms", figure(asked.latency_ms)},
          {"busy_hour_share", number(plant.access->busy_hour_share)}};
}

// The service of connected homes.
Json service_json(const Plant& plant, const Qualification& qualification) {
  const ServiceSummary& summary = qualification.summary();
  Json technologies = Json::array();
  for (std::size_t i = 0; i < summary.by_technology.size(); ++i) {
    const TechnologyTally& tally = summary.by_technology[i];
    if (tally.connected.premises == 0) continue;
    const bool none = i + 1 == summary.by_technology.size();
    const Technology* technology = none ? nullptr : &plant.access->equipment.technologies[TechnologyId{i}];
    technologies.push_back({{"technology", none ? Json(nullptr) : Json(technology->name)},
                            {"fcc_code", none ? Json(nullptr) : Json(technology->fcc_code)},
                            {"connected", count_json(tally.connected)},
                            {"qualified", count_json(tally.qualified)}});
  }
  Json figures = Json::array();
  for (const ServiceFigure figure : enum_values<ServiceFigure>()) {
    const HomesByValue& homes = summary.figures[figure];
    if (homes.homes() == 0) continue;
    Json entry = {{"figure", service_figures[figure].name},
                  {"unit", service_figures[figure].unit},
                  {"homes", homes.homes()}};
    const std::vector<double> values = homes.quantiles(shown_quantiles);
    for (std::size_t at = 0; at < values.size(); ++at)
      entry[fmt::format("p{}", std::lround(shown_quantiles[at] * 100))] = number(values[at]);
    figures.push_back(std::move(entry));
  }
  return {{"technologies", std::move(technologies)}, {"distribution", std::move(figures)}};
}

// The homes that qualify for each profile, if the scenario requires several.
Json profiles_json(const Access& access, const Coverage& coverage) {
  Json list = Json::array();
  const auto add = [&](const ServiceProfile& profile, const Tally& qualified) {
    Json entry = {{"profile", profile_label(profile)}};
    entry.update(count_json(qualified));
    list.push_back(std::move(entry));
  };
  add(access.profile, coverage.standings.ladder[Rung::qualified]);
  const std::vector<Tally>& further = coverage.qualification.summary().by_further_profile;
  for (std::size_t i = 0; i < further.size(); ++i) add(access.further_profiles[i], further[i]);
  return list;
}

Json line_json(const Scenario& scenario, const Explanation& told) {
  const DeliveredService& given = told.service;
  const Technology* technology = technology_of(scenario.plant, given.line);
  Json budget = Json::array();
  for (const BudgetLine& line : budget_of(scenario.plant, told.route, given))
    budget.push_back({{"element", line.element ? Json(element_name(scenario, *line.element)) : Json(nullptr)},
                      {"item", line.item},
                      {"unit", line.unit},
                      {"amount", number(line.amount)},
                      {"total", number(line.total)},
                      {"limit", line.limit ? number(*line.limit) : Json(nullptr)},
                      {"margin", line.margin ? number(*line.margin) : Json(nullptr)}});
  const bool is_optical = technology != nullptr && has_optical_budget(*technology, given.line);
  const auto margin = [&](double db) { return is_optical ? number(db) : Json(nullptr); };
  const SiteId head_end = given.line.at.head_end;
  Json ports = nullptr;  // set if there are too few
  if (told.full)
    ports = {{"site", site_name(scenario, told.full->site)},
             {"ports", told.full->ports},
             {"free", told.full->free},
             {"needed", told.full->needed}};
  return {{"technology", technology == nullptr ? Json(nullptr) : Json(technology->name)},
          {"head_end", head_end.exists() ? Json(site_name(scenario, head_end)) : Json(nullptr)},
          {"down_mbps", number(given.down_mbps)},
          {"up_mbps", number(given.up_mbps)},
          {"latency_ms", number(given.line.latency_ms)},
          {"optical_margin_weak_db", margin(given.line.budget.weak_margin_db)},
          {"optical_margin_strong_db", margin(given.line.budget.strong_margin_db)},
          {"ports", std::move(ports)},
          {"budget", std::move(budget)}};
}

}  // namespace

Json scenario_json(const ScenarioReading& reading) {
  const Heading& heading = reading.scenario.heading;
  Json json = {{"name", heading.name},
               {"path", reading.path},
               {"sha256", reading.inputs.front().sha256},
               {"currency", heading.currency},
               {"price_year", heading.price_year ? Json(*heading.price_year) : Json(nullptr)},
               {"profile", profile_json(reading.scenario.plant)}};
  if (!reading.settings.empty()) json["settings"] = reading.settings;
  return json;
}

Json result_json(const ScenarioReading& reading, const Coverage& coverage, const Findings& found) {
  const Scenario& scenario = reading.scenario;
  const Plant& plant = scenario.plant;
  const Unserved& unserved = coverage.standings.unserved;
  Json result = {
      {"schema", "lastmile.result.v1"},
      {"lastmile_version", lastmile_version},
      {"scenario", scenario_json(reading)},
      {"network",
       {{"sites", plant.sites.size()}, {"links", link_records(plant)}, {"premises", plant.premises.size()}}},
      {"ladder", ladder_json(coverage.standings.ladder)},
      {"unserved", unserved_json(unserved)},
      {"backbone", backbone_json({coverage.ledger.elements, coverage.ledger.total, coverage.ledger.by_tier},
                                 coverage.charges.stranded_by_cause,
                                 [&](Obstacle cause) { return has_premises(unserved[cause]); })},
      {"final_links", final_links_json(coverage.standings.final_links)},
      {"next_final_links", next_final_links_json(scenario, coverage.charges.next_final_links)},
      {"next_upstream", next_upstream_json(scenario, coverage.remedies.next_upstream)},
      {"to_serve_everyone", to_serve_everyone_json(coverage.remedies.to_serve_everyone)},
      {"islands", islands_json(scenario, found)},
      {"parameters", parameters_json(reading, nullptr)}};
  if (!found.by_area.empty()) result["by_area"] = by_area_json(scenario, found.by_area);
  if (coverage.qualification.is_judged()) result["service"] = service_json(plant, coverage.qualification);
  if (plant.access && !plant.access->further_profiles.empty())
    result["profiles"] = profiles_json(*plant.access, coverage);
  return result;
}

Json result_json(const ScenarioReading& reading, const Coverage& coverage) {
  const Scenario& scenario = reading.scenario;
  return result_json(reading, coverage,
                     find_islands_and_areas(scenario, build_network(scenario.plant), coverage, ByArea::no));
}

Json explain_json(const Scenario& scenario, const Explanation& told,
                  const std::vector<std::optional<NearestSite>>& nearest) {
  Json route = Json::array();
  for (const RouteStep& step : told.route) {
    route.push_back({{"element", element_name(scenario, step.element)},
                     {"kind", element_kind(scenario, step.element)},
                     {"tier", element_tier(scenario, step.element)},
                     {"state", name(step.state)},
                     {"completion_cost", number(step.completion_cost)},
                     {"can_carry_users", number(step.demand.all())},
                     {"served_users", number(step.demand.served)},
                     {"value", number(step.value)}});
    add_name(route.back(), scenario, step.element);
  }
  Json works = Json::array();
  for (Element element : told.remedy) works.push_back(element_name(scenario, element));
  Json json = {{"schema", "lastmile.explain.v1"},
               {"premises", premises_name(scenario, told.premises)},
               {"rung", name(told.standing.rung)},
               {"obstacles", obstacle_list(told.standing.obstacles)},
               {"route", std::move(route)},
               {"remedy",
                {{"elements", std::move(works)},
                 {"completion_cost", number(told.completion_cost)},
                 {"releases", number(told.releases)},
                 {"also_serves_users", number(told.also_serves_users)}}}};
  add_name(json, scenario, told.premises);
  if (scenario.plant.access && told.service.line.final_link.exists())
    json["service"] = line_json(scenario, told);
  if (told.islands.empty()) return json;
  Json& islands = json["islands"] = Json::array();
  for (std::size_t i = 0; i < told.islands.size(); ++i)
    islands.push_back(island_json(scenario, told.islands[i], nearest[i]));
  return json;
}

}  // namespace lastmile::io
