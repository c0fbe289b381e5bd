#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "sim/rollout/option_comparison.h"
#include "tools/cli/reports/page.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/reports/result_sections.h"
#include "tools/cli/reports/service_section.h"
#include "tools/cli/reports/words.h"

namespace lastmile::cli {
namespace {

enum class Unit { count, currency, measure };

struct Figure {
  std::string label;
  Unit unit;
  bool more_is_better;
  std::function<double(const Coverage&)> of;
};

struct Section {
  std::string title;
  std::vector<Figure> figures;
};

double stranded_by(const Coverage& coverage, Obstacle cause) {
  return coverage.charges.stranded_by_cause[cause].all();
}

Section ladder_section(const Vocabulary& words) {
  Section section{fmt::format("Coverage ladder ({})", words.homes), {}};
  for (const Rung rung : enum_values<Rung>())
    section.figures.push_back({rung_words(words, rung), Unit::count, true, [rung](const Coverage& c) {
                                 return static_cast<double>(c.standings.ladder[rung].homes);
                               }});
  section.figures.push_back({words.users + " " + words.served, Unit::count, true,
                             [](const Coverage& c) { return c.standings.ladder.back().users; }});
  return section;
}

// Only if all scenarios require a service.
Section service_section(const Vocabulary& words) {
  const auto median = [](ServiceFigure figure) {
    return [figure](const Coverage& c) {
      constexpr std::array<double, 1> half = {0.5};
      return c.qualification.summary().figures[figure].quantiles(half).front();
    };
  };
  return {fmt::format("Service to connected {} (median)", words.homes),
          {{"down, Mbit/s", Unit::measure, true, median(ServiceFigure::down_mbps)},
           {"up, Mbit/s", Unit::measure, true, median(ServiceFigure::up_mbps)},
           {"latency, ms", Unit::measure, false, median(ServiceFigure::latency_ms)}}};
}

Section obstacles_section(const Vocabulary& words) {
  Section section{fmt::format("What blocks the others ({})", words.homes), {}};
  for (const Obstacle obstacle : enum_values<Obstacle>())
    section.figures.push_back(
        {obstacle_words(words, obstacle), Unit::count, false, [obstacle](const Coverage& c) {
           const CauseTally& cause = c.standings.unserved[obstacle];
           return static_cast<double>(cause.sole.homes + cause.joint.homes);
         }});
  return section;
}

Section backbone_section(const Vocabulary& words, const std::string& currency) {
  const auto book = [](Book which) { return [which](const Coverage& c) { return c.ledger.total[which]; }; };
  Section section{fmt::format("{} value ({})", capitalized(words.backbone), currency), {}};
  section.figures = {{"total", Unit::currency, true, book(Book::value)},
                     {"in use", Unit::currency, true, book(Book::in_use)},
                     {"dormant", Unit::currency, false, book(Book::dormant)},
                     {"stranded", Unit::currency, false, book(Book::stranded)}};
  for (const Obstacle cause : enum_values<Obstacle>()) {
    section.figures.push_back({"  " + obstacle_words(words, cause), Unit::currency, false,
                               [cause](const Coverage& c) { return stranded_by(c, cause); }});
  }
  section.figures.push_back({"no demand", Unit::currency, false, book(Book::no_demand)});
  section.figures.push_back({"idle", Unit::currency, false, book(Book::idle)});
  return section;
}

Section final_links_section(const Vocabulary& words) {
  const auto count = [](std::uint64_t FinalLinkBooks::*field) {
    return [field](const Coverage& c) { return static_cast<double>(c.standings.final_links.*field); };
  };
  const auto amount = [](double FinalLinkBooks::*field) {
    return [field](const Coverage& c) { return c.standings.final_links.*field; };
  };
  return {capitalized(words.final_links),
          {{"built", Unit::count, true, count(&FinalLinkBooks::built)},
           {"missing", Unit::count, false, count(&FinalLinkBooks::missing)},
           {"value", Unit::currency, true, amount(&FinalLinkBooks::value)},
           {"stranded", Unit::currency, false, amount(&FinalLinkBooks::stranded)},
           {"cost to complete", Unit::currency, false, amount(&FinalLinkBooks::completion_cost_of_missing)}}};
}

class CompareReport {
 public:
  CompareReport(std::span<const Compared> scenarios, const Terminal& terminal,
                std::span<const io::ServiceColumn> service)
      : scenarios_(scenarios),
        service_(service),
        money_(largest_amount(scenarios), scenarios.front().reading->scenario.heading.currency),
        page_(terminal) {}

