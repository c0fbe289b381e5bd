#include <fmt/format.h>

#include <algorithm>

#include "sim/coverage/service_budget.h"
#include "tools/cli/reports/page.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/reports/result_sections.h"
#include "tools/cli/reports/words.h"
#include "tools/io/results/result_json.h"

namespace lastmile::cli {
namespace {

class ExplainReport {
 public:
  ExplainReport(const Scenario& scenario, const Explanation& told,
                const std::vector<std::optional<io::NearestSite>>& nearest, const Terminal& terminal)
      : scenario_(scenario),
        words_(scenario.heading.vocabulary),
        told_(told),
        nearest_(nearest),
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
    page_.paragraph(
        fmt::format("{}, {}. The highest rung reached is \"{}\".", counted(homes, words_.home, words_.homes),
                    counted(users, words_.user, words_.users), rung_words(words_, told_.standing.rung)));
    if (!is_served())
      page_.paragraph("Blocked by: " + obstacle_words(words_, told_.standing.obstacles) + ".");
  }

  bool service_falls_short() const { return !told_.service.lacks.empty(); }

  void no_route() {
    page_.line();
    for (std::size_t i = 0; i < told_.islands.size(); ++i)
      page_.paragraph(fmt::format("Its {} starts on {}.", words_.final_link,
                                  island_words(scenario_, told_.islands[i], nearest_[i])));
    if (!told_.islands.empty()) return;
    page_.paragraph(fmt::format(
        "No {} in the design starts at a site that the design connects to a source. To add one, write "
        "drop: {{from: SITE, state: planned}}.",
        words_.final_link));
  }

  static Style style_of(State state) {
    if (carries_service(state)) return Style::green;
    return is_missing(state) ? Style::red : Style::yellow;
  }

  std::string_view symbol(const RouteStep& step) const {
    const bool works = carries_service(step.state);
    if (step.element.is_site()) return works ? "●" : "○";
    return works ? "│" : is_missing(step.state) ? "┊" : "╳";
  }

  std::string element_words(const RouteStep& step) const {
    if (step.element.is_site()) return io::element_kind(scenario_, step.element);
    const std::string_view tier = io::element_tier(scenario_, step.element);
    return tier == name(Tier::drop) ? words_.final_link : std::string{tier};
  }

  void route() {
    page_.section("Path from the source to the premises");
    constexpr std::size_t widest = 40;
    constexpr std::size_t narrowest = 6;
    std::size_t name_width = widest;
    std::size_t kind_width = widest;
    // Users copy ids, so kinds are truncated first.
    while (kind_width > narrowest && !page_.fits(route_table(name_width, kind_width))) --kind_width;
    while (name_width > narrowest && !page_.fits(route_table(name_width, kind_width))) --name_width;
    page_.table(route_table(name_width, kind_width));
  }

  TextTable route_table(std::size_t name_width, std::size_t kind_width) const {
    std::vector<double> costs;
    std::vector<double> values;
    for (const RouteStep& step : told_.route) {
      if (!carries_service(step.state)) costs.push_back(step.completion_cost);
      values.push_back(step.value);
    }
    const Money cost = money_.column(costs);
    const Money value = money_.column(values);
    TextTable table;
    table.add_row({{""},
                   {""},
                   {""},
                   {""},
                   {"remedy", Style::dim},
                   {"value", Style::dim},
                   {words_.users + " " + words_.served, Style::dim}});
    for (const RouteStep& step : told_.route) {
      const Style style = style_of(step.state);
      table.add_row({{std::string{symbol(step)}, style},
                     {printable(element_name(scenario_, step.element), name_width), Style::plain, true},
                     {printable(element_words(step), kind_width), Style::dim, true},
                     {state_words(step.state), style, true},
                     {carries_service(step.state) ? "" : cost(step.completion_cost), style},
                     {value(step.value)},
                     {fmt::format("{} of {}", grouped(step.demand.served), grouped(step.demand.all()))}});
    }
    const Style door = is_served() ? Style::green : Style::red;
    table.add_row({{is_served() ? "■" : "□", door},
                   {printable(premises_name(scenario_, told_.premises), name_width), Style::plain, true},
                   {printable(words_.home, kind_width), Style::dim, true},
                   {printable((is_served() ? "" : "not ") + words_.served, name_width), door, true}});
    return table;
  }

