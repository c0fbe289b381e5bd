#include "tools/io/chart/svg_chart.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/support/xml.h"
#include "tools/io/chart/chart_layout.h"
#include "tools/io/chart/chart_marks.h"

namespace lastmile::io::svg_chart_test {
namespace {

using test::all_named;
using test::attribute_of;
using test::child_at;
using test::children_of;
using test::read_xml;
using test::text_in;

Chart chart_of(std::vector<ChartSeries> series) {
  Chart chart;
  chart.id = "test";
  chart.title = "Title";
  chart.x_title = "x (unit)";
  chart.y_title = "y (unit)";
  chart.panels = {{"", std::move(series)}};
  chart.source = "source";
  return chart;
}

Chart over_time(std::vector<ChartSeries> series, std::size_t positions) {
  Chart chart = chart_of(std::move(series));
  for (std::size_t i = 0; i < positions; ++i) chart.x_names.names.push_back("p" + std::to_string(i));
  return chart;
}

// The d of the first line drawn for the series: the path without a fill in the group of its title.
std::string line_named(const pugi::xml_node& svg, const std::string& name) {
  for (const pugi::xml_node& group : all_named(svg, "g"))
    if (text_in(child_at(group, 0)) == name) return attribute_of(child_at(group, 1), "d");
  return "no such line";
}

std::size_t markers_of(const pugi::xml_node& svg, const std::string& name) {
  for (const pugi::xml_node& group : all_named(svg, "g"))
    if (text_in(child_at(group, 0)) == name) return children_of(group) - 2;
  return 0;
}

std::size_t times_shown(const pugi::xml_node& svg, const std::string& text) {
  std::size_t times = 0;
  for (const pugi::xml_node& element : all_named(svg, "text")) times += text_in(element) == text ? 1 : 0;
  return times;
}

bool holds_no_number_that_is_none(const std::string& svg) {
  for (const char* word : {"nan", "NaN", "inf", "-0\"", "\"-0 "})
    if (svg.find(word) != std::string::npos) return false;
  return true;
}

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("A value is drawn at the pixel that its scale gives") {
  // Down: the title's base line at 46, 14 below it a legend of one row of 21, 24 for the title of the y axis,
  // 14 to the plot: 46 + 14 + 21 + 24 + 14 = 119; it is 390 high, so 0 stands at 509, 10 at 119, 5 at 314.
  // Across: 28 of margin, "10" of two digits of 0.63 x 12 pixels, rounded up to 16, and 10 to the plot: 54.
  // On the right 14 + 16 for line and marker, 8 for "a" (0.63 x 12 rounded up) and the margin: 960 - 28 - 38
  // - 54 = 840 wide, four gaps of 210 between five positions.
  const Chart chart = over_time({{"a", {{0, 0}, {1, 5}, {2, 10}, {4, 2.5}}}}, 5);
  const PixelBox plot = layout_of(chart).plots.at(0);
  CHECK(plot.left == 54);
  CHECK(plot.top == 119);
  CHECK(plot.width == 840);
  CHECK(plot.height == 390);
  CHECK(line_named(read_xml(svg_of(chart)), "a") == "M54,509L264,314L474,119L894,411.5");
}

TEST_CASE("Numeric axes include 0 and draw a line there") {
  // y from -10 to 10 by 5: 0 in the middle of 390 pixels from 119 on. x from 0 to 100 by 10.
  const Chart chart = chart_of({{"a", {{0, -10}, {50, 10}, {100, 0}}}});
  const PixelBox plot = layout_of(chart).plots.at(0);
  const pugi::xml_document document = read_xml(svg_of(chart));
  const pugi::xml_node svg = document.document_element();
  const std::string middle = std::to_string(static_cast<int>(plot.left + plot.width / 2));
  CHECK(line_named(svg, "a").find("L" + middle) != std::string::npos);
  const std::vector<pugi::xml_node> rules = all_named(svg, "line");
  CHECK(std::any_of(rules.begin(), rules.end(), [](const pugi::xml_node& rule) {
    return attribute_of(rule, "y1") == "314" && attribute_of(rule, "y2") == "314" &&
           attribute_of(rule, "stroke") == "#222222";
  }));
  CHECK(times_shown(svg, "-10") == 1);
  CHECK(times_shown(svg, "100") == 1);
}

TEST_CASE("Steps hold a value until the next point") {
  Chart chart = over_time({{"a", {{0, 0}, {2, 10}, {4, 5}}}}, 5);
  chart.join = Chart::Join::steps;
  CHECK(line_named(read_xml(svg_of(chart)), "a") == "M54,509L474,509L474,119L894,119L894,314");
}

TEST_CASE("A value that is not finite leaves a gap") {
  const Chart chart = over_time({{"a", {{0, 0}, {1, 10}, {2, not_a_number}, {3, 5}, {4, infinite}}}}, 5);
  CHECK(line_named(read_xml(svg_of(chart)), "a") == "M54,509L264,119M684,314");
}

TEST_CASE("A chart has titles, units, legend, labels, source and a description for screen readers") {
  Chart chart = over_time({{"first", {{0, 0}, {1, 1500}}}, {"second", {{0, 0}, {1, 250}}}}, 2);
  chart.subtitle = "Subtitle";
  const pugi::xml_document document = read_xml(svg_of(chart));
  const pugi::xml_node svg = document.document_element();
  CHECK(std::string_view{svg.name()} == "svg");
  CHECK(attribute_of(svg, "role") == "img");
  CHECK(attribute_of(svg, "aria-labelledby") == "test-title test-desc");
  CHECK(text_in(child_at(svg, 0)) == "Title");
  CHECK(
      text_in(child_at(svg, 1)) ==
      "Subtitle. y (unit) against x (unit). first: from 0 at p0 to 1,500 at p1. second: from 0 at p0 to 250 "
      "at p1.");
  CHECK(attribute_of(child_at(svg, 2), "fill") == "#FFFFFF");
  for (const char* text : {"Title", "Subtitle", "x (unit)", "y (unit)", "source", "p0", "p1", "1,500"})
    CHECK_MESSAGE(times_shown(svg, text) == 1, text);
  CHECK(times_shown(svg, "first") == 2);  // in the legend and at its end
  CHECK(times_shown(svg, "second") == 2);
}

TEST_CASE("Names are escaped, and shortened names are complete in the description") {
  const std::string name = "<b>&\"quoted\" 'and' \x1B[31m " + std::string(500, 'x') + " end";
  Chart chart = over_time({{name, {{0, 1}, {1, 2}}}}, 2);
  chart.title = chart.source = chart.x_names.names[0] = name;
  chart.panels[0].title = name;
  const pugi::xml_document document = read_xml(svg_of(chart));
  const pugi::xml_node svg = document.document_element();
  CHECK(text_in(child_at(svg, 0)).ends_with("x end"));
  CHECK(text_in(child_at(svg, 0)).starts_with("<b>&\"quoted\" 'and' \xEF\xBF\xBD[31m x"));
  const std::vector<pugi::xml_node> groups = all_named(svg, "g");
  REQUIRE(groups.size() == 1);
  CHECK(text_in(child_at(groups[0], 0)) == text_in(child_at(svg, 0)));
}

TEST_CASE("A reference line uses up no style, and the main line has the first style") {
  using Weight = ChartSeries::Weight;
  const Chart chart = over_time({{"all", {{0, 9}, {1, 9}}, Weight::reference},
                                 {"some", {{0, 1}, {1, 2}}},
                                 {"most", {{0, 1}, {1, 5}}, Weight::main}},
                                2);
  const pugi::xml_document document = read_xml(svg_of(chart));
  const pugi::xml_node svg = document.document_element();
  std::vector<std::pair<std::string, std::string>> drawn;
  for (const pugi::xml_node& group : all_named(svg, "g"))
    drawn.emplace_back(text_in(child_at(group, 0)), attribute_of(child_at(group, 1), "stroke"));
  CHECK(drawn ==
        std::vector<std::pair<std::string, std::string>>{{"all", "#8C8C8C"},
                                                         {"most", std::string{line_style(0).colour}},
                                                         {"some", std::string{line_style(1).colour}}});
  CHECK(markers_of(svg, "all") == 0);
}

TEST_CASE("Panels share one scale and one legend") {
  Chart chart = over_time({{"a", {{0, 0}, {1, 100}}}}, 2);
  chart.panels.push_back({"second panel", {{"a", {{0, 0}, {1, 50}}}}});
  const ChartLayout layout = layout_of(chart);
  CHECK(layout.legend.size() == 1);
  REQUIRE(layout.plots.size() == 2);
  CHECK(layout.plots[0].width == layout.plots[1].width);
  CHECK(layout.plots[0].top == layout.plots[1].top);
  CHECK(layout.y_at(0, 50) == layout.y_at(1, 50));
  for (std::size_t panels = 1; panels <= 30; ++panels) {
    chart.panels.resize(panels, chart.panels[0]);
    const std::vector<PixelBox> plots = layout_of(chart).plots;
    const PixelBox page{0, 0, page_width, layout_of(chart).height};
    for (std::size_t i = 0; i < plots.size(); ++i) {
      CHECK(page.contains(plots[i]));
      for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(plots[i].overlaps(plots[j]));
    }
  }
}

TEST_CASE("All kinds of data give a chart without invalid numbers, with the same bytes each time") {
  std::vector<ChartPoint> many;
  for (int i = 0; i < 5000; ++i) many.push_back({static_cast<double>(i), std::sin(i / 50.0) * 1e4});
  const std::vector<std::vector<ChartPoint>> kinds = {
      {},
      {{0, 0}},
      {{0, 7}},
      {{0, 0}, {1, 0}, {2, 0}},
      {{0, 5}, {1, 5}, {2, 5}},
      {{0, -5}, {1, -50}, {2, -7}},
      {{0, 1e15}, {1, 3e15}},
      {{0, 1e300}, {1, -1e308}},
      {{0, 5e-324}, {1, 1e-300}},
      {{0, 1e-5}, {1, 2e-5}},
      {{0, not_a_number}, {1, infinite}, {2, -infinite}},
      {{not_a_number, 1}, {1, 2}},
      many,
  };
  for (const std::vector<ChartPoint>& points : kinds) {
    for (const std::size_t positions : {std::size_t{0}, std::size_t{1}, points.size()}) {
      if (positions == 1 && points.size() > 1) continue;  // every x must have its name
      const Chart chart = over_time({{"a", points}, {"b", points}, {"none", {}}}, positions);
      const std::string svg = svg_of(chart);
      CHECK(holds_no_number_that_is_none(svg));
      CHECK_NOTHROW(read_xml(svg));
      CHECK(svg == svg_of(chart));
    }
  }
}

TEST_CASE("A chart of nothing says so") {
  CHECK(times_shown(read_xml(svg_of(chart_of({}))), "no data") == 1);
  Chart chart = chart_of({});
  chart.panels.clear();
  CHECK_NOTHROW(read_xml(svg_of(chart)));
}

TEST_CASE("Thousands of points have few markers and a path no finer than the page can show") {
  std::vector<ChartPoint> points;
  for (int i = 0; i <= 100'000; ++i) points.push_back({static_cast<double>(i), static_cast<double>(i)});
  for (const std::size_t positions : {std::size_t{0}, points.size()}) {
    const Chart chart = over_time({{"a", points}}, positions);
    const std::string svg = svg_of(chart);
    const pugi::xml_document document = read_xml(svg);
    const pugi::xml_node read = document.document_element();
    CHECK(markers_of(read, "a") >= 5);
    CHECK(markers_of(read, "a") <= 60);
    CHECK(svg.size() < 200'000);
  }
}

TEST_CASE("Many lines have room for their names") {
  std::vector<ChartSeries> series;
  for (int i = 0; i < 40; ++i) series.push_back({"line " + std::to_string(i), {{0, 1}, {1, 2}}});
  const Chart chart = over_time(series, 2);
  std::vector<double> base_lines;
  const pugi::xml_document document = read_xml(svg_of(chart));
  const pugi::xml_node svg = document.document_element();
  for (const pugi::xml_node& text : all_named(svg, "text"))
    if (text_in(text).starts_with("line ") && attribute_of(text, "font-size") == "12")
      base_lines.push_back(std::stod(attribute_of(text, "y")));
  REQUIRE(base_lines.size() == 40);
  std::sort(base_lines.begin(), base_lines.end());
  for (std::size_t i = 1; i < base_lines.size(); ++i) CHECK(base_lines[i] - base_lines[i - 1] >= 14.9);
}

}  // namespace lastmile::io::svg_chart_test
