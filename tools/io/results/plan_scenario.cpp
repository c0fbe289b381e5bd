#include "tools/io/results/plan_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace lastmile::io {
namespace {

// Text in double quotes with JSON's escapes, which YAML shares.
std::string in_quotes(std::string_view text) {
  return Json(text).dump();
}

std::string entry(const Scenario& scenario, Element e) {
  return fmt::format("{}: {}", e.is_site() ? "site" : "link", in_quotes(element_name(scenario, e)));
}

std::string description(const Scenario& scenario, const NetworkPlan& plan) {
  const auto figure = [](double x) { return number(x).dump(); };
  const Vocabulary& words = scenario.heading.vocabulary;
  return fmt::format("{} work{} for {} {}: {} {} {} instead of {}. {}", plan.works.size(),
                     plan.works.size() == 1 ? "" : "s", figure(plan.plan.cost), scenario.heading.currency,
                     figure(plan.after.homes), words.homes, words.served, figure(plan.before.homes),
                     plan.plan.proven_optimal()
                         ? "Proven to be the best plan."
                         : fmt::format("The bound that no plan can pass is {}.", figure(plan.plan.bound)));
}

// What an edit says about money already spent.
std::string spent_on(const Plant& plant, Element e) {
  const double value = e.is_site() ? plant.sites.value[e.site()] : plant.links.value[e.link()];
  return value > 0 ? fmt::format(", value: {}", number(value).dump()) : std::string{};
}

// The budgets and crews of a plan over time, which its option may not share with the scenario.
std::string limits(const NetworkPlan& plan) {
  if (!plan.over_time) return {};
  const Rollout& rollout = plan.over_time->option->rollout;
  std::string text = "      carry_over: true\n";
  const std::vector<double>& budgets = rollout.budget_per_period;
  if (std::all_of(budgets.begin(), budgets.end(), [](double money) { return std::isfinite(money); })) {
    std::string figures;
    for (const double money : budgets) figures += (figures.empty() ? "" : ", ") + number(money).dump();
    text += fmt::format("      budget_per_period: [{}]\n", figures);
  }
  std::vector<std::string> crews;
  for (const Trade trade : enum_values<Trade>())
    if (rollout.crews[trade] != unlimited)
      crews.push_back(fmt::format("{}: {}", trade_names[trade], rollout.crews[trade]));
  if (!crews.empty()) text += fmt::format("      crews: {{{}}}\n", fmt::join(crews, ", "));
  return text;
}

}  // namespace

std::string plan_scenario(const ScenarioReading& reading, const NetworkPlan& plan, const std::string& base) {
  const Scenario& scenario = reading.scenario;
  const std::vector<Element>& order = plan.order;
  std::string text = fmt::format("lastmile: 1\nextends: {}\nname: {}\n", in_quotes(base),
                                 in_quotes(scenario.heading.name + ", with a plan"));
  if (!scenario.horizon)
    text += fmt::format("timeline: {{start: {}, periods: 1}}\n", scenario.heading.price_year.value_or(2026));
  std::string edits;
  for (const Element e : order)
    if (state_of(scenario.plant, e) == State::proposed)
      edits += fmt::format("  - {{{}, state: planned, completion_cost: {}{}}}\n", entry(scenario, e),
                           number(completion_cost_of(scenario.plant, e)).dump(), spent_on(scenario.plant, e));
  if (!edits.empty()) text += "edits:\n" + edits;
  text += fmt::format("options:\n  {}:\n    description: {}\n", plan_option,
                      in_quotes(description(scenario, plan)));
  if (order.empty()) return text;
  text += "    rollout:\n" + limits(plan) + "      only:\n";
  for (const Element e : order) text += fmt::format("        - {{{}}}\n", entry(scenario, e));
  return text;
}

}  // namespace lastmile::io
