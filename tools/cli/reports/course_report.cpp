#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/reports/course_table.h"
#include "tools/cli/reports/course_words.h"
#include "tools/cli/reports/reports.h"
#include "tools/cli/reports/result_sections.h"
#include "tools/cli/reports/service_section.h"
#include "tools/cli/reports/time_chart.h"
#include "tools/cli/reports/words.h"

namespace lastmile::cli {
namespace {

double largest_amount(const Course& course) {
  double largest = std::max(course.spent.total(), course.start.backbone[Book::value]);
  for (const Period& period : course.periods)
    largest = std::max(
        {largest, period.opening_value, period.closing_value, std::abs(period.cumulative_cash_flow)});
  return largest;
}

class CourseReport {
 public:
  CourseReport(const io::OptionCourse& one, const Terminal& terminal)
      : one_(one),
        course_(one.course),
        heading_(one.reading->scenario.heading),
        words_(heading_.vocabulary),
        timeline_(one.timeline()),
        money_(largest_amount(one.course), heading_.currency),
        count_(homes_on(one.course.start, Rung::located)),
        page_(terminal) {}

  std::string text() {
    head();
    if (homes_on(course_.start, Rung::located) == 0) return std::move(page_).text();
    add_course_table(page_, one_, money_, count_);
    if (!one_.service.empty()) add_service_of_course(page_, one_);
    charts();
    totals();
    blocked();
    not_failed();
    if (!course_.record.by_area.empty())
      add_areas(page_, one_.reading->scenario, course_.record.by_area, "By area at the end");
    return std::move(page_).text();
  }

 private:
  void head() {
    page_.head(heading_.name, one_.reading->path,
               fmt::format(" · {} · {}", price_words(heading_), timeline_words(timeline_)));
    page_.line();
    const RolloutOption& option = *one_.option;
    if (!option.name.empty())
      page_.paragraph(option.description.empty()
                          ? fmt::format("Option {}.", option.name)
                          : fmt::format("Option {}: {}", option.name, option.description));
    constexpr std::size_t label_width = 7;
    for (const auto& rule : rules_of(*one_.reading, option))
      page_.paragraph(rule.first, rule.second, label_width);
    page_.line();
    summary();
  }

  void summary() {
    if (homes_on(course_.start, Rung::located) == 0) {
      page_.paragraph(fmt::format("The scenario has no {}, so there is nobody to serve.", words_.homes));
      return;
    }
    const Status& end = status_at_end(course_);
    const double served = homes_on(end, Rung::served);
    const double located = homes_on(end, Rung::located);
    page_.paragraph(fmt::format(
        "{} {} go from {} to {} of {} ({}): {}. Spending is {}. Stranded value goes from {} to {}. {}",
        capitalized(words_.homes), words_.served, count_.in_text(homes_on(course_.start, Rung::served)),
        count_.in_text(served), count_.in_text(located), percentage(served, located), reached_words(one_),
        money_.in_text(course_.spent.total()), money_.in_text(course_.start.backbone[Book::stranded]),
        money_.in_text(end.backbone[Book::stranded]), payback_sentence()));
  }

  std::string payback_sentence() const {
    if (course_.payback)
      return fmt::format("The spending is paid back in {}.", timeline_.name_of(*course_.payback));
    if (!has_to_pay_back(course_)) return "No payback is needed.";
    if (course_.revenue == 0) return {};  // there is no revenue to pay it back
    return fmt::format("The spending is not paid back by {}.", timeline_.name_of(timeline_.periods - 1));
  }

  template <class Of>
  Chart chart(const std::string& title, Quantity quantity, Style style, bool in_money, Of of) const {
    std::vector<double> values;
    for (const Period& period : course_.periods) values.push_back(of(period));
    const Money money = money_.column(values);
    return {title,
            std::move(values),
            quantity,
            timeline_.name_of(0),
            timeline_.name_of(timeline_.periods - 1),
            [this, in_money, money](double x) { return in_money ? money(x) : count_.in_text(x); },
            style};
  }

