#include "tools/io/plots/plots.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <set>

#include "tools/io/base/currency.h"
#include "tools/io/base/version.h"
#include "tools/io/files/output_directory.h"
#include "tools/io/plots/time_axis.h"

namespace lastmile::io {
namespace {

const Scenario& scenario_of(const OptionCourse& course) {
  return course.reading->scenario;
}

// The value common to all courses; `otherwise` if they differ.
template <class Of>
std::string shared(std::span<const OptionCourse> courses, Of of, const std::string& otherwise) {
  if (courses.empty()) return otherwise;
  const std::string first = of(courses.front());
  const bool all = std::all_of(courses.begin(), courses.end(),
                               [&](const OptionCourse& course) { return of(course) == first; });
  return all ? first : otherwise;
}

std::string currency_of(const OptionCourse& course) {
  const Heading& heading = scenario_of(course).heading;
  if (!heading.price_year || !is_money(heading.currency)) return money_name(heading.currency);
  return fmt::format("{}, {} prices", heading.currency, *heading.price_year);
}

constexpr std::string_view several_currencies = "each in its own currency";

std::string shared_currency(std::span<const OptionCourse> courses) {
  return shared(courses, currency_of, std::string{several_currencies});
}

std::string label_in_money(const OptionCourse& course, bool one_currency) {
  return one_currency ? course.label : fmt::format("{} ({})", course.label, currency_of(course));
}

// A power of a thousand for displaying amounts.
struct MoneyUnit {
  double divisor = 1;
  std::string_view name;  // "", "million"
};

// The unit in which the amount has at most seven digits.
MoneyUnit money_unit(double largest) {
  if (largest >= 1e10) return {1e9, "billion"};
  if (largest >= 1e7) return {1e6, "million"};
  return {};
}

using Coordinate = double ChartPoint::*;

double largest_of(const Chart& chart, Coordinate coordinate) {
  double largest = 0;
  for (const ChartSeries& line : chart.panels.front().series)
    for (const ChartPoint& point : line.points)
      if (std::isfinite(point.*coordinate)) largest = std::max(largest, std::abs(point.*coordinate));
  return largest;
}

void scale(Chart& chart, Coordinate coordinate, const MoneyUnit& unit) {
  for (ChartSeries& line : chart.panels.front().series)
    for (ChartPoint& point : line.points) point.*coordinate /= unit.divisor;
}

// "EUR, 2024 prices", "EUR million, 2024 prices", "million, each in its own currency".
std::string words_for(const MoneyUnit& unit, std::span<const OptionCourse> courses) {
  const std::string currency = shared_currency(courses);
  if (unit.name.empty()) return currency;
  if (currency == several_currencies) return fmt::format("{}, {}", unit.name, currency);
  const std::size_t end = std::min(currency.find(','), currency.size());
  return fmt::format("{} {}{}", currency.substr(0, end), unit.name, currency.substr(end));
}

std::string joined(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts)
    if (!part.empty()) text += (text.empty() ? "" : " \u00B7 ") + part;
  return text;
}

// File names without folders, unless only the folders distinguish the files.
std::string source_of(std::span<const OptionCourse> courses) {
  std::vector<std::string> paths;
  std::set<std::string> names;
  for (const OptionCourse& course : courses) {
    const std::string& path = course.reading->path;
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
    names.insert(std::filesystem::path(path).filename().string());
  }
  if (names.size() == paths.size())
    for (std::string& path : paths) path = std::filesystem::path(path).filename().string();
  return joined({fmt::format("lastmile {}", lastmile_version), fmt::format("{}", fmt::join(paths, ", "))});
}

std::string shared_name(std::span<const OptionCourse> courses) {
  return shared(
      courses, [](const OptionCourse& course) { return scenario_of(course).heading.name; },
      fmt::format("{} options", courses.size()));
}

// Status and position at the start and at the end of each period.
template <class Visit>
void for_each_status(const OptionCourse& course, std::size_t start, Visit visit) {
  visit(static_cast<double>(start), course.course.start);
  for (std::size_t i = 0; i < course.course.periods.size(); ++i)
    visit(static_cast<double>(start + i + 1), course.course.periods[i].status);
}

std::string capitalized(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

ChartSeries::Weight weight_of(Rung rung) {
  if (rung == Rung::located) return ChartSeries::Weight::reference;
  return rung == Rung::served ? ChartSeries::Weight::main : ChartSeries::Weight::usual;
}

ChartSeries rung_line(const OptionCourse& course, std::size_t start, Rung rung) {
  const std::string& served = scenario_of(course).heading.vocabulary.served;
  ChartSeries line{rung == Rung::served ? served : std::string{name(rung)}, {}, weight_of(rung)};
  for_each_status(course, start, [&](double x, const Status& status) {
    line.points.push_back({x, status.ladder[rung].homes});
  });
  return line;
}

// Whether all connected homes are qualified, as they are without a required service.
bool connected_is_qualified(const OptionCourse& course) {
  bool same = true;
  for_each_status(course, 0, [&](double, const Status& status) {
    same = same && status.ladder[Rung::connected].homes == status.ladder[Rung::qualified].homes;
  });
  return same;
}

// `one_line`: one line for connected and qualified, because two equal lines would hide each other.
ChartPanel ladder_panel(const OptionCourse& course, std::size_t start, bool one_line) {
  ChartPanel panel{course.label, {}};
  for (const Rung rung : enum_values<Rung>()) {
    if (rung == Rung::qualified && one_line) continue;
    panel.series.push_back(rung_line(course, start, rung));
    if (rung != Rung::connected || !one_line) continue;
    panel.series.back().name = fmt::format("{}, {}", name(Rung::connected), name(Rung::qualified));
    panel.series.back().short_name = name(Rung::connected);
  }
  return panel;
}

}  // namespace

Chart ladder_chart(std::span<const OptionCourse> courses) {
  TimeAxis time = time_axis(courses);
  const std::string homes = shared(
      courses, [](const OptionCourse& course) { return scenario_of(course).heading.vocabulary.homes; },
      Vocabulary{}.homes);
  Chart chart;
  chart.id = "ladder";
  chart.title = fmt::format("{} on each rung of the coverage ladder over time", capitalized(homes));
  chart.subtitle = joined({shared_name(courses), time.range});
  chart.y_title = homes;
  chart.x_title = time.title;
  chart.x_names = std::move(time.names);
  constexpr std::size_t steps_are_seen_up_to = 32;
  if (chart.x_names.names.size() <= steps_are_seen_up_to) chart.join = Chart::Join::steps;
  chart.source = source_of(courses);
  const bool one_line = std::all_of(courses.begin(), courses.end(), connected_is_qualified);
  for (std::size_t i = 0; i < courses.size(); ++i)
    chart.panels.push_back(ladder_panel(courses[i], time.starts[i], one_line));
  return chart;
}

Chart stranded_chart(std::span<const OptionCourse> courses) {
  const bool one_currency = shared_currency(courses) != several_currencies;
  Chart chart;
  chart.id = "stranded";
  chart.title = "Stranded value versus spending";
  chart.subtitle = joined({shared_name(courses), time_axis(courses).range, "one point per period"});
  chart.source = source_of(courses);
  chart.panels.emplace_back();
  for (const OptionCourse& course : courses) {
    ChartSeries line{label_in_money(course, one_currency), {}};
    line.points.push_back({0, course.course.start.backbone[Book::stranded]});
    double spent = 0;
    for (const Period& period : course.course.periods)
      line.points.push_back({spent += period.spent.total(), period.status.backbone[Book::stranded]});
    chart.panels.front().series.push_back(std::move(line));
  }
  const double most_spent = largest_of(chart, &ChartPoint::x);
  const double most_stranded = largest_of(chart, &ChartPoint::y);
  const MoneyUnit larger = money_unit(std::max(most_spent, most_stranded));
  const bool one_unit = std::min(most_spent, most_stranded) >= larger.divisor;
  const MoneyUnit of_x = one_unit ? larger : money_unit(most_spent);
  const MoneyUnit of_y = one_unit ? larger : money_unit(most_stranded);
  scale(chart, &ChartPoint::x, of_x);
  scale(chart, &ChartPoint::y, of_y);
  chart.x_title = fmt::format("cumulative spending ({})", words_for(of_x, courses));
  chart.y_title = fmt::format("stranded net book value ({})", words_for(of_y, courses));
  return chart;
}

Chart cash_flow_chart(std::span<const OptionCourse> courses) {
  const bool one_currency = shared_currency(courses) != several_currencies;
  TimeAxis time = time_axis(courses);
  Chart chart;
  chart.id = "cash-flow";
  chart.title = "Cumulative cash flow over time";
  chart.subtitle =
      joined({shared_name(courses), time.range, "revenue minus operating cost and spending, undiscounted"});
  chart.x_title = time.title;
  chart.x_names = std::move(time.names);
  chart.source = source_of(courses);
  chart.panels.emplace_back();
  for (std::size_t i = 0; i < courses.size(); ++i) {
    ChartSeries line{label_in_money(courses[i], one_currency), {}};
    line.points.push_back({static_cast<double>(time.starts[i]), 0});
    for (const Period& period : courses[i].course.periods)
      line.points.push_back({line.points.back().x + 1, period.cumulative_cash_flow});
    chart.panels.front().series.push_back(std::move(line));
  }
  const MoneyUnit unit = money_unit(largest_of(chart, &ChartPoint::y));
  scale(chart, &ChartPoint::y, unit);
  chart.y_title = fmt::format("cumulative cash flow ({})", words_for(unit, courses));
  return chart;
}

void write_plots(const std::string& directory_path, std::span<const OptionCourse> courses) {
  struct Picture {
    std::string_view file;
    Chart (*chart)(std::span<const OptionCourse>);
  };
  constexpr std::array<Picture, 3> pictures = {{{"ladder.svg", ladder_chart},
                                                {"stranded_against_spending.svg", stranded_chart},
                                                {"cash_flow.svg", cash_flow_chart}}};
  std::vector<std::string> inputs;
  for (const OptionCourse& course : courses)
    for (std::string& input : input_names(*course.reading)) inputs.push_back(std::move(input));
  OutputDirectory directory(directory_path);
  for (const Picture& picture : pictures) {
    OutputFile out(directory.place_for(std::string{picture.file}, inputs));
    out.write(svg_of(picture.chart(courses)));
    out.close();
  }
  directory.finish();
}

}  // namespace lastmile::io
