#include "tools/cli/reports/result_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "tools/cli/reports/words.h"
#include "tools/io/results/element_words.h"

namespace lastmile::cli {
namespace {

constexpr std::size_t islands_shown = 3;
constexpr std::size_t next_shown = 5;
constexpr std::size_t areas_shown = 40;

// The cause that keeps most homes of an area from service.
std::string main_cause(const Vocabulary& words, const AreaFigures& area) {
  std::optional<Obstacle> most;
  const auto homes = [&](Obstacle cause) {
    return area.unserved[cause].sole.homes + area.unserved[cause].joint.homes;
  };
  for (const Obstacle cause : enum_values<Obstacle>())
    if (homes(cause) > (most ? homes(*most) : 0)) most = cause;
  return most ? obstacle_words(words, *most) : std::string{};
}

}  // namespace

std::string distance_words(double metres) {
  constexpr double kilometre = 1000;
  return metres < 10 * kilometre ? fmt::format("{} m", short_number(metres))
                                 : fmt::format("{} km", short_number(metres / kilometre));
}

std::string island_words(const Scenario& scenario, const Island& island,
                         const std::optional<io::NearestSite>& nearest) {
  const std::string sites =
      island.sites == 1 ? fmt::format("site {}", element_label(scenario, island.first_site))
                        : fmt::format("the island of {} sites around {}", grouped(double(island.sites)),
                                      element_label(scenario, island.first_site));
  std::string text = fmt::format("{}, which the design joins to no source", sites);
  if (nearest)
    text += fmt::format("; the nearest site that it joins to one is {}, {} from {}",
                        element_label(scenario, nearest->joined_site), distance_words(nearest->distance_m),
                        element_label(scenario, nearest->island_site));
  return text;
}

void add_islands(Page& page, const Scenario& scenario, const io::Findings& found) {
  const Islands& islands = found.islands;
  if (islands.count == 0) return;
  const Vocabulary& words = scenario.heading.vocabulary;
  const Money money(islands.value, scenario.heading.currency);
  page.section("Islands: plant that no source is joined to");
  const auto on_islands = static_cast<double>(islands.homes.homes);
  page.paragraph(fmt::format("{} with {}, worth {}; {} on {} {} no route.",
                             counted(static_cast<double>(islands.count), "island", "islands"),
                             counted(static_cast<double>(islands.sites), "site", "sites"),
                             money.in_text(islands.value), counted(on_islands, words.home, words.homes),
                             islands.count == 1 ? "it" : "them", on_islands == 1 ? "has" : "have"));
  for (std::size_t i = 0; i < std::min(islands.largest.size(), islands_shown); ++i) {
    const Island& island = islands.largest[i];
    page.paragraph(fmt::format("{}. {}: {}.", i + 1,
                               counted(static_cast<double>(island.homes.homes), words.home, words.homes),
                               island_words(scenario, island, found.nearest[i])));
  }
  if (islands.count > islands_shown) page.paragraph("--format json lists the ten largest.");
}

void add_to_serve_everyone(Page& page, const Scenario& scenario, const ToServeEveryone& all) {
  const Vocabulary& words = scenario.heading.vocabulary;
  if (all.homes.premises == 0 && all.without_route == 0) return;
  const Money money(all.completion_cost, scenario.heading.currency);
  std::string text =
      all.homes.premises == 0
          ? fmt::format("To serve everyone: no {} with a route is left to connect", words.home)
          : fmt::format(
                "To serve everyone: {} connects {}", money.in_text(all.completion_cost),
                counted(static_cast<double>(all.homes.homes), "more " + words.home, "more " + words.homes));
  if (all.without_route > 0)
    text += fmt::format("; {} no route",
                        counted(static_cast<double>(all.without_route), "subscribed premises record has",
                                "subscribed premises records have"));
  page.line();
  page.paragraph(text + '.');
}

void add_next_upstream(Page& page, const Scenario& scenario, const std::vector<NextUpstream>& next) {
  if (next.empty()) return;
  const Vocabulary& words = scenario.heading.vocabulary;
  double largest = 0;
  for (const NextUpstream& one : next) largest = std::max({largest, one.completion_cost, one.releases});
  const Money money(largest, scenario.heading.currency);
  const std::span<const NextUpstream> shown = std::span(next).first(std::min(next.size(), next_shown));
  std::vector<double> costs;
  std::vector<double> released;
  std::vector<double> all_users;
  for (const NextUpstream& one : shown) {
    costs.push_back(one.completion_cost);
    released.push_back(one.releases);
    all_users.push_back(one.homes.users);
  }
  const Money cost = money.column(costs);
  const Money releases = money.column(released);
  const Count users = Count::of(all_users);
  page.section(fmt::format("Upstream elements to complete next, with all {} beyond them ({})", words.homes,
                           money.unit()));
  page.table_with_names([&](std::size_t room) {
    TextTable table;
    table.add_row({{""},
                   {"first element", Style::dim, true},
                   {"", Style::dim, true},
                   {words.homes, Style::dim},
                   {words.users, Style::dim},
                   {"cost", Style::dim},
                   {"releases", Style::dim}});
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const NextUpstream& one = shown[i];
      const std::string kind = one.element.is_site() ? io::element_kind(scenario, one.element)
                                                     : std::string{io::element_tier(scenario, one.element)};
      table.add_row({{fmt::format("{}.", i + 1)},
                     element_cell(scenario, one.element, room),
                     {printable(kind, 14), Style::dim, true},
                     {grouped(static_cast<double>(one.homes.homes))},
                     {users(one.homes.users)},
                     {cost(one.completion_cost)},
                     {releases(one.releases), Style::green}});
    }
    return table;
  });
  if (next.size() > next_shown)
    page.paragraph(fmt::format("{} more with --format json.", next.size() - next_shown));
}

