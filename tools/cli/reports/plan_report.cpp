#include "tools/cli/reports/plan_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/cli/reports/page.h"
#include "tools/cli/reports/result_sections.h"
#include "tools/cli/reports/words.h"
#include "tools/io/results/result_json.h"

namespace lastmile::cli {
namespace {

using planning::Question;

std::string gain_words(const planning::GraphPlan& plan) {
  const std::optional<double> gain = plan.possible_gain();
  return gain ? fmt::format("up to {} better", percentage(*gain, 1)) : "much better";
}

std::string gap_words(const planning::GraphPlan& plan) {
  if (plan.proven_optimal()) return "This is proven to be the best plan.";
  return fmt::format(
      "The best plan may be {}: {} is the bound that no plan can pass.{}", gain_words(plan),
      grouped(plan.bound),
      plan.is_work_limited
          ? " The search has done its fixed amount of work; with --time-limit S it goes on for "
            "S seconds."
          : "");
}

std::string counted_words(const Vocabulary& words, planning::Weight weight, double n) {
  return weight == planning::Weight::users ? counted(n, words.user, words.users)
                                           : counted(n, words.home, words.homes);
}

// "40 homes: no port; 3 homes: rate"
std::string causes(const Vocabulary& words, const planning::Unqualified& homes) {
  std::string text;
  for (const Obstacle cause : enum_values<Obstacle>()) {
    const Tally& tally = homes.by_cause[cause];
    if (tally.premises == 0) continue;
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ",
                        counted(static_cast<double>(tally.homes), words.home, words.homes),
                        obstacle_words(words, cause));
  }
  return text;
}

void add_judgement(Page& page, const Vocabulary& words, const io::NetworkPlan& plan) {
  if (!plan.unqualified.premises.empty())
    page.paragraph(
        fmt::format("Service, ports and capacity leave {} {}. Not qualified: {}.",
                    counted(static_cast<double>(plan.judged[Rung::served].homes), words.home, words.homes),
                    words.served, causes(words, plan.unqualified)));
  if (!plan.left_out) return;
  const planning::Unqualified& homes = plan.left_out->homes;
  if (!plan.is_judged)
    page.paragraph("The scenario requires no service, so all who are joined qualify.");
  else if (homes.premises.empty())
    page.paragraph("All who are counted qualify; nobody had to be left out.");
  else
    page.paragraph(fmt::format(
        "Left out, because they did not qualify in {}: {}. The bound counts them as if they did.",
        plan.left_out->rounds == 1 ? std::string{"the plan"}
                                   : fmt::format("one of {} plans that were tried", plan.left_out->rounds),
        causes(words, homes)));
}

// What the best rule of thumb reaches for the same money.
void add_rollout_orders(Page& page, const Vocabulary& words, const io::NetworkPlan& plan) {
  if (plan.rollout_orders.empty() || plan.works.empty()) return;
  const planning::RolloutReach& best = planning::best_of(plan.rollout_orders, plan.weight);
  const double reached = best.served.counted(plan.weight), planned = plan.after.counted(plan.weight);
  page.paragraph(fmt::format(
      "For the same money the best rollout order ({}, {}) has {} {}: {}.", order_key_names[best.order],
      work_size_names[best.works], counted_words(words, plan.weight, reached), words.served,
      reached == planned  ? "as many as the plan"
      : reached > planned ? "more than the plan, within its gap"
                          : fmt::format("{} fewer than the plan", grouped(planned - reached))));
}

// Over time: the period of each work in `order`; else empty.
std::vector<std::string> periods_of_works(const Scenario& scenario, const io::NetworkPlan& plan) {
  std::vector<std::string> periods;
  if (!plan.over_time) return periods;
  const std::vector<planning::PlanPeriod>& all = plan.over_time->plan.periods;
  for (std::size_t t = 0; t < all.size(); ++t)
    periods.insert(periods.end(), all[t].works.size(), scenario.horizon->timeline.name_of(t));
  return periods;
}

void add_works(Page& page, const Scenario& scenario, const io::NetworkPlan& plan, const Money& money) {
  if (plan.works.empty()) return;
  page.section("Works, in the order in which to build them");
  constexpr std::size_t most = 40;
  const std::span<const Element> shown = std::span(plan.order).first(std::min(most, plan.order.size()));
  const std::vector<std::string> periods = periods_of_works(scenario, plan);
  std::vector<double> costs;
  costs.reserve(shown.size());
  for (const Element e : shown) costs.push_back(completion_cost_of(scenario.plant, e));
  const Money cost = money.column(costs);
  page.table_with_names([&](std::size_t room) {
    TextTable table;
    std::vector<TextTable::Cell> head = {{"element", Style::dim, true},
                                         {"kind", Style::dim, true},
                                         {"tier", Style::dim, true},
                                         {"state", Style::dim, true},
                                         {money.unit(), Style::dim}};
    if (!periods.empty()) head.insert(head.begin(), {"period", Style::dim, true});
    table.add_row(std::move(head));
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const Element e = shown[i];
      std::vector<TextTable::Cell> row = {element_cell(scenario, e, room),
                                          {printable(io::element_kind(scenario, e), 20), Style::plain, true},
                                          {std::string{io::element_tier(scenario, e)}, Style::plain, true},
                                          {state_words(state_of(scenario.plant, e)), Style::plain, true},
                                          {cost(completion_cost_of(scenario.plant, e))}};
      if (!periods.empty()) row.insert(row.begin(), {periods[i], Style::plain, true});
      table.add_row(std::move(row));
    }
    return table;
  });
  if (plan.works.size() > most)
    page.line(fmt::format("  and {} more; --format json lists all",
                          grouped(static_cast<double>(plan.works.size() - most))),
              Style::dim);
}

