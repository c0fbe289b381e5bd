#include <fmt/format.h>

#include <algorithm>

#include "sim/coverage/service_budget.h"
#include "tools/cli/reports/page.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/reports/words.h"
#include "tools/io/results/result_json.h"

namespace lastmile::cli {
namespace {

class ExplainReport {
 public:
  ExplainReport(const Scenario& scenario, const Explanation& told, const Terminal& terminal)
      : scenario_(scenario),
        words_(scenario.heading.vocabulary),
        told_(told),
        money_(largest_amount(told), scenario.heading.currency),
        page_(terminal) {}

  std::string text() {
    verdict();
    if (told_.route.empty()) {
      no_route();
    } else {
      route();
      line();
      full_site();
      remedy();
    }
    return std::move(page_).text();
  }

 private:
  static double largest_amount(const Explanation& told) {
    double largest = told.completion_cost;
    for (const RouteStep& step : told.route) largest = std::max(largest, step.value);
    return largest;
  }
  bool is_served() const { return told_.standing.rung == Rung::served; }
  bool subscribes() const { return !told_.standing.obstacles.contains(Obstacle::not_subscribed); }

  void verdict() {
    const Premises& premises = scenario_.plant.premises;
    const std::string name = printable(premises_name(scenario_, told_.premises), page_.terminal().width / 2);
    page_.line(fmt::format("{}: {}{}", name, is_served() ? "" : "not ", words_.served),
               is_served() ? Style::green : Style::red);
    const std::uint32_t homes = premises.homes[told_.premises];
    const double users = premises.users[told_.premises];
    page_.paragraph(fmt::format(
        "{} {}, {} {}; stands on the rung \"{}\".", grouped(homes), homes == 1 ? words_.home : words_.homes,
        grouped(users), users == 1 ? words_.user : words_.users, rung_words(words_, told_.standing.rung)));
    if (!is_served())
      page_.paragraph("In the way: " + obstacle_words(words_, told_.standing.obstacles) + ".");
  }

  bool service_falls_short() const { return !told_.service.lacks.empty(); }

  void no_route() {
    page_.line();
    page_.paragraph(fmt::format(
        "No {} of the design starts at a place that the design joins to a source. Write a missing one as "
        "drop: {{from: ..., state: planned}}.",
        words_.final_link));
  }

  static Style style_of(State state) {
    if (carries_service(state)) return Style::green;
    return is_missing(state) ? Style::red : Style::yellow;
  }

  std::string_view symbol(const RouteStep& step) const {
    const bool works = carries_service(step.state);
    if (std::holds_alternative<SiteId>(step.element)) return works ? "●" : "○";
    return works ? "│" : is_missing(step.state) ? "┊" : "╳";
  }

  std::string element_words(const RouteStep& step) const {
    if (std::holds_alternative<SiteId>(step.element)) return io::element_kind(scenario_, step.element);
    const std::string_view tier = io::element_tier(scenario_, step.element);
    return tier == name(Tier::drop) ? words_.final_link : std::string{tier};
  }

  void route() {
    page_.section("The way from the source to the door");
    constexpr std::size_t widest = 40;
    constexpr std::size_t narrowest = 6;
    std::size_t name_width = widest;
    std::size_t kind_width = widest;
    // Ids are what a reader copies: kinds give way before them.
    while (kind_width > narrowest && !page_.fits(route_table(name_width, kind_width))) --kind_width;
    while (name_width > narrowest && !page_.fits(route_table(name_width, kind_width))) --name_width;
    page_.table(route_table(name_width, kind_width));
  }

  TextTable route_table(std::size_t name_width, std::size_t kind_width) const {
    TextTable table;
    table.add_row(
        {{""}, {""}, {""}, {""}, {"remedy", Style::dim}, {"value", Style::dim}, {words_.users, Style::dim}});
    for (const RouteStep& step : told_.route) {
      const Style style = style_of(step.state);
      table.add_row({{std::string{symbol(step)}, style},
                     {printable(io::element_name(scenario_, step.element), name_width), Style::plain, true},
                     {printable(element_words(step), kind_width), Style::dim, true},
                     {state_words(step.state), style, true},
                     {carries_service(step.state) ? "" : money_(step.completion_cost), style},
                     {money_(step.value)},
                     {fmt::format("{} of {}", grouped(step.demand.served), grouped(step.demand.all()))}});
    }
    const Style door = is_served() ? Style::green : Style::red;
    table.add_row({{is_served() ? "■" : "□", door},
                   {printable(premises_name(scenario_, told_.premises), name_width), Style::plain, true},
                   {printable(words_.home, kind_width), Style::dim, true},
                   {printable((is_served() ? "" : "not ") + words_.served, name_width), door, true}});
    return table;
  }