std::string no_next_final_link(const Scenario& scenario, const Coverage& coverage) {
  const Vocabulary& words = scenario.heading.vocabulary;
  const Unserved& unserved = coverage.standings.unserved;
  const auto homes = [&](Obstacle cause) { return unserved[cause].sole.homes + unserved[cause].joint.homes; };
  std::uint64_t blocked = 0;
  std::uint64_t upstream = 0;
  for (const Obstacle cause : enum_values<Obstacle>()) blocked += homes(cause);
  for (const Obstacle cause :
       {Obstacle::upstream_missing, Obstacle::upstream_inactive, Obstacle::upstream_failed})
    upstream += homes(cause);
  if (blocked == 0) return fmt::format("None: everyone is {}.", words.served);
  if (upstream > 0)
    return fmt::format("None alone: {} wait for works upstream first.",
                       counted(static_cast<double>(upstream), words.home, words.homes));
  if (homes(Obstacle::no_route) == blocked)
    return fmt::format("None: all {} that are not {} have no route.", words.homes, words.served);
  return fmt::format("None: no {} lacks only a missing {}.", words.home, words.final_link);
}

void add_areas(Page& page, const Scenario& scenario, const std::vector<AreaFigures>& by_area,
               std::string_view title) {
  const Vocabulary& words = scenario.heading.vocabulary;
  double largest = 0;
  std::vector<double> homes_of_all;
  std::vector<double> values;
  std::vector<double> stranded;
  for (const AreaFigures& area : by_area) {
    largest = std::max(largest, area.backbone[Book::value]);
    values.push_back(area.backbone[Book::value]);
    stranded.push_back(area.backbone[Book::stranded]);
    for (const Rung rung : enum_values<Rung>()) homes_of_all.push_back(area.ladder[rung].homes);
  }
  const Money money(largest, scenario.heading.currency);
  const Money value = money.column(values);
  const Money lost = money.column(stranded);
  const Count count = Count::of(homes_of_all);
  page.section(fmt::format("{} ({})", title, money.unit()));
  const std::size_t name_width = std::clamp<std::size_t>(page.terminal().width / 5, 12, 40);
  std::size_t shown = 0;
  std::size_t all = 0;
  const auto make_table = [&](bool is_wide) {
    TextTable table;
    const auto add = [&](std::vector<TextTable::Cell> cells) {
      if (!is_wide) {
        cells.erase(cells.begin() + 6);  // value
        cells.erase(cells.begin() + 3);  // connected
      }
      table.add_row(std::move(cells));
    };
    add({{""},
         {words.homes, Style::dim},
         {"passed", Style::dim},
         {"connected", Style::dim},
         {printable(words.served, 12), Style::dim},
         {""},
         {"value", Style::dim},
         {"stranded", Style::dim},
         {"main cause", Style::dim, true}});
    shown = all = 0;
    for (std::size_t i = 0; i < by_area.size(); ++i) {
      const AreaFigures& area = by_area[i];
      if (area.is_empty()) continue;
      ++all;
      if (shown == areas_shown) continue;
      ++shown;
      const double homes = area.ladder[Rung::located].homes;
      add({{printable(io::area_name(scenario, i), name_width)},
           {count(homes)},
           {count(area.ladder[Rung::passed].homes)},
           {count(area.ladder[Rung::connected].homes)},
           {count(area.ladder[Rung::served].homes), Style::green},
           {percentage(area.ladder[Rung::served].homes, homes)},
           {value(area.backbone[Book::value])},
           {lost(area.backbone[Book::stranded]), Style::red},
           {printable(main_cause(words, area), 26), Style::plain, true}});
    }
    return table;
  };
  const TextTable wide = make_table(true);
  page.table(page.fits(wide) ? wide : make_table(false));
  if (all > shown)
    page.paragraph(fmt::format("{} with --format json or --output.",
                               counted(static_cast<double>(all - shown), "more area", "more areas")));
}

}  // namespace lastmile::cli