  // The line budget, item by item, with the margin to each limit.
  void line() {
    const std::vector<BudgetLine> budget = budget_of(scenario_.plant, told_.route, told_.service);
    if (budget.empty()) return;
    const Technology* technology = technology_of(scenario_.plant, told_.service.line);
    page_.section(technology == nullptr
                      ? std::string{"Line: no head-end of its technology on the path"}
                      : fmt::format("Line: {} from {}", technology->name,
                                    printable(site_name(scenario_, told_.service.line.at.head_end))));
    std::size_t name_width = 24;
    constexpr std::size_t narrowest = 6;
    while (name_width > narrowest && !page_.fits(budget_table(budget, name_width))) --name_width;
    page_.table(budget_table(budget, name_width));
    if (technology == nullptr) return;
    if (!told_.service.line.at.medium_matches)
      page_.paragraph(fmt::format("{} runs over {} only, but part of the path uses another medium.",
                                  technology->name, medium_kind_names[technology->medium]));
    else if (told_.service.line.down_mbps + told_.service.line.up_mbps <= 0)
      page_.paragraph("The line is longer than the reach of the technology and gives no service.");
  }

  void full_site() {
    if (!told_.full) return;
    const FullSite& full = *told_.full;
    const auto needed = static_cast<double>(full.needed);
    page_.paragraph(fmt::format("No port: {} has {}, {} free; {} {}.",
                                printable(site_name(scenario_, full.site)),
                                counted(full.ports, "port", "ports"), grouped(full.free),
                                full.for_splitter ? counted(needed, "splitter below it", "splitters below it")
                                                  : counted(needed, words_.home, words_.homes),
                                full.needed == 1 ? "needs one" : "need one each"));
  }

  TextTable budget_table(const std::vector<BudgetLine>& budget, std::size_t name_width) const {
    TextTable table;
    table.add_row(
        {{""}, {""}, {""}, {""}, {"total", Style::dim}, {"limit", Style::dim}, {"margin", Style::dim}});
    for (const BudgetLine& item : budget) {
      const Style style = !item.margin ? Style::plain : *item.margin < -rounding ? Style::red : Style::green;
      table.add_row({{std::string{item.item}, style},
                     {item.element ? printable(element_name(scenario_, *item.element), name_width) : "",
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
      page_.paragraph(
          is_served() ? "No work needed."
          : falls_short
              ? "Nothing to build: the whole path works, but its service falls short of the profile."
              : "Nothing to build: the whole path works. The customer has not subscribed.");
      return;
    }
    page_.section("Remedy");
    page_.paragraph(fmt::format("Complete {} on the path above for {}.",
                                counted(static_cast<double>(told_.remedy.size()), "element", "elements"),
                                money_.in_text(told_.completion_cost)));
    page_.section("Effect");
    if (falls_short)
      page_.paragraph("None for these premises: their service would still fall short of the profile.");
    else
      page_.paragraph(subscribes()
                          ? fmt::format("Brings {} of {} value into use for these {}.",
                                        money_.in_text(told_.releases), words_.backbone, words_.users)
                          : fmt::format("None for these premises: their {} do not subscribe.", words_.users));
    if (told_.also_serves_users > 0)
      page_.paragraph(fmt::format("Also serves {} elsewhere.",
                                  counted(told_.also_serves_users, words_.user, words_.users)));
  }

  static constexpr double rounding = 1e-9;

  const Scenario& scenario_;
  const Vocabulary& words_;
  const Explanation& told_;
  const std::vector<std::optional<io::NearestSite>>& nearest_;
  Money money_;
  Page page_;
};

}  // namespace

std::string explain_report(const Scenario& scenario, const Explanation& told,
                           const std::vector<std::optional<io::NearestSite>>& nearest,
                           const Terminal& terminal) {
  return ExplainReport(scenario, told, nearest, terminal).text();
}

}  // namespace lastmile::cli
