#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/reports/page.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/reports/result_sections.h"
#include "tools/cli/reports/words.h"
#include "tools/io/results/profile_label.h"

namespace lastmile::cli {
namespace {

constexpr std::size_t next_links_shown = 5;
constexpr std::string_view nobody = "–";

TextTable::Cell bar_cell(double fraction, std::size_t width, Style style) {
  return {pad_right(bar(fraction, width), width), style, true};
}

double share(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

class RunReport {
 public:
  RunReport(const io::ScenarioReading& reading, const Coverage& coverage, const io::Findings& found,
            const Terminal& terminal)
      : reading_(reading),
        scenario_(reading.scenario),
        words_(scenario_.heading.vocabulary),
        coverage_(coverage),
        found_(found),
        books_(coverage.ledger.total),
        money_(std::max({books_[Book::value], coverage.standings.final_links.value,
                         coverage.standings.final_links.completion_cost_of_missing}),
               scenario_.heading.currency),
        page_(terminal) {
    for (const std::string& label : labels()) label_width_ = std::max(label_width_, display_width(label));
  }

  std::string text() {
    headline();
    if (rung(Rung::located).premises > 0) {
      ladder();
      service();
      obstacles();
    }
    backbone();
    if (rung(Rung::located).premises > 0) {
      final_links();
      next_final_links();
    }
    add_next_upstream(page_, scenario_, coverage_.remedies.next_upstream);
    add_to_serve_everyone(page_, scenario_, coverage_.remedies.to_serve_everyone);
    add_islands(page_, scenario_, found_);
    if (!found_.by_area.empty()) add_areas(page_, scenario_, found_.by_area, "By area");
    return std::move(page_).text();
  }

 private:
  const Tally& rung(Rung r) const { return coverage_.standings.ladder[r]; }
  const CauseAmount& stranded_by(Obstacle cause) const { return coverage_.charges.stranded_by_cause[cause]; }
  std::string words_for(Obstacle cause) const {
    return printable(obstacle_words(words_, cause), longest_label - 2);
  }

  // All labels of the first column, so that the bars of all sections start in the same column.
  std::vector<std::string> labels() const {
    std::vector<std::string> all = {"connected", "in use", printable(words_.served, longest_label)};
    if (coverage_.qualification.is_judged()) all.emplace_back("margin, strong, dB");
    for (const Obstacle obstacle : enum_values<Obstacle>())
      if (counts(obstacle)) all.push_back("  " + words_for(obstacle));
    return all;
  }
  bool counts(Obstacle cause) const {
    const CauseTally& tally = coverage_.standings.unserved[cause];
    return tally.sole.premises + tally.joint.premises > 0;
  }
  TextTable::Cell label(const std::string& text, Style style = Style::plain) const {
    return {pad_right(text, label_width_), style};
  }

  void headline() {
    const Heading& heading = scenario_.heading;
    page_.head(heading.name, reading_.path,
               fmt::format(" · {} · {} · {}", price_words(heading),
                           counted(static_cast<double>(scenario_.plant.sites.size()), "site", "sites"),
                           counted(static_cast<double>(scenario_.plant.premises.size()), "premises record",
                                   "premises records")));
    page_.line();
    const auto served = static_cast<double>(rung(Rung::served).homes);
    const auto located = static_cast<double>(rung(Rung::located).homes);
    if (rung(Rung::located).premises == 0) {
      page_.paragraph("The scenario has no premises, so there is nobody to serve.");
      return;
    }
    if (books_[Book::value] == 0) {
      page_.paragraph(fmt::format("{}: {} of {} ({}). No {} value is given.", capitalized(words_.served),
                                  grouped(served), counted(located, words_.home, words_.homes),
                                  percentage(served, located), words_.backbone));
      return;
    }
    page_.paragraph(fmt::format(
        "{}: {} of {} ({}). Of {} of {} value, {} ({}) {} stranded: {} by missing {} alone.",
        capitalized(words_.served), grouped(served), counted(located, words_.home, words_.homes),
        percentage(served, located), money_.in_text(books_[Book::value]), words_.backbone,
        money_.in_text(books_[Book::stranded]), percentage(books_[Book::stranded], books_[Book::value]),
        money_.verb(), money_.in_text(stranded_by(Obstacle::final_link_missing).sole), words_.final_links));
  }

  void ladder() {
    page_.section("Coverage ladder");
    const auto located = static_cast<double>(rung(Rung::located).homes);
    std::vector<double> users;
    users.reserve(rung_count);
    for (const Tally& tally : coverage_.standings.ladder) users.push_back(tally.users);
    const Count count = Count::of(users);
    page_.table_with_bars([&](std::size_t bar_width) {
      TextTable table;
      table.add_row({{""}, {""}, {words_.homes, Style::dim}, {""}, {""}, {words_.users, Style::dim}});
      for (const Rung rung : enum_values<Rung>()) {
        const Tally& tally = coverage_.standings.ladder[rung];
        const auto homes = static_cast<double>(tally.homes);
        const Style style = rung == Rung::served ? Style::green : Style::plain;
        table.add_row({label(rung_words(words_, rung), style),
                       bar_cell(share(homes, located), bar_width, style),
                       {grouped(homes), style},
                       {"of " + grouped(located), Style::dim},
                       {percentage(homes, located), style},
                       {count(tally.users)}});
      }
      return table;
    });
  }

  void service() {
    if (!coverage_.qualification.is_judged()) return;
    const ServiceSummary& summary = coverage_.qualification.summary();
    const ServiceProfile& asked = scenario_.plant.access->profile;
    page_.section("Service to connected " + printable(words_.homes, longest_label));
    page_.paragraph(asked_words(asked));
    TextTable technologies;
    technologies.add_row(
        {{""}, {"FCC code", Style::dim}, {"connected", Style::dim}, {"qualified", Style::dim}, {""}});
    for (std::size_t i = 0; i < summary.by_technology.size(); ++i) {
      const TechnologyTally& tally = summary.by_technology[i];
      if (tally.connected.premises == 0) continue;
      const bool none = i + 1 == summary.by_technology.size();
      const Technology* technology =
          none ? nullptr : &scenario_.plant.access->equipment.technologies[TechnologyId{i}];
      const auto connected = static_cast<double>(tally.connected.homes);
      const auto qualified = static_cast<double>(tally.qualified.homes);
      technologies.add_row({label(none ? "no technology" : printable(technology->name, longest_label)),
                            {none ? std::string{nobody} : std::to_string(technology->fcc_code), Style::dim},
                            {grouped(connected)},
                            {grouped(qualified)},
                            {percentage(qualified, connected)}});
    }
    page_.table(technologies);
    profiles();
    page_.line();
    page_.table_with_bars([&](std::size_t width) { return distribution(summary, width); });
  }

  // Only with several profiles.
  void profiles() {
    const std::vector<ServiceProfile>& further = scenario_.plant.access->further_profiles;
    if (further.empty()) return;
    const auto connected = static_cast<double>(rung(Rung::connected).homes);
    TextTable table;
    table.add_row(
        {{""}, {"qualified", Style::dim}, {"of connected", Style::dim}, {words_.users, Style::dim}});
    const auto add = [&](const ServiceProfile& profile, const Tally& qualified) {
      const auto homes = static_cast<double>(qualified.homes);
      table.add_row({label(printable(io::profile_label(profile), longest_label)),
                     {grouped(homes)},
                     {percentage(homes, connected)},
                     {grouped(qualified.users)}});
    };
    add(scenario_.plant.access->profile, rung(Rung::qualified));
    for (std::size_t i = 0; i < further.size(); ++i)
      add(further[i], coverage_.qualification.summary().by_further_profile[i]);
    page_.line();
    page_.table(table);
  }

  static std::string asked_words(const ServiceProfile& asked) {
    std::string words = asked.name.empty() ? "Required:" : fmt::format("Required by {}:", asked.name);
    std::vector<std::string> parts;
    if (asked.down_mbps > 0) parts.push_back(fmt::format("{} Mbit/s down", grouped(asked.down_mbps)));
    if (asked.up_mbps > 0) parts.push_back(fmt::format("{} Mbit/s up", grouped(asked.up_mbps)));
    if (asked.latency_ms > 0)
      parts.push_back(fmt::format("round trip at most {} ms", grouped(asked.latency_ms)));
    for (std::size_t i = 0; i < parts.size(); ++i) words += (i == 0 ? " " : ", ") + parts[i];
    return words + ".";
  }

  // Percentiles over homes. The box covers the middle half.
  TextTable distribution(const ServiceSummary& summary, std::size_t width) const {
    TextTable table;
    std::vector<TextTable::Cell> heading = {{"percentile", Style::dim}, {""}};
    for (const double at : shown_quantiles) heading.push_back({fmt::format("p{:.0f}", at * 100), Style::dim});
    table.add_row(std::move(heading));
    for (const ServiceFigure figure : enum_values<ServiceFigure>()) {
      const HomesByValue& homes = summary.figures[figure];
      if (homes.homes() == 0) continue;
      const std::vector<double> values = homes.quantiles(shown_quantiles);
      std::vector<TextTable::Cell> row = {label(figure_words(figure)),
                                          {pad_right(box_plot(values, width), width), Style::green, true}};
      for (const double value : values) row.push_back({short_number(value)});
      table.add_row(std::move(row));
    }
    return table;
  }
  static std::string figure_words(ServiceFigure figure) {
    constexpr EnumArray<ServiceFigure, std::string_view> words = {{"down, Mbit/s", "up, Mbit/s",
                                                                   "latency, ms", "margin, weak, dB",
                                                                   "margin, strong, dB", "loop length, m"}};
    return std::string{words[figure]};
  }

  void obstacles() {
    if (rung(Rung::located).premises == rung(Rung::served).premises) return;
    const auto blocked = static_cast<double>(rung(Rung::located).homes - rung(Rung::served).homes);
    page_.section("What blocks the other " +
                  (blocked == 1 ? words_.home : counted(blocked, words_.home, words_.homes)));
    page_.table_with_bars([&](std::size_t bar_width) {
      TextTable table;
      table.add_row({{""}, {""}, {"sole cause", Style::dim}, {"joint cause", Style::dim}, {"", Style::dim}});
      for (const Obstacle obstacle : enum_values<Obstacle>()) {
        if (!counts(obstacle)) continue;
        const CauseTally& cause = coverage_.standings.unserved[obstacle];
        const auto sole = static_cast<double>(cause.sole.homes);
        const auto joint = static_cast<double>(cause.joint.homes);
        table.add_row({label(words_for(obstacle)),
                       bar_cell(share(sole + joint, blocked), bar_width, Style::red),
                       {cause.sole.premises > 0 ? grouped(sole) : std::string{nobody}},
                       {cause.joint.premises > 0 ? grouped(joint) : std::string{nobody}},
                       {percentage(sole + joint, blocked)}});
      }
      return table;
    });
  }

  void backbone() {
    if (books_[Book::value] == 0) return;
    page_.section(
        fmt::format("Where the {} of {} value stands", money_.in_text(books_[Book::value]), words_.backbone));
    std::vector<double> amounts(books_.begin(), books_.end());
    for (const Obstacle cause : enum_values<Obstacle>()) {
      amounts.push_back(stranded_by(cause).sole);
      amounts.push_back(stranded_by(cause).joint);
    }
    const Money money = money_.column(amounts);
    page_.table_with_bars([&](std::size_t bar_width) {
      TextTable table;
      table.add_row({{""},
                     {""},
                     {money_.unit(), Style::dim},
                     {""},
                     {"sole cause", Style::dim},
                     {"joint cause", Style::dim}});
      const auto add = [&](const std::string& name, Book book, Style style) {
        table.add_row({label(name, style),
                       bar_cell(share(books_[book], books_[Book::value]), bar_width, style),
                       {money(books_[book]), style},
                       {percentage(books_[book], books_[Book::value]), style},
                       {""},
                       {""}});
      };
      add("in use", Book::in_use, Style::green);
      if (books_[Book::dormant] > 0) add("dormant", Book::dormant, Style::yellow);
      add("stranded", Book::stranded, Style::red);
      add_causes(table, money, bar_width);
      if (books_[Book::no_demand] > 0) add("no demand", Book::no_demand, Style::dim);
      return table;
    });
    if (books_[Book::idle] > 0)
      page_.paragraph(fmt::format("{} of the stranded value {} idle: in elements that serve nobody.",
                                  money_.in_text(books_[Book::idle]), money_.verb()));
  }

  void add_causes(TextTable& table, const Money& money, std::size_t bar_width) const {
    for (const Obstacle cause : enum_values<Obstacle>()) {
      const auto& [sole, joint] = stranded_by(cause);
      if (sole + joint <= 0) continue;
      table.add_row({label("  " + words_for(cause)),
                     bar_cell(share(sole + joint, books_[Book::value]), bar_width, Style::red),
                     {money(sole + joint)},
                     {percentage(sole + joint, books_[Book::value])},
                     {sole > 0 ? money(sole) : std::string{nobody}},
                     {joint > 0 ? money(joint) : std::string{nobody}}});
    }
  }

  void final_links() {
    const FinalLinkBooks& links = coverage_.standings.final_links;
    page_.section(capitalized(words_.final_links));
    const auto count = [](std::uint64_t n) { return grouped(static_cast<double>(n)); };
    std::string down;  // built and out of service
    if (links.inactive > 0) down += fmt::format(" ({} inactive", count(links.inactive));
    if (links.failed > 0) down += fmt::format("{}{} failed", down.empty() ? " (" : ", ", count(links.failed));
    if (!down.empty()) down += ")";
    page_.paragraph(fmt::format("{} {} built{}: {} of value, {} stranded.", count(links.built),
                                links.built == 1 ? "is" : "are", down, money_.in_text(links.value),
                                money_.in_text(links.stranded)));
    page_.paragraph(links.missing == 0 ? "None are missing."
                                       : fmt::format("{} {} missing and would cost {} to complete.",
                                                     count(links.missing), links.missing == 1 ? "is" : "are",
                                                     money_.in_text(links.completion_cost_of_missing)));
  }

  void next_final_links() {
    const auto& next = coverage_.charges.next_final_links;
    if (next.empty()) {
      page_.section(fmt::format("Which {} to build next", words_.final_link));
      page_.paragraph(no_next_final_link(scenario_, coverage_));
      return;
    }
    double largest = 0;
    for (const NextFinalLink& link : next) largest = std::max({largest, link.completion_cost, link.releases});
    const Money money(largest, scenario_.heading.currency);
    page_.section(fmt::format("{} to build next ({})", capitalized(words_.final_links), money.unit()));
    std::vector<double> costs;
    std::vector<double> released;
    std::vector<double> users;
    for (const NextFinalLink& link : std::span(next).first(std::min(next.size(), next_links_shown))) {
      users.push_back(link.users);
      costs.push_back(link.completion_cost);
      released.push_back(link.releases);
    }
    const Money cost = money.column(costs);
    const Money releases = money.column(released);
    const Count count = Count::of(users);
    page_.table_with_names([&](std::size_t room) {
      TextTable table;
      table.add_row({{""},
                     {words_.final_link, Style::dim, true},
                     {"cost", Style::dim},
                     {words_.users, Style::dim},
                     {"value released", Style::dim},
                     {"per " + io::one_of_money(scenario_.heading.currency), Style::dim}});
      for (std::size_t i = 0; i < std::min(next.size(), next_links_shown); ++i) {
        const NextFinalLink& link = next[i];
        table.add_row({{fmt::format("{}.", i + 1)},
                       element_cell(scenario_, link.link, room),
                       {cost(link.completion_cost)},
                       {count(link.users)},
                       {releases(link.releases), Style::green},
                       {link.completion_cost > 0 ? ratio(link.releases / link.completion_cost) : "free"}});
      }
      return table;
    });
    if (next.size() > next_links_shown)
      page_.paragraph(
          fmt::format("{} more with --format json; all with --output.", next.size() - next_links_shown));
  }

  const io::ScenarioReading& reading_;
  const Scenario& scenario_;
  const Vocabulary& words_;
  const Coverage& coverage_;
  const io::Findings& found_;
  const Books& books_;
  Money money_;
  Page page_;
  std::size_t label_width_ = 0;
};

}  // namespace

std::string run_report(const io::ScenarioReading& reading, const Coverage& coverage,
                       const io::Findings& found, const Terminal& terminal) {
  return RunReport(reading, coverage, found, terminal).text();
}

}  // namespace lastmile::cli
