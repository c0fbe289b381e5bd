#include "tools/io/plots/plots.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/file_text.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/xml.h"
#include "tools/io/base/version.h"
#include "tools/io/problems/problem.h"

namespace lastmile::io::plots_test {
namespace {

namespace fs = std::filesystem;
using test::read_text;
using test::read_xml;
using test::TemporaryDirectory;

constexpr std::int64_t first_quarter_of_2027 = (2027 - 1970) * 4;

ScenarioReading reading_of(const std::string& path, Timeline timeline) {
  ScenarioReading reading;
  reading.path = path;
  reading.scenario.heading.name = "Town";
  reading.scenario.horizon.emplace();
  reading.scenario.horizon->timeline = timeline;
  reading.scenario.horizon->options.resize(1);
  return reading;
}

struct Figures {
  std::array<double, rung_count> homes;
  double stranded;
  double spent;
  double cumulative_cash_flow;
};

Status status_of(const Figures& figures) {
  Status status;
  for (const Rung rung : enum_values<Rung>()) status.ladder[rung].homes = figures.homes[index_of(rung)];
  status.backbone[Book::stranded] = figures.stranded;
  return status;
}

// The first figures are those of the start.
Course course_of(const std::vector<Figures>& figures) {
  Course course;
  course.start = status_of(figures.at(0));
  for (std::size_t i = 1; i < figures.size(); ++i) {
    Period period;
    period.status = status_of(figures[i]);
    period.spent.capital = figures[i].spent / 2;
    period.spent.visits = figures[i].spent / 2;
    period.cumulative_cash_flow = figures[i].cumulative_cash_flow;
    course.periods.push_back(period);
  }
  return course;
}

OptionCourse option_course(const ScenarioReading& reading, const std::string& label, Course course) {
  return {&reading, &reading.scenario.horizon->options[0], std::move(course), label};
}

const std::vector<Figures> two_periods = {
    {{10, 4, 2, 2, 1}, 500, 0, 0}, {{10, 6, 4, 3, 2}, 400, 300, -250}, {{10, 8, 8, 8, 7}, 50, 100, -200}};

using Points = std::vector<std::pair<double, double>>;
Points points_of(const ChartSeries& series) {
  Points points;
  for (const ChartPoint point : series.points) points.emplace_back(point.x, point.y);
  return points;
}

}  // namespace

TEST_CASE("The ladder chart has one panel per option and one line per rung, from before the first period") {
  ScenarioReading reading = reading_of("town.yaml", {PeriodUnit::quarter, first_quarter_of_2027, 2});
  reading.scenario.heading.vocabulary.homes = "households";
  reading.scenario.heading.vocabulary.served = "voted";
  const std::vector<OptionCourse> courses = {option_course(reading, "wide", course_of(two_periods)),
                                             option_course(reading, "deep", course_of(two_periods))};
  const Chart chart = ladder_chart(courses);
  CHECK(chart.title == "Households on each rung of the coverage ladder over time");
  CHECK(chart.subtitle == "Town \xC2\xB7 2027-Q1 to 2027-Q2");
  CHECK(chart.y_title == "households");
  CHECK(chart.x_title == "end of quarter");
  CHECK(chart.x_names.names == std::vector<std::string>{"start", "2027-Q1", "2027-Q2"});
  CHECK(chart.source == "lastmile " + std::string{lastmile_version} + " \xC2\xB7 town.yaml");
  REQUIRE(chart.panels.size() == 2);
  CHECK(chart.panels[0].title == "wide");
  CHECK(chart.panels[1].title == "deep");
  std::vector<std::string> names;
  for (const ChartSeries& series : chart.panels[0].series) names.push_back(series.name);
  CHECK(names == std::vector<std::string>{"located", "passed", "connected", "qualified", "voted"});
  CHECK(chart.panels[0].series[0].weight == ChartSeries::Weight::reference);
  CHECK(points_of(chart.panels[0].series[1]) == Points{{0, 4}, {1, 6}, {2, 8}});
  CHECK(points_of(chart.panels[0].series[4]) == Points{{0, 1}, {1, 2}, {2, 7}});
}

TEST_CASE("If all connected homes are qualified, both rungs have one line") {
  const ScenarioReading reading = reading_of("town.yaml", {PeriodUnit::quarter, first_quarter_of_2027, 1});
  const OptionCourse same =
      option_course(reading, "a", course_of({{{10, 4, 2, 2, 1}, 0, 0, 0}, {{10, 6, 4, 4, 2}, 0, 0, 0}}));
  const OptionCourse other =
      option_course(reading, "b", course_of({{{10, 4, 2, 2, 1}, 0, 0, 0}, {{10, 6, 4, 3, 2}, 0, 0, 0}}));
  const Chart one = ladder_chart(std::vector{same, same});
  REQUIRE(one.panels.at(1).series.size() == 4);
  CHECK(one.panels[1].series[2].name == "connected, qualified");
  CHECK(one.panels[1].series[2].short_name == "connected");
  CHECK(one.panels[1].series[3].name == "served");
  // Every panel has the same lines.
  const Chart two = ladder_chart(std::vector{same, other});
  for (const ChartPanel& panel : two.panels) CHECK(panel.series.size() == 5);
}

TEST_CASE("Stranded value is plotted against cumulative spending at the end of each period") {
  ScenarioReading reading = reading_of("town.yaml", {PeriodUnit::quarter, first_quarter_of_2027, 2});
  reading.scenario.heading.price_year = 2024;
  const std::vector<OptionCourse> courses = {option_course(reading, "wide", course_of(two_periods))};
  const Chart chart = stranded_chart(courses);
  CHECK(chart.x_names.names.empty());
  CHECK(chart.x_title == "cumulative spending (EUR, 2024 prices)");
  CHECK(chart.y_title == "stranded net book value (EUR, 2024 prices)");
  REQUIRE(chart.panels.size() == 1);
  REQUIRE(chart.panels[0].series.size() == 1);
  CHECK(chart.panels[0].series[0].name == "wide");
  CHECK(points_of(chart.panels[0].series[0]) == Points{{0, 500}, {300, 400}, {400, 50}});
}

TEST_CASE("Cumulative cash flow starts at 0") {
  const ScenarioReading reading = reading_of("town.yaml", {PeriodUnit::year, 2027 - 1970, 2});
  const std::vector<OptionCourse> courses = {option_course(reading, "wide", course_of(two_periods))};
  const Chart chart = cash_flow_chart(courses);
  CHECK(chart.x_title == "end of year");
  CHECK(chart.x_names.names == std::vector<std::string>{"start", "2027", "2028"});
  CHECK(chart.y_title == "cumulative cash flow (EUR)");
  CHECK(points_of(chart.panels.at(0).series.at(0)) == Points{{0, 0}, {1, -250}, {2, -200}});
}

TEST_CASE("Large amounts are in millions or billions, in the same unit on both axes if both are large") {
  const ScenarioReading reading = reading_of("town.yaml", {PeriodUnit::quarter, first_quarter_of_2027, 1});
  const auto chart = [&](double stranded, double spent) {
    const std::vector<OptionCourse> courses = {
        option_course(reading, "o", course_of({{{}, 0, 0, 0}, {{}, stranded, spent, -spent}}))};
    return std::pair{stranded_chart(courses), cash_flow_chart(courses)};
  };
  const auto [both, cash] = chart(4e6, 2e7);
  CHECK(both.x_title == "cumulative spending (EUR million)");
  CHECK(both.y_title == "stranded net book value (EUR million)");
  CHECK(points_of(both.panels.at(0).series.at(0)) == Points{{0, 0}, {20, 4}});
  CHECK(cash.y_title == "cumulative cash flow (EUR million)");
  CHECK(points_of(cash.panels.at(0).series.at(0)) == Points{{0, 0}, {1, -20}});
  const auto [apart, billions] = chart(4e3, 3e10);
  CHECK(apart.x_title == "cumulative spending (EUR billion)");
  CHECK(apart.y_title == "stranded net book value (EUR)");
  CHECK(points_of(apart.panels.at(0).series.at(0)) == Points{{0, 0}, {30, 4000}});
  CHECK(billions.y_title == "cumulative cash flow (EUR billion)");
}

TEST_CASE("Timelines with the same unit share a calendar axis") {
  const ScenarioReading early = reading_of("a/early.yaml", {PeriodUnit::quarter, first_quarter_of_2027, 2});
  ScenarioReading late = reading_of("b/late.yaml", {PeriodUnit::quarter, first_quarter_of_2027 + 3, 2});
  late.scenario.heading.name = "Village";
  const std::vector<OptionCourse> courses = {option_course(late, "late", course_of(two_periods)),
                                             option_course(early, "early", course_of(two_periods))};
  const Chart chart = cash_flow_chart(courses);
  CHECK(chart.x_names.names ==
        std::vector<std::string>{"start", "2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4", "2028-Q1"});
  CHECK(points_of(chart.panels.at(0).series.at(0)) == Points{{3, 0}, {4, -250}, {5, -200}});
  CHECK(points_of(chart.panels.at(0).series.at(1)) == Points{{0, 0}, {1, -250}, {2, -200}});
  CHECK(chart.source.ends_with("late.yaml, early.yaml"));
  CHECK(chart.subtitle.starts_with("2 options \xC2\xB7 2027-Q1 to 2028-Q1"));
  CHECK(points_of(ladder_chart(courses).panels.at(0).series.at(1)) == Points{{3, 4}, {4, 6}, {5, 8}});
}

TEST_CASE("The source line names files without folders, unless only the folders distinguish them") {
  const Timeline timeline = {PeriodUnit::quarter, first_quarter_of_2027, 2};
  const ScenarioReading a = reading_of("a/town.yaml", timeline);
  const ScenarioReading b = reading_of("b/town.yaml", timeline);
  const std::vector<OptionCourse> one = {option_course(a, "x", course_of(two_periods)),
                                         option_course(a, "y", course_of(two_periods))};
  CHECK(ladder_chart(one).source.ends_with(" \xC2\xB7 town.yaml"));
  const std::vector<OptionCourse> two = {one[0], option_course(b, "z", course_of(two_periods))};
  CHECK(ladder_chart(two).source.ends_with(" \xC2\xB7 a/town.yaml, b/town.yaml"));
}

TEST_CASE("Labels of the time axis are at ends of years") {
  const ScenarioReading reading =
      reading_of("town.yaml", {PeriodUnit::quarter, first_quarter_of_2027 + 2, 40});
  std::vector<Figures> forty(41, two_periods[0]);
  const std::vector<OptionCourse> courses = {option_course(reading, "o", course_of(forty))};
  const NamedPositions names = cash_flow_chart(courses).x_names;
  const std::vector<std::size_t> at = labelled(names, 20, 12, 12);
  REQUIRE(at.size() > 3);
  for (std::size_t i = 1; i < at.size(); ++i) CHECK(names.names[at[i]].ends_with("-Q4"));
}

TEST_CASE("Timelines with different units share an axis of period numbers") {
  const ScenarioReading quarters = reading_of("a.yaml", {PeriodUnit::quarter, first_quarter_of_2027, 2});
  const ScenarioReading years = reading_of("b.yaml", {PeriodUnit::year, 2030 - 1970, 1});
  const std::vector<OptionCourse> courses = {
      option_course(quarters, "a", course_of(two_periods)),
      option_course(years, "b", course_of({two_periods[0], two_periods[1]}))};
  const Chart chart = ladder_chart(courses);
  CHECK(chart.x_names.names == std::vector<std::string>{"start", "1", "2"});
  CHECK(chart.x_title == "end of period, in each scenario's own unit");
  CHECK(points_of(chart.panels.at(1).series.at(1)) == Points{{0, 4}, {1, 6}});
}

TEST_CASE("If currencies differ, every option is labelled with its own") {
  const Timeline timeline = {PeriodUnit::quarter, first_quarter_of_2027, 2};
  const ScenarioReading euros = reading_of("a.yaml", timeline);
  ScenarioReading dollars = reading_of("b.yaml", timeline);
  dollars.scenario.heading.currency = "USD";
  const std::vector<OptionCourse> courses = {option_course(euros, "a", course_of(two_periods)),
                                             option_course(dollars, "b", course_of(two_periods))};
  const Chart chart = stranded_chart(courses);
  CHECK(chart.panels.at(0).series.at(0).name == "a (EUR)");
  CHECK(chart.panels.at(0).series.at(1).name == "b (USD)");
  CHECK(chart.y_title == "stranded net book value (each in its own currency)");
  CHECK(ladder_chart(courses).panels.at(1).title == "b");
}

TEST_CASE("The charts are written to the folder, well-formed and with the same bytes each time") {
  const TemporaryDirectory folder;
  const ScenarioReading reading = reading_of("a&b.yaml", {PeriodUnit::quarter, first_quarter_of_2027, 2});
  const std::vector<OptionCourse> courses = {
      option_course(reading, "<wide> & \"first\"", course_of(two_periods))};
  write_plots(folder / "new/plots", courses);
  write_plots(folder / "again", courses);
  std::size_t files = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder / "new/plots")) {
    ++files;
    const std::string svg = read_text(entry.path().string());
    CHECK(std::string_view{read_xml(svg).document_element().name()} == "svg");
    CHECK(svg == read_text((fs::path(folder / "again") / entry.path().filename()).string()));
  }
  CHECK(files == 3);
  for (const char* file : {"ladder.svg", "stranded_against_spending.svg", "cash_flow.svg"})
    CHECK(fs::exists(folder / ("again/" + std::string{file})));
}

TEST_CASE("All charts are written or none, and never replace an input") {
  const TemporaryDirectory folder;
  ScenarioReading reading = reading_of("town.yaml", {PeriodUnit::quarter, first_quarter_of_2027, 2});
  const std::vector<OptionCourse> courses = {option_course(reading, "o", course_of(two_periods))};
  fs::create_directories(folder / "blocked/cash_flow.svg");
  CHECK_THROWS_AS(write_plots(folder / "blocked", courses), IoFailed);
  CHECK_FALSE(fs::exists(folder / "blocked/ladder.svg"));
  CHECK_THROWS_AS(write_plots(folder.write("file", "x"), courses), IoFailed);

  reading.path = folder.write("input/ladder.svg", "a scenario of a strange name");
  CHECK_THROWS_AS(write_plots(folder / "input", courses), IoFailed);
  CHECK(read_text(reading.path) == "a scenario of a strange name");
  CHECK_FALSE(fs::exists(folder / "input/cash_flow.svg"));
}

TEST_CASE("No courses give empty charts") {
  for (const auto& chart : {ladder_chart, stranded_chart, cash_flow_chart})
    CHECK_NOTHROW(read_xml(svg_of(chart({}))));
}

}  // namespace lastmile::io::plots_test
