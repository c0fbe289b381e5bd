#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/reports/course_words.h"
#include "tools/cli/reports/page.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/reports/result_sections.h"
#include "tools/cli/reports/service_section.h"
#include "tools/cli/reports/time_chart.h"
#include "tools/cli/reports/words.h"

namespace lastmile::cli {
namespace {

constexpr std::size_t longest_name = 16;  // next to a line over time
constexpr std::size_t widest_period = 3;  // cells that a period takes in a line over time

double largest_amount(std::span<const io::OptionCourse> courses) {
  double largest = 0;
  for (const io::OptionCourse& one : courses)
    largest = std::max({largest, one.course.spent.total(), std::abs(one.course.net_present_value),
                        status_at_end(one.course).backbone[Book::value]});
  return largest;
}

// All money of a comparison that is not per home.
std::vector<double> amounts_of(const OptionComparison& comparison) {
  std::vector<double> amounts;
  for (const FigureComparison& compared : comparison.figures)
    if (about(compared.figure).unit == FigureUnit::money ||
        about(compared.figure).unit == FigureUnit::money_years)
      for (const auto& value : compared.values) amounts.push_back(value.value_or(0));
  return amounts;
}

class OptionsReport {
 public:
  OptionsReport(std::span<const io::OptionCourse> courses, const Terminal& terminal)
      : courses_(courses),
        heading_(courses.front().reading->scenario.heading),
        words_(heading_.vocabulary),
        comparison_(io::compare_options(courses)),
        money_(Money(largest_amount(courses), heading_.currency).column(amounts_of(comparison_))),
        homes_(homes_on(courses.front().course.start, Rung::located)),
        page_(terminal) {}

  std::string text() {
    head();
    page_.line();
    if (std::all_of(courses_.begin(), courses_.end(), [](const io::OptionCourse& one) {
          return homes_on(one.course.start, Rung::located) == 0;
        })) {
      page_.paragraph(fmt::format("There are no {}, so there is nobody to serve.", words_.homes));
      return std::move(page_).text();
    }
    page_.tables_beside_first(courses_.size(),
                              [&](std::size_t first, std::size_t last) { return table(first, last); });
    verdict();
    service();
    charts();
    for (const io::OptionCourse& one : courses_)
      if (!one.course.record.by_area.empty())
        add_areas(page_, one.reading->scenario, one.course.record.by_area,
                  fmt::format("By area at the end of {}", printable(one.label, longest_label)));
    return std::move(page_).text();
  }

 private:
  bool of_one_file() const {
    return std::all_of(courses_.begin(), courses_.end(),
                       [&](const io::OptionCourse& one) { return one.reading == courses_.front().reading; });
  }
  bool of_one_timeline() const {
    return std::all_of(courses_.begin(), courses_.end(), [&](const io::OptionCourse& one) {
      return timeline_words(one.timeline()) == timeline_words(courses_.front().timeline());
    });
  }
  bool of_one_currency() const { return !io::common_currency(courses_).empty(); }
  std::string money_unit() const {
    return of_one_currency() ? money_.unit() : std::string{"each in its own currency"};
  }

  void head() {
    const auto facts_of = [](const io::OptionCourse& one) {
      return fmt::format(" · {} · {}", price_words(one.reading->scenario.heading),
                         timeline_words(one.timeline()));
    };
    if (of_one_file()) {
      page_.head(heading_.name, courses_.front().reading->path, facts_of(courses_.front()));
      page_.line();
    }
    std::size_t name_width = 0;
    for (const io::OptionCourse& one : courses_)
      name_width = std::max(name_width, std::min<std::size_t>(display_width(one.label), longest_label));
    for (std::size_t i = 0; i < courses_.size(); ++i) {
      const io::OptionCourse& one = courses_[i];
      const std::string about = of_one_file() ? one.option->description : one.reading->path + facts_of(one);
      page_.paragraph(fmt::format("{}  {}", letter(i), printable(one.label, longest_label)), about,
                      name_width + 3);
    }
  }