  // What the line is made of, item by item, and what is left of each limit.
  void line() {
    const std::vector<BudgetLine> budget = budget_of(scenario_.plant, told_.route, told_.service);
    if (budget.empty()) return;
    const Technology* technology = technology_of(scenario_.plant, told_.service.line);
    page_.section(technology == nullptr
                      ? std::string{"The line: no head-end of its technology on the way"}
                      : fmt::format("The line: {} from {}", technology->name,
                                    printable(site_name(scenario_, told_.service.line.at.head_end))));
    std::size_t name_width = 24;
    constexpr std::size_t narrowest = 6;
    while (name_width > narrowest && !page_.fits(budget_table(budget, name_width))) --name_width;
    page_.table(budget_table(budget, name_width));
    if (technology == nullptr) return;
    if (!told_.service.line.at.is_right_medium)
      page_.paragraph(fmt::format("{} runs over {} only, and not all of the way is.", technology->name,
                                  medium_kind_names[static_cast<std::size_t>(technology->medium)]));
    else if (told_.service.line.down_mbps + told_.service.line.up_mbps <= 0)
      page_.paragraph("The line is longer than the technology reaches: it gives no service.");
  }

  void full_site() {
    if (!told_.full) return;
    const std::uint32_t homes = scenario_.plant.premises.homes[told_.premises];
    page_.paragraph(fmt::format("No port: of the {} of {}, {} are taken and {} free; {} {} {} one each.",
                                grouped(told_.full->ports), printable(site_name(scenario_, told_.full->site)),
                                grouped(static_cast<double>(told_.full->ports - told_.full->free)),
                                grouped(static_cast<double>(told_.full->free)), grouped(homes),
                                homes == 1 ? words_.home : words_.homes, homes == 1 ? "wants" : "want"));
  }

  TextTable budget_table(const std::vector<BudgetLine>& budget, std::size_t name_width) const {
    TextTable table;
    table.add_row(
        {{""}, {""}, {""}, {""}, {"in all", Style::dim}, {"limit", Style::dim}, {"left", Style::dim}});
    for (const BudgetLine& item : budget) {
      const Style style = !item.margin ? Style::plain : *item.margin < -rounding ? Style::red : Style::green;
      table.add_row({{std::string{item.item}, style},
                     {item.element ? printable(io::element_name(scenario_, *item.element), name_width) : "",
                      Style::dim, true},
                     {short_number(item.amount)},
                     {std::string{item.unit}, Style::dim, true},
                     {item.amount == item.total ? "" : short_number(item.total)},
                     {item.limit ? short_number(*item.limit) : "", Style::dim},
                     {item.margin ? short_number(*item.margin) : "", style}});
    }
    return table;
  }

  void remedy() {
    const bool falls_short = service_falls_short();
    if (told_.remedy.empty()) {
      page_.line();
      page_.paragraph(is_served() ? "Nothing to do."
                      : falls_short
                          ? "Nothing to build: the whole way works, but its service falls short."
                          : "Nothing to build: the whole way works. What is missing is the customer.");
      return;
    }
    page_.section("What it would take");
    page_.paragraph(fmt::format("{} work{} on the way above, {} {} in all.", told_.remedy.size(),
                                told_.remedy.size() == 1 ? "" : "s", money_(told_.completion_cost),
                                money_.unit()));
    page_.section("What that would put to work");
    if (falls_short)
      page_.paragraph("Nothing here: once it is built, its service would still fall short.");
    else
      page_.paragraph(subscribes()
                          ? fmt::format("{} {} of {} value for these {}.", money_(told_.releases),
                                        money_.unit(), words_.backbone, words_.users)
                          : fmt::format("Nothing here: these {} do not take the service.", words_.users));
    if (told_.also_serves_users > 0)
      page_.paragraph(fmt::format("The same works would serve {} {} elsewhere.",
                                  grouped(told_.also_serves_users), words_.users));
  }

  static constexpr double rounding = 1e-9;

  const Scenario& scenario_;
  const Vocabulary& words_;
  const Explanation& told_;
  Money money_;
  Page page_;
};

}  // namespace

std::string explain_report(const Scenario& scenario, const Explanation& told, const Terminal& terminal) {
  return ExplainReport(scenario, told, terminal).text();
}

}  // namespace lastmile::cli
