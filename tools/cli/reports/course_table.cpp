#include "tools/cli/reports/course_table.h"

#include <fmt/format.h>

#include <functional>
#include <numeric>

#include "tools/cli/reports/course_words.h"
#include "tools/cli/reports/words.h"

namespace lastmile::cli {
namespace {

constexpr std::size_t longest_head = 14;

// A row: a period together with the periods before it that have no row.
struct Span {
  std::span<const Period> periods;
  const Period& last() const { return periods.back(); }
  double sum(const std::function<double(const Period&)>& of) const {
    return std::transform_reduce(periods.begin(), periods.end(), 0.0, std::plus<>(), of);
  }
};

enum class Counts { homes, works, money };

struct Column {
  std::string head;
  int importance;  // the lowest is dropped first on a narrow terminal
  Counts counts;
  std::function<double(const Span&)> of;
  std::function<double(const Status&)> before = {};  // of the row before the first period
  Style style = Style::plain;
};

class CourseTable {
 public:
  CourseTable(const io::OptionCourse& course, const Money& money, const Count& count)
      : course_(course),
        words_(course.reading->scenario.heading.vocabulary),
        money_(money),
        count_(count),
        shown_(shown_periods(course.course.periods.size())) {
    add_homes();
    add_money();
  }

  // Drops the least important columns until the table fits.
  void add_to(Page& page) {
    while (columns_.size() > 1 && !page.fits(table())) {
      const auto least = std::min_element(columns_.begin(), columns_.end(), [](const auto& a, const auto& b) {
        return a.importance < b.importance;
      });
      columns_.erase(least);
    }
    page.table(table());
  }

  const std::vector<std::size_t>& shown() const { return shown_; }

 private:
  void add_rung(Rung rung, int importance, Style style) {
    const auto homes = [rung](const Status& status) { return homes_on(status, rung); };
    columns_.push_back({printable(rung_words(words_, rung), longest_head), importance, Counts::homes,
                        [homes](const Span& span) { return homes(span.last().status); }, homes, style});
  }

  void add_homes() {
    add_rung(Rung::passed, 8, Style::plain);
    add_rung(Rung::connected, 8, Style::plain);
    if (course_.reading->scenario.plant.access) add_rung(Rung::qualified, 4, Style::plain);
    add_rung(Rung::served, 9, Style::green);
    columns_.push_back({"started", 5, Counts::works, [](const Span& span) {
                          return span.sum([](const Period& period) {
                            return std::accumulate(period.started.begin(), period.started.end(), 0.0);
                          });
                        }});
  }

  // Flows of the periods. Omitted if always 0.
  void add_flow(const std::string& head, int importance, const std::function<double(const Period&)>& of) {
    const auto& periods = course_.course.periods;
    if (std::all_of(periods.begin(), periods.end(), [&](const Period& period) { return of(period) == 0; }))
      return;
    columns_.push_back({head, importance, Counts::money, [of](const Span& span) { return span.sum(of); }});
  }

  void add_stock(const std::string& head, int importance, const std::function<double(const Period&)>& of) {
    columns_.push_back({head, importance, Counts::money, [of](const Span& span) { return of(span.last()); }});
  }

  void add_money() {
    add_flow("spent", 9, [](const Period& period) { return period.spent.total(); });
    add_flow("late drops", 3, [](const Period& period) { return period.spent.late; });
    add_flow("visits", 3, [](const Period& period) { return period.spent.visits; });
    add_flow("repairs", 3, [](const Period& period) { return period.spent.repairs; });
    if (io::has_budget(*course_.option))
      add_stock("unspent", 4, [](const Period& period) { return period.budget_left; });
    const auto stranded = [](const Status& status) { return status.backbone[Book::stranded]; };
    columns_.push_back({"stranded", 9, Counts::money,
                        [stranded](const Span& span) { return stranded(span.last().status); }, stranded,
                        Style::red});
    add_stock("book value", 5, [](const Period& period) { return period.closing_value; });
    add_flow("revenue", 2, [](const Period& period) { return period.revenue; });
    add_flow("operating cost", 1, [](const Period& period) { return period.opex; });
    add_flow("cash flow", 6, [](const Period& period) { return period.cash_flow; });
    add_stock("cumulative cash", 9, [](const Period& period) { return period.cumulative_cash_flow; });
  }

  TextTable table() const {
    std::vector<std::vector<TextTable::Cell>> rows(2 + shown_.size());  // the head, the start, the periods
    rows[0].push_back({""});
    rows[1].push_back({"start", Style::dim});
    for (std::size_t i = 0; i < shown_.size(); ++i)
      rows[i + 2].push_back({course_.timeline().name_of(shown_[i])});
    for (const Column& column : columns_) add_to(rows, column);
    TextTable table;
    for (std::vector<TextTable::Cell>& row : rows) table.add_row(std::move(row));
    return table;
  }

  // The cells of a column have one precision.
  void add_to(std::vector<std::vector<TextTable::Cell>>& rows, const Column& column) const {
    std::vector<double> values;
    if (column.before) values.push_back(column.before(course_.course.start));
    std::size_t first = 0;
    for (const std::size_t period : shown_) {
      values.push_back(column.of({{course_.course.periods.data() + first, period - first + 1}}));
      first = period + 1;
    }
    const Money money = money_.column(values);
    const Count count = column.counts == Counts::homes ? count_.column(values) : Count::of(values);
    const auto text = [&](double value) {
      return column.counts == Counts::money ? money(value) : count(value);
    };
    rows[0].push_back({column.head, Style::dim});
    rows[1].push_back({column.before ? text(values.front()) : "", Style::dim});
    for (std::size_t i = 2; i < rows.size(); ++i)
      rows[i].push_back({text(values[i - (column.before ? 1 : 2)]), column.style});
  }

  const io::OptionCourse& course_;
  const Vocabulary& words_;
  const Money& money_;
  const Count& count_;
  std::vector<std::size_t> shown_;
  std::vector<Column> columns_;
};

}  // namespace

std::vector<std::size_t> shown_periods(std::size_t periods) {
  constexpr std::size_t all_up_to = 24;
  constexpr std::size_t rows = 20;
  std::vector<std::size_t> shown(periods <= all_up_to ? periods : rows);
  for (std::size_t i = 0; i < shown.size(); ++i)
    shown[i] = periods <= all_up_to ? i : (i * (periods - 1) + (rows - 1) / 2) / (rows - 1);
  return shown;
}

void add_course_table(Page& page, const io::OptionCourse& course, const Money& money, const Count& count) {
  const Vocabulary& words = course.reading->scenario.heading.vocabulary;
  const Timeline& timeline = course.timeline();
  page.section(fmt::format("{} by {} ({}, {})", capitalized(std::string{name(timeline.unit)}),
                           name(timeline.unit), words.homes, money.unit()));
  CourseTable table(course, money, count);
  table.add_to(page);
  const std::size_t periods = course.course.periods.size();
  if (table.shown().size() < periods)
    page.paragraph(
        fmt::format("{} of {} are shown. Started works and cash flows cover all periods since the row above. "
                    "Use --format json or --output for all periods.",
                    table.shown().size(), period_count(periods, timeline.unit)));
}

}  // namespace lastmile::cli