  // The name of a figure. Parts of the figure above are indented.
  std::string label(CourseFigure figure) const {
    switch (figure) {
      case CourseFigure::served_homes: return words_.served + " at the end";
      case CourseFigure::home_years_served: return fmt::format("{}-years {}", words_.home, words_.served);
      case CourseFigure::served_50: return "50 % " + words_.served;
      case CourseFigure::served_80: return "80 % " + words_.served;
      case CourseFigure::served_95: return "95 % " + words_.served;
      case CourseFigure::stranded_value: return "stranded at the end";
      case CourseFigure::value_years_stranded: return "stranded value-years";
      case CourseFigure::spending: return "spent";
      case CourseFigure::spending_capital: return "  capital";
      case CourseFigure::spending_late: return "  late drops";
      case CourseFigure::spending_visits: return "  visits";
      case CourseFigure::spending_repairs: return "  repairs";
      case CourseFigure::spending_operator: return "  by the operator";
      case CourseFigure::spending_per_home_passed: return "passed";
      case CourseFigure::spending_per_home_connected: return "connected";
      case CourseFigure::spending_per_home_served: return words_.served;
      case CourseFigure::net_present_value: return "net present value";
      case CourseFigure::net_present_value_operator: return "  of the operator alone";
      case CourseFigure::payback: return "payback";
    }
    return {};
  }

  static bool is_money(CourseFigure figure) {
    const FigureUnit unit = about(figure).unit;
    return unit == FigureUnit::money || unit == FigureUnit::money_years || unit == FigureUnit::money_per_home;
  }

  // The operator's figures are those of all payers together if nobody else pays.
  static bool is_of_operator(CourseFigure figure) {
    return figure == CourseFigure::spending_operator || figure == CourseFigure::net_present_value_operator;
  }
  bool has_payers() const {
    return std::any_of(courses_.begin(), courses_.end(),
                       [](const io::OptionCourse& one) { return !one.option->economics.payers.empty(); });
  }

  bool says_something(const FigureComparison& compared) const {
    if (is_of_operator(compared.figure) && !has_payers()) return false;
    return std::any_of(compared.values.begin(), compared.values.end(),
                       [](const auto& value) { return !value || *value != 0; });
  }

  // One precision for all options; all money that is not per home has one precision.
  std::string shown(CourseFigure figure, double amount) const {
    std::vector<double> values;
    values.reserve(courses_.size());
    for (const auto& value : comparison_.figures[figure].values) values.push_back(value.value_or(0));
    switch (about(figure).unit) {
      case FigureUnit::homes: return homes_.column(values)(amount);
      case FigureUnit::home_years: return Count::of(values)(amount);
      case FigureUnit::money:
      case FigureUnit::money_years: return money_(amount);
      case FigureUnit::money_per_home: return Count::of(values, 2)(amount);
      case FigureUnit::period: return grouped(amount);
    }
    return {};
  }

  // The star marks the best value without relying on colour.
  TextTable::Cell value_cell(const FigureComparison& compared, std::size_t i) const {
    const auto& value = compared.values[i];
    const bool is_period = about(compared.figure).unit == FigureUnit::period;
    const std::string text =
        compared.figure == CourseFigure::payback ? payback_words(courses_[i])
        : is_period ? (value ? courses_[i].timeline().name_of(static_cast<std::size_t>(*value)) : "never")
        : value     ? shown(compared.figure, *value)
                    : std::string{nothing};
    return {text + (compared.best[i] ? " *" : "  "), compared.best[i] ? Style::bold : Style::plain};
  }

  TextTable::Cell difference(const FigureComparison& compared, std::size_t i) const {
    if (const auto& change = compared.differences[i])
      return difference_cell(shown(compared.figure, *change), *change, about(compared.figure).more_is_better);
    if (!compared.values[i] || !compared.values.front()) return {std::string{nothing}, Style::dim};
    return {is_money(compared.figure) && !of_one_currency() ? "other currency" : "other timeline",
            Style::dim};
  }

