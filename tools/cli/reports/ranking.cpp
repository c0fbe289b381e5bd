#include "tools/cli/reports/ranking.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "sim/coverage/coverage.h"
#include "tools/cli/reports/course_words.h"
#include "tools/cli/reports/page.h"

namespace lastmile::cli {
namespace {

bool ranks_before(const RankedRow& a, const RankedRow& b) {
  if (a.figures[0] != b.figures[0]) return a.figures[0] > b.figures[0];
  if (a.figures[1] != b.figures[1]) return a.figures[1] > b.figures[1];
  return a.figures[2] < b.figures[2];
}

double figure(const io::OptionCourse& one, CourseFigure which) {
  return value_of(which, one.course).value_or(0);
}

}  // namespace

RankedRow ranked_row(const io::OptionCourse& one) {
  return {one.label,
          one.currency(),
          timeline_words(one.timeline()),
          {figure(one, CourseFigure::served_homes), figure(one, CourseFigure::home_years_served),
           figure(one, CourseFigure::stranded_value), figure(one, CourseFigure::spending)}};
}

Ranking option_ranking(const Vocabulary& words) {
  return {"options",
          "option",
          {fmt::format("{} {}", words.homes, words.served), fmt::format("{}-years", words.home), "stranded",
           "spent"},
          {}};
}

RankedRow ranked_row(const io::ScenarioReading& reading, const Coverage& coverage) {
  const Tally& served = coverage.standings.ladder[Rung::served];
  return {fmt::format("{} ({})", reading.scenario.heading.name, reading.path),
          reading.scenario.heading.currency,
          {},
          {static_cast<double>(served.homes), served.users, coverage.ledger.total[Book::stranded],
           coverage.standings.final_links.completion_cost_of_missing}};
}

Ranking scenario_ranking(const Vocabulary& words) {
  return {"scenarios",
          "scenario",
          {fmt::format("{} {}", words.homes, words.served), words.users, "stranded", "still to spend"},
          {}};
}

std::string ranking_report(const Ranking& ranking, const Terminal& terminal) {
  const std::vector<RankedRow>& rows = ranking.rows;
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const bool one_timeline = std::all_of(
      rows.begin(), rows.end(), [&](const RankedRow& row) { return row.timeline == rows.front().timeline; });
  const std::size_t shown = std::min(most_side_by_side, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
                    [&](std::size_t a, std::size_t b) {
                      if (one_timeline && ranks_before(rows[a], rows[b])) return true;
                      return !(one_timeline && ranks_before(rows[b], rows[a])) && a < b;
                    });
  double largest = 0;
  bool one_currency = true;
  for (const RankedRow& row : rows) {
    largest = std::max({largest, row.figures[2], row.figures[3]});
    one_currency = one_currency && row.currency == rows.front().currency;
  }
  const Money money(largest, rows.front().currency);
  std::array<std::vector<double>, 2> counts;
  for (const RankedRow& row : rows)
    for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) counts[i].push_back(row.figures[i]);
  const Count first = Count::of(counts[0]);
  const Count second = Count::of(counts[1]);

  Page page(terminal);
  page.line(one_timeline ? fmt::format("{} {}, ranked by {}", rows.size(), ranking.what, ranking.heads[0])
                         : fmt::format("{} {}, not ranked", rows.size(), ranking.what),
            Style::bold);
  page.line();
  const auto money_head = [&](const std::string& head) {
    return one_currency ? fmt::format("{} ({})", head, money.unit()) : head;
  };
  const bool reference_is_shown =
      std::find(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), std::size_t{0}) !=
      order.begin() + static_cast<std::ptrdiff_t>(shown);
  const auto table = [&](std::size_t label_room) {
    TextTable made;
    made.add_row({{""},
                  {ranking.heads[0], Style::dim},
                  {ranking.heads[1], Style::dim},
                  {money_head(ranking.heads[2]), Style::dim},
                  {money_head(ranking.heads[3]), Style::dim}});
    const auto add = [&](const std::string& rank, const RankedRow& row) {
      made.add_row({{fmt::format("{:>2}  {}", rank, printable(row.label, label_room))},
                    {first(row.figures[0])},
                    {second(row.figures[1])},
                    {money(row.figures[2])},
                    {money(row.figures[3])}});
    };
    for (std::size_t i = 0; i < shown; ++i) add(one_timeline ? fmt::format("{}", i + 1) : "", rows[order[i]]);
    if (!reference_is_shown) add("-", rows.front());
    return made;
  };
  page.table_with_bars(table);  // the labels take the width that the figures leave
  page.line();
  if (!reference_is_shown) page.paragraph(fmt::format("The last row is the first of the {}.", ranking.what));
  if (!one_timeline)
    page.paragraph(
        "The options have different timelines, so they are not ranked: they stand in the order given. Choose "
        "those of one timeline with --only.");
  if (!one_currency) page.paragraph("Money is in the currency of each scenario, so it cannot be compared.");
  const std::size_t hidden = rows.size() - shown - (reference_is_shown ? 0 : 1);
  if (hidden > 0)
    page.paragraph(fmt::format(
        "{} more {} not shown. --format json prints all of them; --output DIR writes them to compare.json.",
        hidden, hidden == 1 ? ranking.one + " is" : ranking.what + " are"));
  return std::move(page).text();
}

}  // namespace lastmile::cli