  void charts() {
    const std::vector<Chart> charts = {
        chart(fmt::format("{} {}", capitalized(words_.homes), words_.served), Quantity::stock, Style::green,
              false, [](const Period& period) { return homes_on(period.status, Rung::served); }),
        chart(fmt::format("Stranded value, {}", money_.unit()), Quantity::stock, Style::red, true,
              [](const Period& period) { return period.status.backbone[Book::stranded]; }),
        chart(fmt::format("Spent per {}, {}", name(timeline_.unit), money_.unit()), Quantity::flow,
              Style::plain, true, [](const Period& period) { return period.spent.total(); }),
        chart(fmt::format("Cumulative cash, {}", money_.unit()), Quantity::stock, Style::plain, true,
              [](const Period& period) { return period.cumulative_cash_flow; })};
    constexpr std::size_t wide = 150;
    const std::size_t beside = page_.terminal().width >= wide ? charts.size() : 2;
    for (std::size_t first = 0; first < charts.size(); first += beside) {
      page_.line();
      page_.table_with_bars(
          [&](std::size_t width) {
            return charts_beside(std::span(charts).subspan(first, beside), width / beside);
          },
          page_.terminal().width);
    }
  }

  static TextTable charts_beside(std::span<const Chart> charts, std::size_t width) {
    constexpr std::size_t height = 4;
    std::vector<std::vector<TextTable::Cell>> rows;
    for (const Chart& chart : charts) {
      const std::vector<ChartLine> lines = column_chart(chart, width, height);
      rows.resize(std::max(rows.size(), lines.size()));
      for (std::size_t i = 0; i < lines.size(); ++i)
        for (const TextTable::Cell& cell : lines[i]) rows[i].push_back(cell);
    }
    TextTable table;
    for (auto& row : rows) table.add_row(std::move(row));
    return table;
  }

  struct Line {
    std::string label;
    std::string amount;
  };

  std::vector<Line> cash_lines(const Money& money) const {
    const Spending& spent = course_.spent;
    std::vector<Line> lines = {{"spent", money(spent.total())}};
    const auto part = [&](const std::string& label, double amount) {
      if (amount != 0 && amount != spent.total()) lines.push_back({"  " + label, money(amount)});
    };
    part("capital", spent.capital);
    part("late drops", spent.late);
    part("visits", spent.visits);
    part("repairs", spent.repairs);
    const std::vector<Payer>& payers = one_.option->economics.payers;
    if (!payers.empty()) lines.push_back({"  paid by the operator", money(course_.paid.by_operator)});
    for (std::size_t i = 0; i < payers.size() && i < course_.paid.by_payer.size(); ++i)
      lines.push_back(
          {fmt::format("  paid by {}", printable(payers[i].name, 20)), money(course_.paid.by_payer[i])});
    lines.push_back({"revenue", money(course_.revenue)});
    lines.push_back({"operating cost", money(course_.opex)});
    lines.push_back({"cash flow", money(course_.revenue - course_.opex - spent.total())});
    lines.push_back({"net present value", money(course_.net_present_value)});
    if (!payers.empty())
      lines.push_back({"  of the operator alone", money(course_.operator_net_present_value)});
    lines.push_back({"payback", payback_words(one_)});
    return lines;
  }

  static std::string added(const Money& money, double amount) {
    return amount == 0 ? money(0) : signed_number(money(amount), amount);
  }

  // One precision for all totals.
  Money money_of_totals() const {
    const Spending& spent = course_.spent;
    std::vector<double> amounts = {spent.capital,
                                   spent.late,
                                   spent.visits,
                                   spent.repairs,
                                   course_.paid.by_operator,
                                   course_.revenue,
                                   course_.opex,
                                   course_.net_present_value,
                                   course_.operator_net_present_value,
                                   course_.depreciation,
                                   course_.value_years_stranded,
                                   course_.value_years_idle};
    amounts.insert(amounts.end(), course_.paid.by_payer.begin(), course_.paid.by_payer.end());
    if (!course_.periods.empty()) amounts.push_back(course_.periods.front().opening_value);
    return money_.column(amounts);
  }