  void add_figure(TextTable& table, const FigureComparison& compared, std::size_t first,
                  std::size_t last) const {
    if (!says_something(compared)) return;
    std::vector<TextTable::Cell> row = {{printable("  " + label(compared.figure), page_.label_room())},
                                        value_cell(compared, 0)};
    for (std::size_t i = std::max<std::size_t>(first, 1); i < last; ++i) {
      row.push_back(value_cell(compared, i));
      row.push_back(difference(compared, i));
    }
    table.add_row(row);
  }

  // A table of the first option and those from `first` up to `last`.
  TextTable table(std::size_t first, std::size_t last) const {
    TextTable table;
    std::vector<TextTable::Cell> head = {{""}, {letter(0) + "  ", Style::bold}};
    for (std::size_t i = std::max<std::size_t>(first, 1); i < last; ++i) {
      head.push_back({letter(i) + "  ", Style::bold});
      head.push_back({fmt::format("{} - {}", letter(i), letter(0)), Style::dim});
    }
    table.add_row(head);
    table.add_row({{printable(capitalized(words_.homes), page_.label_room()), Style::bold}});
    for (const FigureComparison& compared : comparison_.figures) {
      if (compared.figure == CourseFigure::stranded_value) {
        table.add_row({{""}});
        table.add_row({{fmt::format("Money ({})", money_unit()), Style::bold}});
      }
      if (about(compared.figure).unit != FigureUnit::money_per_home) add_figure(table, compared, first, last);
    }
    table.add_row({{""}});
    const std::string currency = of_one_currency() ? io::money_name(heading_.currency) : money_unit();
    table.add_row({{printable(fmt::format("Spent per {} ({})", words_.home, currency), page_.label_room()),
                    Style::bold}});
    for (const FigureComparison& compared : comparison_.figures)
      if (about(compared.figure).unit == FigureUnit::money_per_home) add_figure(table, compared, first, last);
    return table;
  }

  std::string named(std::size_t i) const {
    return fmt::format("{} {}", letter(i), printable(courses_[i].label, longest_label));
  }

  bool all_equal() const {
    return std::all_of(comparison_.figures.begin(), comparison_.figures.end(), [](const FigureComparison& c) {
      return std::all_of(c.values.begin(), c.values.end(),
                         [&](const auto& value) { return value == c.values.front(); });
    });
  }

  void verdict() {
    if (courses_.size() < 2) {
      page_.line();
      page_.paragraph("There is only one option to compare. Use `lastmile simulate` to see it in detail.");
      return;
    }
    const bool periods_differ =
        std::any_of(comparison_.figures.begin(), comparison_.figures.end(), [](const FigureComparison& c) {
          return about(c.figure).unit == FigureUnit::period &&
                 std::any_of(c.differences.begin(), c.differences.end(),
                             [](const auto& change) { return change.value_or(0) != 0; });
        });
    const bool one_is_best =
        std::any_of(comparison_.figures.begin(), comparison_.figures.end(), [](const FigureComparison& c) {
          return std::find(c.best.begin(), c.best.end(), true) != c.best.end();
        });
    std::vector<std::string> legend;
    if (one_is_best) legend.emplace_back("* best");
    if (periods_differ)
      legend.push_back(fmt::format("period differences in {}s", name(courses_.front().timeline().unit)));
    page_.line();
    if (!legend.empty()) page_.paragraph(capitalized(fmt::format("{}.", fmt::join(legend, "; "))));
    bool one_is_dominated = false;
    for (std::size_t i = 0; i < courses_.size(); ++i) {
      std::vector<std::string> better;
      for (const std::size_t j : comparison_.dominated_by[i]) better.push_back(named(j));
      if (better.empty()) continue;
      one_is_dominated = true;
      page_.paragraph(fmt::format("{} is dominated by {}.", named(i), fmt::join(better, " and by ")));
    }
    if (one_is_dominated)
      page_.paragraph(fmt::format(
          "(A dominated option is better in none and worse in at least one of these: {} {} at the end, "
          "{}-years {}, stranded value-years, money spent, net present value.)",
          words_.homes, words_.served, words_.home, words_.served));
    else if (of_one_currency() && of_one_timeline())
      page_.paragraph(all_equal() ? "All options give the same results." : "No option dominates another.");
    if (!of_one_timeline())
      page_.paragraph(
          "The options have different timelines, so none is marked as best or ranked against another. Choose "
          "those of one timeline with --only.");
    if (!of_one_currency())
      page_.paragraph("The options have different currencies, so their money is not ranked.");
  }