void add_works_by_area(Page& page, const Scenario& scenario, const io::NetworkPlan& plan,
                       const Money& money) {
  if (!plan.by_area) return;
  if (!plan.by_area->works.empty()) {
    const Vocabulary& words = scenario.heading.vocabulary;
    page.section("Works by area, in the order in which to build them");
    std::vector<double> costs, running, homes;
    for (const io::AreaWorks& area : plan.by_area->works) {
      costs.push_back(area.cost);
      running.push_back(area.running_cost);
      homes.push_back(area.served.homes);
    }
    const Money cost = money.column(costs), so_far = money.column(running);
    const Count count = Count::of(homes);
    constexpr std::size_t most = 40;
    TextTable table;
    table.add_row({{""},
                   {"works", Style::dim},
                   {money.unit(), Style::dim},
                   {"so far", Style::dim},
                   {printable(fmt::format("{} {} then", words.homes, words.served), 30), Style::dim}});
    for (std::size_t i = 0; i < std::min(most, plan.by_area->works.size()); ++i) {
      const io::AreaWorks& area = plan.by_area->works[i];
      table.add_row({{printable(io::area_name(scenario, area.area), longest_label)},
                     {grouped(static_cast<double>(area.works))},
                     {cost(area.cost)},
                     {so_far(area.running_cost)},
                     {count(area.served.homes)}});
    }
    page.table(table);
    if (plan.by_area->works.size() > most)
      page.line(fmt::format("  and {} more; --format json lists all",
                            grouped(static_cast<double>(plan.by_area->works.size() - most))),
                Style::dim);
  }
  add_areas(page, scenario, plan.by_area->figures, "Areas after the plan");
}

void add_periods(Page& page, const Scenario& scenario, const io::NetworkPlan& plan, const Money& money) {
  if (!plan.over_time) return;
  const Vocabulary& words = scenario.heading.vocabulary;
  const planning::PlanOverTime& sequence = plan.over_time->plan;
  const auto simulated = [&](std::size_t t) {
    const ExpectedTally& tally = plan.over_time->simulated[t];
    return plan.weight == planning::Weight::users ? tally.users : tally.homes;
  };
  const std::string& unit = plan.weight == planning::Weight::users ? words.users : words.homes;
  std::vector<double> all;
  for (std::size_t t = 0; t < sequence.periods.size(); ++t) {
    all.push_back(sequence.periods[t].bound);
    all.push_back(simulated(t));
  }
  const Count count = Count::of(all);
  page.section(
      fmt::format("Over time ({}; {} {} at the end of each period)", money.unit(), unit, words.served));
  TextTable table;
  table.add_row({{""},
                 {"budget so far", Style::dim},
                 {"spent so far", Style::dim},
                 {"plan", Style::dim},
                 {"bound", Style::dim},
                 {"simulated", Style::dim}});
  for (std::size_t t = 0; t < sequence.periods.size(); ++t) {
    const planning::PlanPeriod& period = sequence.periods[t];
    table.add_row({{scenario.horizon->timeline.name_of(t)},
                   {std::isfinite(period.budget) ? money(period.budget) : std::string{nothing}},
                   {money(period.cost)},
                   {count(period.served.counted(plan.weight))},
                   {count(period.bound)},
                   {count(simulated(t))}});
  }
  page.table(table);
  page.paragraph(
      "Simulated: with visits, late costs, crews, build periods, changes and take-up, and judged by the "
      "service.");
}