  std::vector<Line> book_lines(const Money& money) const {
    std::vector<Line> lines;
    if (!course_.periods.empty())
      lines = {{"opening book value", money(course_.periods.front().opening_value)},
               {"capitalised", added(money, course_.spent.capitalised())},
               {"depreciation", added(money, -course_.depreciation)},
               {"closing book value", money(course_.periods.back().closing_value)}};
    lines.push_back({"stranded value-years", money(course_.value_years_stranded)});
    lines.push_back({"  idle", money(course_.value_years_idle)});
    lines.push_back({fmt::format("{}-years {}", words_.home, words_.served),
                     Count(course_.home_years_served).in_text(course_.home_years_served)});
    std::vector<double> each;
    for (const Rung rung : {Rung::passed, Rung::connected, Rung::served})
      each.push_back(spent_per_home(course_, rung).value_or(0));
    const Count per_home = Count::of(each, 2);
    for (const Rung rung : {Rung::passed, Rung::connected, Rung::served}) {
      const auto spent = spent_per_home(course_, rung);
      lines.push_back({rung == Rung::passed
                           ? fmt::format("{} per {} passed", io::money_name(heading_.currency), words_.home)
                           : "  " + rung_words(words_, rung),
                       spent ? per_home(*spent) : std::string{nothing}});
    }
    return lines;
  }

  void totals() {
    page_.section(fmt::format("Totals ({})", money_.unit()));
    const Money money = money_of_totals();
    const std::vector<Line> left = cash_lines(money);
    const std::vector<Line> right = book_lines(money);
    TextTable table;
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
      const Line none;
      const Line& cash = i < left.size() ? left[i] : none;
      const Line& book = i < right.size() ? right[i] : none;
      table.add_row({{cash.label},
                     {cash.amount},
                     {"  "},
                     {printable(book.label, page_.label_room()), Style::plain, true},
                     {book.amount}});
    }
    page_.table(table);
  }

  void blocked() {
    if (course_.blocked_count == 0) return;
    page_.section(fmt::format("Blocked works: {} ({})", grouped(static_cast<double>(course_.blocked_count)),
                              money_.unit()));
    std::vector<double> prices;
    prices.reserve(course_.blocked.size());
    for (const BlockedWork& work : course_.blocked) prices.push_back(work.price);
    const Money price = money_.column(prices);
    page_.table_with_names([&](std::size_t room) {
      TextTable table;
      for (const BlockedWork& work : course_.blocked)
        table.add_row({element_cell(one_.reading->scenario, work.of, room),
                       {price(work.price)},
                       {work.why == BlockedWork::Why::money ? "costs more than was ever available"
                                                            : "no crew available",
                        Style::dim, true}});
      return table;
    });
    if (course_.blocked_count > course_.blocked.size())
      page_.paragraph(
          fmt::format("Not shown: {} more.",
                      grouped(static_cast<double>(course_.blocked_count - course_.blocked.size()))));
  }

  void not_failed() {
    if (course_.not_failed_count == 0) return;
    std::vector<std::string> names;
    for (const Element element : course_.not_failed)
      names.push_back(element_label(one_.reading->scenario, element));
    page_.line();
    page_.paragraph(fmt::format(
        "{} did not fail because {} not built by then: {}{}.",
        course_.not_failed_count == 1 ? std::string{"1 element"}
                                      : fmt::format("{} elements", grouped(double(course_.not_failed_count))),
        course_.not_failed_count == 1 ? "it was" : "they were", fmt::join(names, ", "),
        course_.not_failed_count > names.size() ? ", ..." : ""));
  }

  const io::OptionCourse& one_;
  const Course& course_;
  const Heading& heading_;
  const Vocabulary& words_;
  const Timeline& timeline_;
  Money money_;
  Count count_;
  Page page_;
};

}  // namespace

std::string course_report(const io::OptionCourse& course, const Terminal& terminal) {
  return CourseReport(course, terminal).text();
}

}  // namespace lastmile::cli