  void service() {
    std::vector<io::ServiceColumn> columns;
    for (const io::OptionCourse& one : courses_)
      if (!one.service.empty()) columns.push_back(io::service_column(one));
    if (columns.size() == courses_.size()) add_service_comparison(page_, columns, words_, "in all periods");
  }

  struct Series {
    std::string title;
    bool in_money;
    double (*of)(const Period&);
  };

  void charts() {
    const std::vector<Series> all = {
        {fmt::format("{} {} over time", capitalized(words_.homes), words_.served), false,
         [](const Period& period) { return homes_on(period.status, Rung::served); }},
        {fmt::format("Stranded value over time ({})", money_unit()), true,
         [](const Period& period) { return period.status.backbone[Book::stranded]; }},
        {fmt::format("Cumulative cash ({})", money_unit()), true,
         [](const Period& period) { return period.cumulative_cash_flow; }}};
    for (const Series& series : all) {
      page_.section(series.title);
      page_.table_with_bars([&](std::size_t width) { return chart(series, width); }, page_.terminal().width);
    }
  }

  TextTable chart(const Series& series, std::size_t width) const {
    std::vector<std::vector<double>> values(courses_.size());
    double low = 0;
    double high = 0;
    for (std::size_t i = 0; i < courses_.size(); ++i)
      for (const Period& period : courses_[i].course.periods) {
        values[i].push_back(series.of(period));
        low = std::min(low, values[i].back());
        high = std::max(high, values[i].back());
      }
    std::vector<double> shown_values = {low};
    for (const std::vector<double>& of_one : values)
      if (!of_one.empty()) shown_values.insert(shown_values.end(), of_one.begin(), of_one.end());
    const Count homes = homes_.column(shown_values);
    const Money money = money_.column(shown_values);
    const auto number = [&](double x) { return series.in_money ? money(x) : homes(x); };
    std::vector<std::string> lines;
    lines.reserve(values.size());
    for (const std::vector<double>& of_one : values)
      lines.push_back(sparkline(fitted(of_one, width, widest_period, Quantity::stock), low, high));
    TextTable table;
    table.add_row({{""},
                   {names_above(display_width(lines.front())), Style::dim, true},
                   {"min", Style::dim},
                   {"max", Style::dim},
                   {"end", Style::dim}});
    for (std::size_t i = 0; i < courses_.size(); ++i) {
      if (values[i].empty()) continue;
      const auto [least, most] = std::minmax_element(values[i].begin(), values[i].end());
      table.add_row({{fmt::format("{}  {}", letter(i), printable(courses_[i].label, longest_name))},
                     {lines[i], Style::plain, true},
                     {number(*least)},
                     {number(*most)},
                     {number(values[i].back())}});
    }
    return table;
  }

  // The first and the last period over lines of this width.
  std::string names_above(std::size_t width) const {
    const Timeline& timeline = courses_.front().timeline();
    const std::string first = timeline.name_of(0);
    const std::string last = timeline.name_of(timeline.periods - 1);
    if (!of_one_timeline() || display_width(first) + display_width(last) + 1 > width) return {};
    return first + pad_left(last, width - display_width(first));
  }

  std::span<const io::OptionCourse> courses_;
  const Heading& heading_;
  const Vocabulary& words_;
  OptionComparison comparison_;
  Money money_;
  Count homes_;
  Page page_;
};

}  // namespace

std::string course_comparison_report(std::span<const io::OptionCourse> courses, const Terminal& terminal) {
  return OptionsReport(courses, terminal).text();
}

}  // namespace lastmile::cli
