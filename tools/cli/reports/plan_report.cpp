#include "tools/cli/reports/plan_report.h"

#include <fmt/format.h>

#include "tools/cli/reports/page.h"
#include "tools/cli/reports/words.h"
#include "tools/io/results/result_json.h"

namespace lastmile::cli {
namespace {

using planning::Question;

std::string gap_words(const planning::GraphPlan& plan) {
  if (plan.proven_optimal()) return "This is proven to be the best plan.";
  return fmt::format("The best plan may be up to {} better: {} is the bound that no plan can pass.",
                     percentage(plan.gap(), 1), grouped(plan.bound));
}

}  // namespace

std::string plan_report(const io::ScenarioReading& reading, const io::NetworkPlan& plan,
                        const Terminal& terminal) {
  const Scenario& scenario = reading.scenario;
  const Vocabulary& words = scenario.heading.vocabulary;
  const Money money(std::max(plan.plan.cost, plan.amount), scenario.heading.currency);
  Page page(terminal);
  page.head(scenario.heading.name, reading.path, "");
  page.line();
  page.paragraph(fmt::format(
      "The plan: {} for {}. Then {} and {} are {} (without it {} and {}).",
      counted(static_cast<double>(plan.works.size()), "work", "works"), money.in_text(plan.plan.cost),
      counted(plan.after.homes, words.home, words.homes), counted(plan.after.users, words.user, words.users),
      words.served, grouped(plan.before.homes), grouped(plan.before.users)));
  if (const double judged = static_cast<double>(plan.judged[Rung::served].homes); judged < plan.after.homes)
    page.paragraph(fmt::format("Service, ports and capacity leave {} {}.",
                               counted(judged, words.home, words.homes), words.served));
  page.paragraph(gap_words(plan.plan));
  if (!plan.works.empty()) {
    page.section("Works");
    constexpr std::size_t most = 40;
    const std::span<const Element> shown = std::span(plan.works).first(std::min(most, plan.works.size()));
    std::vector<double> costs;
    costs.reserve(shown.size());
    for (const Element e : shown) costs.push_back(completion_cost_of(scenario.plant, e));
    const Money cost = money.column(costs);
    page.table_with_names([&](std::size_t room) {
      TextTable table;
      table.add_row({{"element", Style::dim, true},
                     {"kind", Style::dim, true},
                     {"tier", Style::dim, true},
                     {"state", Style::dim, true},
                     {money.unit(), Style::dim}});
      for (const Element e : shown)
        table.add_row({element_cell(scenario, e, room),
                       {printable(io::element_kind(scenario, e), 20), Style::plain, true},
                       {std::string{io::element_tier(scenario, e)}, Style::plain, true},
                       {state_words(state_of(scenario.plant, e)), Style::plain, true},
                       {cost(completion_cost_of(scenario.plant, e))}});
      return table;
    });
    if (plan.works.size() > most)
      page.line(fmt::format("  and {} more; --format json lists all",
                            grouped(static_cast<double>(plan.works.size() - most))),
                Style::dim);
  }
  if (!plan.frontier.empty()) {
    page.section("What more money brings");
    std::vector<double> served;
    std::vector<double> bounds;
    for (const io::FrontierPoint& point : plan.frontier) {
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
    for (const io::FrontierPoint& point : plan.frontier)
      table.add_row({{money(point.budget)},
                     {count(point.plan.objective)},
                     {bound(point.plan.bound)},
                     {money(point.plan.cost)}});
    page.table(table);
  }
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