  std::string text() {
    const Heading& heading = heading_of(0);
    std::vector<Section> sections = {ladder_section(heading.vocabulary)};
    if (std::all_of(scenarios_.begin(), scenarios_.end(),
                    [](const Compared& one) { return one.coverage->qualification.is_judged(); }))
      sections.push_back(service_section(heading.vocabulary));
    sections.push_back(obstacles_section(heading.vocabulary));
    sections.push_back(backbone_section(heading.vocabulary, money_.unit()));
    sections.push_back(final_links_section(heading.vocabulary));
    for (std::size_t i = 0; i < scenarios_.size(); ++i)
      page_.line(
          fmt::format("{}  {}", letter(i),
                      printable(fmt::format("{} · {}", heading_of(i).name, scenarios_[i].reading->path),
                                page_.terminal().width - 3)));
    page_.line();
    if (std::none_of(sections.begin(), sections.end(), [&](const Section& s) { return says_something(s); }))
      page_.paragraph("The scenarios are empty: there is nothing to compare.");
    else
      page_.tables_beside_first(scenarios_.size(), [&](std::size_t first, std::size_t last) {
        return table(sections, first, last);
      });
    if (!service_.empty()) add_service_comparison(page_, service_, heading.vocabulary, "a year");
    for (const Compared& one : scenarios_)
      if (!one.found->by_area.empty())
        add_areas(page_, one.reading->scenario, one.found->by_area,
                  fmt::format("By area in {}", one.reading->path));
    return std::move(page_).text();
  }

 private:
  const Heading& heading_of(std::size_t i) const { return scenarios_[i].reading->scenario.heading; }
  double value(const Figure& figure, std::size_t i) const { return figure.of(*scenarios_[i].coverage); }

  bool is_comparable(const Figure& figure, std::size_t i) const {
    return figure.unit != Unit::currency || heading_of(i).currency == heading_of(0).currency;
  }

  bool says_something(const Figure& figure) const {
    for (std::size_t i = 0; i < scenarios_.size(); ++i)
      if (value(figure, i) != 0) return true;
    return false;
  }

  bool says_something(const Section& section) const {
    return std::any_of(section.figures.begin(), section.figures.end(),
                       [&](const Figure& f) { return says_something(f); });
  }

  static double largest_amount(std::span<const Compared> scenarios) {
    double largest = 0;
    for (const Compared& one : scenarios)
      largest = std::max({largest, one.coverage->ledger.total[Book::value],
                          one.coverage->standings.final_links.value,
                          one.coverage->standings.final_links.completion_cost_of_missing});
    return largest;
  }

  // One precision for all scenarios.
  std::string shown(const Figure& figure, double amount) const {
    switch (figure.unit) {
      case Unit::count: {
        std::vector<double> counts;
        counts.reserve(scenarios_.size());
        for (std::size_t i = 0; i < scenarios_.size(); ++i) counts.push_back(value(figure, i));
        return Count::of(counts)(amount);
      }
      case Unit::measure: return short_number(amount);
      case Unit::currency: break;
    }
    return money_(amount);
  }

  TextTable::Cell difference(const Figure& figure, std::size_t i) const {
    if (!is_comparable(figure, i)) return {"other currency", Style::dim};
    const double change = difference_of(value(figure, i), value(figure, 0));
    return difference_cell(shown(figure, change), change, figure.more_is_better);
  }

  // A table of the first scenario and those from `first` up to `last`.
  TextTable table(const std::vector<Section>& sections, std::size_t first, std::size_t last) const {
    TextTable table;
    std::vector<TextTable::Cell> head = {{""}, {letter(0), Style::bold}};
    for (std::size_t i = first; i < last; ++i) {
      head.push_back({letter(i), Style::bold});
      head.push_back({letter(i) + " - " + letter(0), Style::dim});
    }
    table.add_row(head);
    for (const Section& section : sections) {
      if (!says_something(section)) continue;
      table.add_row({{""}});
      table.add_row({{section.title, Style::bold}});
      for (const Figure& figure : section.figures) {
        if (!says_something(figure)) continue;
        std::vector<TextTable::Cell> row = {{"  " + figure.label}, {shown(figure, value(figure, 0))}};
        for (std::size_t i = first; i < last; ++i) {
          row.push_back({shown(figure, value(figure, i))});
          row.push_back(difference(figure, i));
        }
        table.add_row(row);
      }
    }
    return table;
  }

  std::span<const Compared> scenarios_;
  std::span<const io::ServiceColumn> service_;
  Money money_;
  Page page_;
};

}  // namespace

std::string compare_report(std::span<const Compared> scenarios, const Terminal& terminal,
                           std::span<const io::ServiceColumn> service) {
  return CompareReport(scenarios, terminal, service).text();
}

}  // namespace lastmile::cli