void add_frontier(Page& page, const Vocabulary& words, const io::NetworkPlan& plan, const Money& money) {
  if (plan.frontier.points.empty()) return;
  page.section("What more money brings");
  std::vector<double> served;
  std::vector<double> bounds;
  for (const io::FrontierPoint& point : plan.frontier.points) {
    served.push_back(point.plan.objective);
    bounds.push_back(point.plan.bound);
  }
  const Count count = Count::of(served);
  const Count bound = Count::of(bounds);
  TextTable table;
  table.add_row(
      {{"budget, " + money.unit(), Style::dim},
       {printable(plan.weight == planning::Weight::users ? words.users : words.homes, 20), Style::dim},
       {"bound", Style::dim},
       {"cost", Style::dim}});
  for (const io::FrontierPoint& point : plan.frontier.points)
    table.add_row({{money(point.budget)},
                   {count(point.plan.objective)},
                   {bound(point.plan.bound)},
                   {money(point.plan.cost)}});
  page.table(table);
}

// What a plan over time gathers, as "1,234 user-years".
std::string years_words(const Vocabulary& words, const io::NetworkPlan& plan, double years) {
  return fmt::format("{} {}-years", grouped(years),
                     plan.weight == planning::Weight::users ? words.user : words.home);
}

}  // namespace

std::string plan_report(const io::ScenarioReading& reading, const io::NetworkPlan& plan,
                        const Terminal& terminal) {
  const Scenario& scenario = reading.scenario;
  const Vocabulary& words = scenario.heading.vocabulary;
  const Money money(plan.frontier.points.empty() ? plan.plan.cost : plan.frontier.points.back().budget,
                    scenario.heading.currency);
  Page page(terminal);
  page.head(scenario.heading.name, reading.path, "");
  page.line();
  page.paragraph(fmt::format(
      "The plan: {} for {}. Then {} and {} are {} (without it {} and {}).",
      counted(static_cast<double>(plan.works.size()), "work", "works"), money.in_text(plan.plan.cost),
      counted(plan.after.homes, words.home, words.homes), counted(plan.after.users, words.user, words.users),
      words.served, grouped(plan.before.homes), grouped(plan.before.users)));
  if (!plan.over_time && plan.question == Question::value)
    page.paragraph(fmt::format("At {} for each {} it is worth {} more than it costs.",
                               money.in_text(plan.amount), words.home, money.in_text(plan.plan.objective)));
  if (plan.over_time)
    page.paragraph(
        fmt::format("Over all periods it brings {}.", years_words(words, plan, plan.plan.objective)));
  add_judgement(page, words, plan);
  page.paragraph(plan.over_time && !plan.plan.proven_optimal()
                     ? fmt::format("The best sequence may be {}: {} is a bound that none can pass.",
                                   gain_words(plan.plan), years_words(words, plan, plan.plan.bound))
                     : gap_words(plan.plan));
  add_rollout_orders(page, words, plan);
  add_periods(page, scenario, plan, money);
  add_works(page, scenario, plan, money);
  add_works_by_area(page, scenario, plan, money);
  add_frontier(page, words, plan, money);
  return std::move(page).text();
}

std::string benchmark_report(std::string_view path, Question question, const planning::GraphPlan& plan,
                             const Terminal& terminal) {
  Page page(terminal);
  page.line(printable(path, terminal.width), Style::bold);
  page.line();
  const std::string edges = counted(static_cast<double>(plan.edges.size()), "edge", "edges");
  page.paragraph(question == Question::budget ? fmt::format("A tree of {} that costs {} collects {}.", edges,
                                                            grouped(plan.cost), grouped(plan.prize))
                                              : fmt::format("A tree of {}; objective {}, cost {}.", edges,
                                                            grouped(plan.objective), grouped(plan.cost)));
  page.paragraph(gap_words(plan));
  return std::move(page).text();
}

}  // namespace lastmile::cli
