#include "tools/io/results/reliability_json.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

#include "sim/support/parallel.h"
#include "tools/io/base/version.h"
#include "tools/io/results/area_json.h"
#include "tools/io/results/element_words.h"
#include "tools/io/results/result_json.h"

namespace lastmile::io {
namespace {

std::uint64_t key_of(Element::Kind kind, std::string_view id) {
  return XXH3_64bits_withSeed(id.data(), id.size(), static_cast<XXH64_hash_t>(kind));
}

Json interval_json(const Interval& interval) {
  return {number(interval.low), number(interval.high)};
}

std::string quantile_name(double at) {
  return fmt::format("{}", at);
}

Json failure_json(const Scenario& scenario, const SingleFailure& failure) {
  Json json = {{"element", element_name(scenario, failure.element)},
               {"kind", element_kind(scenario, failure.element)},
               {"tier", element_tier(scenario, failure.element)},
               {"users_cut_off", number(failure.cut_off.users)},
               {"homes_cut_off", failure.cut_off.homes},
               {"user_hours_per_year", number(failure.user_hours)}};
  add_name(json, scenario, failure.element);
  return json;
}

Json perfect_json(const Scenario& scenario, const PerfectElements& perfect) {
  Json list = Json::array();
  for (const PerfectElement& one : perfect.best) {
    list.push_back({{"element", element_name(scenario, one.element)},
                    {"kind", element_kind(scenario, one.element)},
                    {"tier", element_tier(scenario, one.element)},
                    {"user_hours_saved_per_year", number(one.user_hours)}});
    add_name(list.back(), scenario, one.element);
  }
  return list;
}

Json risks_json(const Scenario& scenario, const ReliabilityResult& result) {
  Json list = Json::array();
  for (const RiskEffect& effect : result.risks) {
    const SharedRisk& risk = scenario.reliability->shared_risks[effect.risk];
    list.push_back({{"name", risk.name},
                    {"share_of_time", number(risk.presence)},
                    {"probability", number(risk.probability)},
                    {"elements", operational_elements_of(scenario.plant, risk)},
                    {"users_cut_off_while_present", number(effect.users_cut_off)},
                    {"user_hours_per_year", number(effect.user_hours)}});
  }
  return list;
}

Json expected_json(const ExpectedServed& served) {
  return {{"homes", number(served.homes)}, {"users", number(served.users)}};
}

Json homes_json(const HomesByAvailability& homes) {
  Json at_least = Json::object();
  Json loses_less = Json::object();
  for (std::size_t i = 0; i < nines.size(); ++i) at_least[fmt::format("{}", nines[i])] = homes.at_least[i];
  for (std::size_t i = 0; i < hours_limits.size(); ++i)
    loses_less[fmt::format("{}", hours_limits[i])] = homes.loses_less[i];
  return {{"connected", homes.connected},
          {"estimated", homes.estimated},
          {"with_availability_of_at_least", std::move(at_least)},
          {"losing_less_than_hours_per_year", std::move(loses_less)}};
}

Json worlds_json(const WorldsSummary& worlds) {
  Json quantiles = Json::object();
  Json intervals = Json::object();
  for (std::size_t q = 0; q < worlds.quantiles.size(); ++q) {
    const std::string at = quantile_name(shown_availability_quantiles[q]);
    quantiles[at] = number(worlds.quantiles[q].value);
    intervals[at] = interval_json(worlds.quantiles[q].ci95);
  }
  return {{"count", worlds.count},
          {"seed", worlds.seed},
          {"served_users",
           {{"mean", number(worlds.mean.value)},
            {"mean_ci95", interval_json(worlds.mean.ci95)},
            {"sd", number(worlds.sd.value)},
            {"sd_ci95", interval_json(worlds.sd.ci95)},
            {"quantiles", std::move(quantiles)},
            {"quantiles_ci95", std::move(intervals)}}},
          {"below_share",
           {{"share", number(worlds.share)},
            {"probability", number(worlds.below_share.value)},
            {"ci95", interval_json(worlds.below_share.ci95)}}}};
}

void add_outlook(Json& json, const Outlook& outlook) {
  json["expected_served"] = expected_json(outlook.served);
  json["user_hours_lost_per_year"] = number(outlook.served.user_hours_lost_per_year());
  json["hours_lost_per_home_and_year"] = number(outlook.served.hours_lost_per_home_and_year());
}

}  // namespace

std::uint64_t operational_elements_of(const Plant& plant, const SharedRisk& risk) {
  const auto sites = std::count_if(risk.sites.begin(), risk.sites.end(),
                                   [&](SiteId site) { return carries_service(plant.sites.state[site]); });
  const auto links = std::count_if(risk.links.begin(), risk.links.end(),
                                   [&](LinkId link) { return carries_service(plant.links.state[link]); });
  return static_cast<std::uint64_t>(sites + links);
}

DrawKeys draw_keys(const Scenario& scenario) {
  const Plant& plant = scenario.plant;
  DrawKeys keys{IdVector<SiteId, std::uint64_t>(plant.sites.size()),
                LinkColumn<std::uint64_t>(plant.links.size(), plant.premises.size(), 0),
                {}};
  for_each_chunk(plant.sites.size(), [&](std::size_t first, std::size_t last) {
    for (const SiteId site : IdRange<SiteId>(first, last))
      keys.sites[site] = key_of(Element::Kind::site, site_name(scenario, site));
  });
  for_each_chunk(plant.links.size() + plant.premises.size(), [&](std::size_t first, std::size_t last) {
    for (const LinkId link : IdRange<LinkId>(first, last))
      if (!plant.is_inline_drop(link) || plant.links.from[link].exists())
        keys.links[link] = key_of(Element::Kind::link, link_name(scenario, link));
  });
  if (scenario.reliability)
    for (const SharedRisk& risk : scenario.reliability->shared_risks)
      keys.risks.push_back(key_of(Element::Kind::premises, risk.name));
  return keys;
}

OutlookByArea outlook_by_area(const Scenario& scenario, const RoutedPlant& routed,
                              const Availability& availability) {
  const AreaMap areas = area_map(scenario, routed);
  return outlook_by_group(routed.plant, availability, areas.of_premises, areas.size());
}

Json single_failures_json(const Scenario& scenario, std::span<const SingleFailure> failures) {
  Json list = Json::array();
  for (const SingleFailure& failure : failures) list.push_back(failure_json(scenario, failure));
  return list;
}

Json reliability_json(const ScenarioReading& reading, const ReliabilityResult& result, const Findings& found,
                      const OutlookByArea& by_area) {
  const Scenario& scenario = reading.scenario;
  Json quantiles = Json::object();
  for (std::size_t q = 0; q < result.quantiles.size(); ++q)
    quantiles[quantile_name(shown_availability_quantiles[q])] =
        result.quantiles[q] ? number(*result.quantiles[q]) : Json(nullptr);
  Json json = {{"schema", "lastmile.reliability.v1"},
               {"lastmile_version", lastmile_version},
               {"scenario", scenario_json(reading)},
               {"method", result.is_exact() ? "exact" : "mixed"},
               {"served_now", {{"homes", result.served.homes}, {"users", number(result.served.users)}}}};
  add_outlook(json, result.outlook);
  json["expected_served"]["users_ci95"] = interval_json(result.users_ci95);
  json["single_failures"] = single_failures_json(scenario, result.worst);
  json["perfect_elements"] = perfect_json(scenario, result.perfect);
  json["perfect_elements_left_out"] = result.perfect.elements_left_out;
  json["shared_risks"] = risks_json(scenario, result);
  json["shared_risks_left_out"] = result.risks_left_out;
  json["availability"] = {{"quantiles", std::move(quantiles)},
                          {"homes", homes_json(result.outlook.homes)},
                          {"estimated_premises", result.availability.estimated.size()}};
  json["worlds"] = worlds_json(result.worlds);
  json["parameters"] = {{"reliability", reading.parameters.value("reliability", Json(nullptr))}};
  if (found.by_area.empty()) return json;
  Json areas = by_area_json(scenario, found.by_area);
  std::size_t at = 0;  // by_area_json leaves out empty areas
  for (std::size_t i = 0; i < found.by_area.size(); ++i) {
    if (found.by_area[i].is_empty()) continue;
    add_outlook(areas[at], by_area[i]);
    areas[at++]["availability"] = {{"homes", homes_json(by_area[i].homes)}};
  }
  json["by_area"] = std::move(areas);
  return json;
}

ElementFailure failure_of(const Plant& plant, const SingleFailures& failures, Element element) {
  ElementFailure told{failures.failure_of(element), {}};
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (failures.cuts_off(element, p)) told.premises.push_back(p);
  return told;
}

Json element_failure_json(const Scenario& scenario, const ElementFailure& told) {
  Json json = {{"schema", "lastmile.element_failure.v1"}};
  json.update(failure_json(scenario, told.failure));
  json["state"] = name(state_of(scenario.plant, told.failure.element));
  json["premises"] = Json::array();
  for (const PremisesId p : told.premises) {
    json["premises"].push_back({{"premises", premises_name(scenario, p)},
                                {"homes", scenario.plant.premises.homes[p]},
                                {"users", number(scenario.plant.premises.users[p])},
                                {"subscribed", is_subscribed(scenario.plant, p)}});
    add_name(json["premises"].back(), scenario, p);
  }
  return json;
}

ProblemList nothing_fails_note(const ScenarioReading& reading) {
  ProblemList problems;
  if (!reading.scenario.reliability)
    Reporter(reading.path, problems)
        .note(FixedPlace({}), {"nothing-fails", "nothing in this scenario can fail: every availability is 1",
                               "give failure rates under `reliability`"});
  return problems;
}

ProblemList reliability_notes(const ScenarioReading& reading, const ReliabilityResult& result) {
  ProblemList problems = nothing_fails_note(reading);
  Reporter report(reading.path, problems);
  const FixedPlace whole_file({});
  const std::size_t estimated = result.availability.estimated.size();
  if (result.perfect.elements_left_out > 0)
    report.note(whole_file,
                {"perfection-left-out",
                 fmt::format("what it would save if an element never failed is not computed for {} elements: "
                             "the network around or behind them is too meshed",
                             result.perfect.elements_left_out)});
  if (estimated > 0)
    report.note(
        whole_file,
        {"estimated-availability",
         fmt::format("the availability of {} premises is estimated from {} worlds, with intervals: the "
                     "network around them is too meshed for an exact answer",
                     estimated, result.worlds.count)});
  return problems;
}

}  // namespace lastmile::io
