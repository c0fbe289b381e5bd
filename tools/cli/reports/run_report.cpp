#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/reports/page.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/reports/words.h"

namespace lastmile::cli {
namespace {

constexpr std::size_t next_links_shown = 5;
constexpr std::size_t longest_label = 30;
constexpr std::string_view nobody = "–";

TextTable::Cell bar_cell(double fraction, std::size_t width, Style style) {
  return {pad_right(bar(fraction, width), width), style, true};
}

double share(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

class RunReport {
 public:
  RunReport(const io::ScenarioReading& reading, const Coverage& coverage, const Terminal& terminal)
      : reading_(reading),
        scenario_(reading.scenario),
        words_(scenario_.heading.vocabulary),
        coverage_(coverage),
        books_(coverage.ledger.total),
        money_(std::max({books_[Book::value], coverage.standings.final_links.value,
                         coverage.standings.final_links.completion_cost_of_missing}),
               scenario_.heading.currency),
        page_(terminal) {
    for (const std::string& label : labels()) label_width_ = std::max(label_width_, display_width(label));
  }

  std::string text() {
    headline();
    ladder();
    service();
    obstacles();
    backbone();
    final_links();
    next_final_links();
    return std::move(page_).text();
  }

 private:
  const Tally& rung(Rung r) const { return coverage_.standings.ladder[static_cast<std::size_t>(r)]; }
  double stranded_by(Obstacle cause, Eigen::Index column) const {
    return coverage_.charges.stranded_by_cause(static_cast<Eigen::Index>(cause), column);
  }
  std::string words_for(Obstacle cause) const {
    return printable(obstacle_words(words_, cause), longest_label - 2);
  }

  // All that may stand in the first column: the bars of all sections begin at one place.
  std::vector<std::string> labels() const {
    std::vector<std::string> all = {"connected", "in use", printable(words_.served, longest_label)};
    if (coverage_.qualification.is_judged()) all.emplace_back("light left, dB");
    for (std::size_t i = 0; i < obstacle_count; ++i)
      if (counts(i)) all.push_back("  " + words_for(static_cast<Obstacle>(i)));
    return all;
  }
  bool counts(std::size_t cause) const {
    const CauseTally& tally = coverage_.standings.unserved[cause];
    return tally.sole.premises + tally.joint.premises > 0;
  }
  TextTable::Cell label(const std::string& text, Style style = Style::plain) const {
    return {pad_right(text, label_width_), style};
  }

  void headline() {
    const Heading& heading = scenario_.heading;
    page_.head(heading.name, reading_.path,
               fmt::format(" · {} · {} sites · {} premises records", price_words(heading),
                           grouped(static_cast<double>(scenario_.plant.sites.size())),
                           grouped(static_cast<double>(scenario_.plant.premises.size()))));
    page_.line();
    const auto served = static_cast<double>(rung(Rung::served).homes);
    const auto located = static_cast<double>(rung(Rung::located).homes);
    page_.paragraph(
        fmt::format("{}: {} of {} {} ({}). Of the {} {} in the {}, {} are stranded ({}), {} of them by "
                    "missing {} alone.",
                    capitalized(words_.served), grouped(served), grouped(located), words_.homes,
                    percentage(served, located), money_(books_[Book::value]), money_.unit(), words_.backbone,
                    money_(books_[Book::stranded]), percentage(books_[Book::stranded], books_[Book::value]),
                    money_(stranded_by(Obstacle::final_link_missing, 0)), words_.final_links));
  }

  void ladder() {
    page_.section("The ladder");
    const auto located = static_cast<double>(rung(Rung::located).homes);
    page_.table_with_bars([&](std::size_t bar_width) {
      TextTable table;
      table.add_row({{""}, {""}, {words_.homes, Style::dim}, {""}, {""}, {words_.users, Style::dim}});
      for (std::size_t i = 0; i < rung_count; ++i) {
        const Tally& tally = coverage_.standings.ladder[i];
        const auto homes = static_cast<double>(tally.homes);
        const Style style = i + 1 == rung_count ? Style::green : Style::plain;
        table.add_row({label(rung_words(words_, static_cast<Rung>(i)), style),
                       bar_cell(share(homes, located), bar_width, style),
                       {grouped(homes), style},
                       {"of " + grouped(located), Style::dim},
                       {percentage(homes, located), style},
                       {grouped(tally.users)}});
      }
      return table;
    });
  }

  void service() {
    if (!coverage_.qualification.is_judged()) return;
    const ServiceSummary& summary = coverage_.qualification.summary();
    const ServiceProfile& asked = scenario_.plant.access->profile;
    page_.section("The service of the connected " + printable(words_.homes, longest_label));
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
    page_.line();
    page_.table_with_bars([&](std::size_t width) { return distribution(summary, width); });
  }

  static std::string asked_words(const ServiceProfile& asked) {
    std::string words = asked.name.empty() ? "Asked for:" : fmt::format("Asked for: {},", asked.name);
    std::vector<std::string> parts;
    if (asked.down_mbps > 0) parts.push_back(fmt::format("{} Mbit/s down", grouped(asked.down_mbps)));
    if (asked.up_mbps > 0) parts.push_back(fmt::format("{} Mbit/s up", grouped(asked.up_mbps)));
    if (asked.latency_ms > 0)
      parts.push_back(fmt::format("at most {} ms there and back", grouped(asked.latency_ms)));
    for (std::size_t i = 0; i < parts.size(); ++i)
      words += (i == 0 ? " " : i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return words + ".";
  }

  // The share of homes that each column names has no more than the value; the box holds the middle half.
  TextTable distribution(const ServiceSummary& summary, std::size_t width) const {
    TextTable table;
    std::vector<TextTable::Cell> heading = {{""}, {""}};
    for (const double at : shown_quantiles)
      heading.push_back({fmt::format("{:.0f} %", at * 100), Style::dim});
    table.add_row(std::move(heading));
    for (std::size_t i = 0; i < service_figures.size(); ++i) {
      const HomesByValue& homes = summary.figures[i];
      if (homes.homes() == 0) continue;
      const std::vector<double> values = homes.quantiles(shown_quantiles);
      std::vector<TextTable::Cell> row = {label(figure_words(i)),
                                          {pad_right(box_plot(values, width), width), Style::green, true}};
      for (const double value : values) row.push_back({short_number(value)});
      table.add_row(std::move(row));
    }
    return table;
  }
  static std::string figure_words(std::size_t figure) {
    constexpr std::array<std::string_view, service_figures.size()> words = {
        "down, Mbit/s", "up, Mbit/s", "delay, ms", "light left, dB", "loop, m"};
    return std::string{words[figure]};
  }

  void obstacles() {
    if (rung(Rung::located).premises == rung(Rung::served).premises) return;
    const auto blocked = static_cast<double>(rung(Rung::located).homes - rung(Rung::served).homes);
    page_.section(fmt::format("What blocks the other {} {}", grouped(blocked), words_.homes));
    page_.table_with_bars([&](std::size_t bar_width) {
      TextTable table;
      table.add_row({{""}, {""}, {"alone", Style::dim}, {"with others", Style::dim}, {"", Style::dim}});
      for (std::size_t i = 0; i < obstacle_count; ++i) {
        if (!counts(i)) continue;
        const CauseTally& cause = coverage_.standings.unserved[i];
        const auto sole = static_cast<double>(cause.sole.homes);
        const auto joint = static_cast<double>(cause.joint.homes);
        table.add_row({label(words_for(static_cast<Obstacle>(i))),
                       bar_cell(share(sole + joint, blocked), bar_width, Style::red),
                       {cause.sole.premises > 0 ? grouped(sole) : std::string{nobody}},
                       {cause.joint.premises > 0 ? grouped(joint) : std::string{nobody}},
                       {percentage(sole + joint, blocked)}});
      }
      return table;
    });
  }

  void backbone() {
    page_.section(fmt::format("What the {} {} in the {} do", money_(books_[Book::value]), money_.unit(),
                              words_.backbone));
    page_.table_with_bars([&](std::size_t bar_width) {
      TextTable table;
      table.add_row({{""},
                     {""},
                     {money_.unit(), Style::dim},
                     {""},
                     {"alone", Style::dim},
                     {"with others", Style::dim}});
      const auto add = [&](const std::string& name, Book book, Style style) {
        table.add_row({label(name, style),
                       bar_cell(share(books_[book], books_[Book::value]), bar_width, style),
                       {money_(books_[book]), style},
                       {percentage(books_[book], books_[Book::value]), style},
                       {""},
                       {""}});
      };
      add("in use", Book::in_use, Style::green);
      if (books_[Book::dormant] > 0) add("dormant", Book::dormant, Style::yellow);
      add("stranded", Book::stranded, Style::red);
      add_causes(table, bar_width);
      if (books_[Book::no_demand] > 0) add("no demand", Book::no_demand, Style::dim);
      return table;
    });
    if (books_[Book::idle] > 0)
      page_.paragraph(fmt::format("Of the stranded, {} {} are idle: in elements that serve nobody at all.",
                                  money_(books_[Book::idle]), money_.unit()));
  }

  void add_causes(TextTable& table, std::size_t bar_width) const {
    for (std::size_t i = 0; i < obstacle_count; ++i) {
      const auto cause = static_cast<Obstacle>(i);
      const double sole = stranded_by(cause, 0);
      const double joint = stranded_by(cause, 1);
      if (sole + joint <= 0) continue;
      table.add_row({label("  " + words_for(cause)),
                     bar_cell(share(sole + joint, books_[Book::value]), bar_width, Style::red),
                     {money_(sole + joint)},
                     {percentage(sole + joint, books_[Book::value])},
                     {sole > 0 ? money_(sole) : std::string{nobody}},
                     {joint > 0 ? money_(joint) : std::string{nobody}}});
    }
  }

  void final_links() {
    const FinalLinkBooks& links = coverage_.standings.final_links;
    page_.section("The " + words_.final_links);
    std::string built = fmt::format("{} built", grouped(static_cast<double>(links.built)));
    if (links.inactive > 0)
      built += fmt::format(", {} of them inactive", grouped(static_cast<double>(links.inactive)));
    if (links.failed > 0)
      built += fmt::format(", {} of them failed", grouped(static_cast<double>(links.failed)));
    page_.paragraph(
        fmt::format("{}; {} {} spent on them, {} stranded. {} missing; {} {} would complete them.", built,
                    money_(links.value), money_.unit(), money_(links.stranded),
                    grouped(static_cast<double>(links.missing)), money_(links.completion_cost_of_missing),
                    money_.unit()));
  }

  void next_final_links() {
    const auto& next = coverage_.charges.next_final_links;
    if (next.empty()) return;
    const std::size_t name_width = std::clamp<std::size_t>(page_.terminal().width / 3, 18, 50);
    double largest = 0;
    for (const NextFinalLink& link : next) largest = std::max({largest, link.completion_cost, link.releases});
    const Money money(largest, scenario_.heading.currency);
    page_.section(fmt::format("Which {} to build next ({})", words_.final_link, money.unit()));
    TextTable table;
    table.add_row({{""},
                   {words_.final_link, Style::dim, true},
                   {"cost", Style::dim},
                   {words_.users, Style::dim},
                   {"releases", Style::dim},
                   {"per " + scenario_.heading.currency, Style::dim}});
    for (std::size_t i = 0; i < std::min(next.size(), next_links_shown); ++i) {
      const NextFinalLink& link = next[i];
      table.add_row({{fmt::format("{}.", i + 1)},
                     {printable(link_name(scenario_, link.link), name_width), Style::plain, true},
                     {money(link.completion_cost)},
                     {grouped(link.users)},
                     {money(link.releases), Style::green},
                     {link.completion_cost > 0 ? grouped(link.releases / link.completion_cost) : "free"}});
    }
    page_.table(table);
    if (next.size() > next_links_shown)
      page_.paragraph(fmt::format("{} more with --format json, all of them with --output.",
                                  next.size() - next_links_shown));
  }

  const io::ScenarioReading& reading_;
  const Scenario& scenario_;
  const Vocabulary& words_;
  const Coverage& coverage_;
  const Books& books_;
  Money money_;
  Page page_;
  std::size_t label_width_ = 0;
};

}  // namespace

std::string run_report(const io::ScenarioReading& reading, const Coverage& coverage,
                       const Terminal& terminal) {
  return RunReport(reading, coverage, terminal).text();
}

}  // namespace lastmile::cli
