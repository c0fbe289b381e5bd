#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "sim/coverage/service_budget.h"
#include "tools/cli/reports/page.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/reports/result_sections.h"
#include "tools/cli/reports/words.h"
#include "tools/io/results/result_json.h"

namespace lastmile::cli {
namespace {

// A row of the path: one step, or a stretch of operational elements.
struct RouteRow {
  std::size_t first;  // in the route
  std::size_t steps;
};

// A line of the budget, or the sum of those with one item.
struct SummedLine {
  BudgetLine line;
  std::size_t elements = 1;
};

// A long budget has one line for each item that many elements add to, with the total up to it.
std::vector<SummedLine> summed(const std::vector<BudgetLine>& budget) {
  constexpr std::size_t longest_budget = 24;
  constexpr std::size_t few = 3;
  using Item = std::pair<std::string_view, std::string_view>;  // with its unit
  std::map<Item, std::size_t> elements;
  for (const BudgetLine& line : budget) elements[{line.item, line.unit}] += line.element ? 1U : 0U;
  std::map<Item, std::size_t> shown_at;
  std::vector<SummedLine> lines;
  for (const BudgetLine& line : budget) {
    const Item item{line.item, line.unit};
    const bool is_summed = budget.size() > longest_budget && line.element && elements[item] > few;
    if (!is_summed || shown_at.emplace(item, lines.size()).second) {
      lines.push_back({line});
      continue;
    }
    SummedLine& sum = lines[shown_at[item]];
    sum.line.amount += line.amount;
    sum.line.limit = line.limit;
    sum.line.margin = line.margin;
    ++sum.elements;
  }
  double total = 0;
  for (SummedLine& one : lines) {
    total = one.line.element ? total + one.line.amount : 0;
    if (one.line.element) one.line.total = total;
  }
  return lines;
}

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
    const std::string verdict = fmt::format(": {}{}", is_served() ? "" : "not ", words_.served);
    const std::size_t width = page_.terminal().width;
    page_.line(
        element_label(scenario_, told_.premises, width - std::min(width, display_width(verdict))) + verdict,
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

  // Whether a long path shows this step by itself: what does not work and its neighbours, both ends, and the
  // sites that decide about the service.
  bool has_own_row(std::size_t i) const {
    constexpr std::size_t end = 2;  // the last site and the final link
    const auto& route = told_.route;
    if (i == 0 || i + end >= route.size()) return true;
    for (std::size_t near = i - 1; near <= i + 1; ++near)
      if (!carries_service(route[near].state)) return true;
    const Element element = route[i].element;
    if (!element.is_site()) return false;
    return (told_.full && told_.full->site == element.site()) ||
           (scenario_.plant.access && told_.service.line.at.head_end == element.site());
  }

  std::vector<RouteRow> route_rows() const {
    constexpr std::size_t longest_path = 12;     // that is shown step by step
    constexpr std::size_t shortest_stretch = 3;  // of more than this many steps
    std::vector<RouteRow> rows;
    for (std::size_t i = 0; i < told_.route.size();) {
      std::size_t end = i;
      while (told_.route.size() > longest_path && end < told_.route.size() && !has_own_row(end)) ++end;
      const std::size_t steps = end - i > shortest_stretch ? end - i : 1;
      rows.push_back({i, steps});
      i += steps;
    }
    return rows;
  }

  // "41 operational elements, 12.3 km"; the length only with a service, for which links have lengths.
  std::string stretch_words(const RouteRow& row) const {
    double length = 0;
    for (const RouteStep& step : std::span(told_.route).subspan(row.first, row.steps))
      if (scenario_.plant.access && step.element.is_link())
        length += length_m(scenario_.plant, step.element.link());
    const std::string words = fmt::format("{} operational elements", row.steps);
    return length > 0 ? fmt::format("{}, {}", words, distance_words(length)) : words;
  }

  void route() {
    page_.section("Path from the source to the premises");
    constexpr std::size_t widest = 50;
    constexpr std::size_t narrowest = 6;
    const std::vector<RouteRow> rows = route_rows();
    std::size_t longest_id = 0;
    for (const RouteRow& row : rows)
      if (row.steps == 1)
        longest_id =
            std::max(longest_id, display_width(element_name(scenario_, told_.route[row.first].element)));
    std::size_t room = widest;
    std::size_t kind_width = widest;
    // Names are shortened first, then kinds; ids that still do not fit have lines of their own.
    while (room > longest_id && room > narrowest && !page_.fits(route_table(rows, room, kind_width))) --room;
    while (kind_width > narrowest && !page_.fits(route_table(rows, room, kind_width))) --kind_width;
    while (room > narrowest && !page_.fits(route_table(rows, room, kind_width))) --room;
    page_.table(route_table(rows, room, kind_width));
  }

  TextTable route_table(const std::vector<RouteRow>& rows, std::size_t room, std::size_t kind_width) const {
    std::vector<double> costs;
    std::vector<double> values;
    std::vector<double> users;
    for (const RouteRow& row : rows) {
      const RouteStep& step = told_.route[row.first];
      if (row.steps > 1) continue;
      if (!carries_service(step.state)) costs.push_back(step.completion_cost);
      values.push_back(step.value);
      users.push_back(step.demand.served);
      users.push_back(step.demand.all());
    }
    const Money cost = money_.column(costs);
    const Money value = money_.column(values);
    const Count count = Count::of(users);
    TextTable table;
    table.add_row({{""},
                   {""},
                   {""},
                   {""},
                   {"remedy", Style::dim},
                   {"value", Style::dim},
                   {words_.users + " " + words_.served, Style::dim}});
    for (const RouteRow& row : rows) {
      const RouteStep& step = told_.route[row.first];
      const Style style = style_of(step.state);
      if (row.steps > 1) {
        table.add_row({{"│", style}, {stretch_words(row), Style::dim, true, std::string::npos, true}});
        continue;
      }
      table.add_row({{std::string{symbol(step)}, style},
                     element_cell(scenario_, step.element, room),
                     {printable(element_words(step), kind_width), Style::dim, true},
                     {state_words(step.state), style, true},
                     {carries_service(step.state) ? "" : cost(step.completion_cost), style},
                     {value(step.value)},
                     {fmt::format("{} of {}", count(step.demand.served), count(step.demand.all()))}});
    }
    const Style door = is_served() ? Style::green : Style::red;
    table.add_row({{is_served() ? "■" : "□", door},
                   element_cell(scenario_, told_.premises, room),
                   {printable(words_.home, kind_width), Style::dim, true},
                   {printable((is_served() ? "" : "not ") + words_.served, room), door, true}});
    return table;
  }

  // The line budget, item by item, with the margin to each limit.
  void line() {
    const std::vector<SummedLine> budget = summed(budget_of(scenario_.plant, told_.route, told_.service));
    if (budget.empty()) return;
    const Technology* technology = technology_of(scenario_.plant, told_.service.line);
    page_.section(technology == nullptr
                      ? std::string{"Line: no head-end of its technology on the path"}
                      : fmt::format("Line: {} from {}", technology->name,
                                    element_label(scenario_, told_.service.line.at.head_end)));
    constexpr std::size_t widest = 24;
    page_.table_with_names([&](std::size_t room) { return budget_table(budget, room); }, widest);
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
    page_.paragraph(fmt::format("No port: {} has {}, {} free; {} {}.", element_label(scenario_, full.site),
                                counted(full.ports, "port", "ports"), grouped(full.free),
                                full.for_splitter ? counted(needed, "splitter below it", "splitters below it")
                                                  : counted(needed, words_.home, words_.homes),
                                full.needed == 1 ? "needs one" : "need one each"));
  }

  TextTable budget_table(const std::vector<SummedLine>& budget, std::size_t room) const {
    TextTable table;
    table.add_row(
        {{""}, {""}, {""}, {""}, {"total", Style::dim}, {"limit", Style::dim}, {"margin", Style::dim}});
    for (const SummedLine& one : budget) {
      const BudgetLine& item = one.line;
      const Style style = !item.margin ? Style::plain : *item.margin < -rounding ? Style::red : Style::green;
      table.add_row({{std::string{item.item}, style},
                     one.elements > 1
                         ? TextTable::Cell{fmt::format("{} elements", one.elements), Style::dim, true}
                     : item.element ? element_cell(scenario_, *item.element, room, Style::dim)
                                    : TextTable::Cell{"", Style::dim, true},
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
    const bool is_one = scenario_.plant.premises.users[told_.premises] == 1;
    if (falls_short)
      page_.paragraph("None for these premises: their service would still fall short of the profile.");
    else
      page_.paragraph(subscribes()
                          ? fmt::format("Brings {} of {} value into use for {} {}.",
                                        money_.in_text(told_.releases), words_.backbone,
                                        is_one ? "this" : "these", is_one ? words_.user : words_.users)
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
