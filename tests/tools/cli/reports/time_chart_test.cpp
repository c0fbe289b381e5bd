// Figures over time in cells: lines of bars and charts with an axis.
#include "tools/cli/reports/time_chart.h"

#include <doctest/doctest.h>

#include "tests/support/text_lines.h"

namespace lastmile::cli::time_chart_test {
namespace {

using Values = std::vector<double>;
using Lines = std::vector<std::string>;

Lines drawn(const Values& values, std::size_t width, std::size_t height) {
  const Chart chart{"Homes", values, Quantity::stock,
                    "2027",  "2030", [](double x) { return short_number(x); }};
  Lines lines;
  for (const ChartLine& line : column_chart(chart, width, height))
    lines.push_back(line[0].text + "|" + line[1].text);
  return lines;
}

TEST_CASE("A sparkline uses the full range from its lowest to its highest cell") {
  CHECK(sparkline(Values{0, 1, 2, 3, 4, 5, 6, 7}, 0, 7) == "▁▂▃▄▅▆▇█");
  CHECK(sparkline(Values{-4, 0, 3}, -4, 4) == "▁▅▇");
  CHECK(sparkline(Values{5, 5}, 5, 5) == "▁▁");
  CHECK(sparkline(Values{}, 0, 1).empty());
}

TEST_CASE("A period takes several columns if there is room; otherwise periods share a column") {
  CHECK(fitted(Values{1, 2}, 5, 4, Quantity::stock) == Values{1, 1, 2, 2});
  CHECK(fitted(Values{1, 2}, 20, 3, Quantity::stock) == Values{1, 1, 1, 2, 2, 2});
  CHECK(fitted(Values{1, 2, 3, 5}, 2, 4, Quantity::stock) == Values{2, 5});
  CHECK(fitted(Values{1, 2, 3, 5}, 2, 4, Quantity::flow) == Values{1.5, 4});
  CHECK(fitted(Values{1, 2, 3, 4, 5}, 2, 4, Quantity::stock) == Values{2, 5});
  CHECK(fitted(Values{}, 5, 4, Quantity::stock).empty());
  CHECK(fitted(Values{1}, 0, 4, Quantity::stock).empty());
}

TEST_CASE("A chart rises from its axis in eighths of a cell") {
  CHECK(drawn({0, 4, 8, 16}, 4, 2) == Lines{"|Homes", "16|┤   █", "  |│ ▄██", " 0|┼────", "| 2027"});
}

TEST_CASE("A chart falls below its axis in halves of a cell, on the same scale as above") {
  CHECK(drawn({-2, -1, 1}, 3, 3) == Lines{"|Hom…", " 1|┤  █", " 0|┼───", "  |│██ ", "-2|┤█  ", "| 20…"});
  CHECK(drawn({-4, -2}, 2, 2) == Lines{"|Ho…", " 0|┼──", "  |│██", "-4|┤█ ", "| 2…"});
}

TEST_CASE("A small value is always visible, and zero is blank") {
  CHECK(drawn({1000, 0.1, 0}, 3, 2) == Lines{"|Hom…", "1,000|┤█  ", "     |│█▁ ", "    0|┼───", "| 20…"});
  CHECK(drawn({0, 0}, 2, 1) == Lines{"|Ho…", " |│  ", "0|┼──", "| 2…"});
}

TEST_CASE("Large fractional counts are shown as whole numbers") {
  CHECK(Count(1234)(1233.7) == "1,234");
  CHECK(Count(1234)(0.3) == "<1");
  CHECK(Count(1234)(-0.3) == "0");
  CHECK(Count(40)(12.34) == "12.3");
  CHECK(Count(40)(12) == "12.0");
  CHECK(Count(40)(0.04) == "<0.1");
  CHECK(Count(40).in_text(12) == "12");
  CHECK(Count(40).column(Values{12, 3})(12) == "12");
  CHECK(Count(40).column(Values{12, 3.5})(12) == "12.0");
  CHECK(Count::of(Values{-140, 3.5})(3.5) == "4");
  CHECK(Count::of(Values{14, 3.5}, 2)(3.5) == "3.50");
  CHECK(Count(40, 2)(0.024) == "0.02");
}

TEST_CASE("Both ends of the time axis are labelled if there is room") {
  const Values twelve(12, 1);
  CHECK(drawn(twelve, 12, 1).back() == "| 2027    2030");
}

}  // namespace
}  // namespace lastmile::cli::time_chart_test
