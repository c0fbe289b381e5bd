// The parts of a chart, each on its own: numbers and names, axes, styles, labels.
#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "tests/support/dice.h"
#include "tools/io/base/text.h"
#include "tools/io/chart/chart_axis.h"
#include "tools/io/chart/chart_labels.h"
#include "tools/io/chart/chart_marks.h"
#include "tools/io/chart/svg_text.h"

namespace lastmile::io::chart_parts_test {
namespace {

using test::Dice;

struct Ends {
  double low;
  double step;
  double high;
  bool operator==(const Ends& other) const = default;
};

Ends ends_of(double least, double greatest, int steps) {
  const Axis axis = nice_axis(least, greatest, steps);
  return {axis.low(), axis.value_at(1), axis.high()};
}

std::vector<std::string> quarters(int year, int quarter, std::size_t count) {
  std::vector<std::string> names = {"start"};
  for (std::size_t i = 0; i < count; ++i) {
    names.push_back(std::to_string(year) + "-Q" + std::to_string(quarter));
    if (++quarter == 5) {
      quarter = 1;
      ++year;
    }
  }
  return names;
}

std::vector<std::string> names_at(const NamedPositions& positions, const std::vector<std::size_t>& at) {
  std::vector<std::string> names;
  for (const std::size_t i : at) names.push_back(positions.names[i]);
  return names;
}

}  // namespace

TEST_CASE("Any text is safe in XML") {
  CHECK(xml_escaped("a<b> & \"c\" 'd'") == "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
  CHECK(xml_escaped("na\xC3\xAFve \xE4\xBD\xA0") == "na\xC3\xAFve \xE4\xBD\xA0");
  const std::string replaced = "\xEF\xBF\xBD";
  CHECK(xml_escaped(std::string_view{"a\0b", 3}) == "a" + replaced + "b");
  CHECK(xml_escaped("\x1B[31m") == replaced + "[31m");
  CHECK(xml_escaped("\xE2\x80\xAE") == replaced);  // right-to-left override
  CHECK(xml_escaped("\xEF\xBF\xBF") == replaced);  // U+FFFF
  CHECK(xml_escaped("\xFF") == replaced);          // no UTF-8
}

TEST_CASE("Long names lose their middle and keep both ends; short names stay unchanged") {
  CHECK(shortened("wide-first", 12, 100) == "wide-first");
  const std::string name = "follow-through-with-a-larger-budget-north";
  for (const double most : {40.0, 80.0, 120.0, 200.0}) {
    const std::string shown = shortened(name, 12, most);
    CHECK(text_width(shown, 12) <= most);
    CHECK(shown.find("\xE2\x80\xA6") != std::string::npos);
    CHECK(shown.starts_with("f"));
    CHECK(shown.ends_with("h"));
    CHECK_FALSE(first_invalid_utf8(shown));
  }
  CHECK(shortened("\xE4\xBD\xA0\xE5\xA5\xBD\xE4\xBD\xA0\xE5\xA5\xBD\xE4\xBD\xA0", 12, 40).size() > 3);
  CHECK(shortened(name, 12, 0) == "\xE2\x80\xA6");
}

TEST_CASE("Thousands are grouped, and zero is never negative") {
  CHECK(grouped_number(0, 0) == "0");
  CHECK(grouped_number(-0.0, 2) == "0.00");
  CHECK(grouped_number(999, 0) == "999");
  CHECK(grouped_number(1000, 0) == "1,000");
  CHECK(grouped_number(-1234567.5, 1) == "-1,234,567.5");
  CHECK(grouped_number(-0.004, 2) == "0.00");
  CHECK(grouped_number(2e15, 0) == "2e+15");
  CHECK(px(12) == "12");
  CHECK(px(12.34) == "12.3");
  CHECK(px(-0.04) == "0");
}

TEST_CASE("Axes have steps of 1, 2 or 5 and cover all values and 0") {
  CHECK(ends_of(0, 7, 6) == Ends{0, 2, 8});  // 7/6 is more than 1
  CHECK(ends_of(0, 6, 6) == Ends{0, 1, 6});
  CHECK(ends_of(-3, 12, 5) == Ends{-5, 5, 15});
  CHECK(ends_of(900, 1000, 5) == Ends{0, 200, 1000});
  CHECK(ends_of(-1000, -900, 5) == Ends{-1000, 200, 0});
  CHECK(ends_of(0, 0.3, 3) == Ends{0, 0.1, 0.3});
  CHECK(ends_of(0, 6e15, 6) == Ends{0, 1e15, 6e15});
  CHECK(ends_of(0, 0, 6) == Ends{0, 1, 1});
  CHECK(ends_of(1e-200, 1e-200, 6) == Ends{0, 1, 1});
}

TEST_CASE("An axis covers its range with about the requested number of steps and stays finite") {
  Dice dice(5);
  for (int i = 0; i < 2000; ++i) {
    const double size = std::pow(10.0, 600 * dice.fraction() - 300);
    const double least = (dice.fraction() - 0.5) * size;
    const double greatest = least + dice.fraction() * size;
    const Axis axis = nice_axis(least, greatest, 6);
    const double slack = 1e-6 * axis.value_at(1);
    REQUIRE(std::isfinite(axis.high() - axis.low()));
    CHECK(axis.low() <= std::max(least, -greatest_charted) + slack);
    CHECK(axis.high() >= std::min(greatest, greatest_charted) - slack);
    CHECK(axis.first <= 0);
    CHECK(axis.last >= 0);
    CHECK(axis.last - axis.first >= 1);
    CHECK(axis.last - axis.first <= 8);
  }
}

TEST_CASE("Ticks are labelled with the decimals of their step") {
  const Axis tenths = nice_axis(0, 0.3, 3);
  CHECK(tenths.label(0) == "0.0");
  CHECK(tenths.label(3) == "0.3");
  const Axis millions = nice_axis(-2e6, 4e6, 6);
  CHECK(millions.label(-2) == "-2,000,000");
  CHECK(millions.label(0) == "0");
  CHECK(millions.share(1e6) == doctest::Approx(0.5));
}

TEST_CASE("If not every period can have a label, ends of years do") {
  const NamedPositions sixteen{quarters(2027, 1, 16), {1, 2, 4, 8}, 0};
  using Names = std::vector<std::string>;
  CHECK(labelled(sixteen, 80, 12, 12).size() == 17);
  CHECK(names_at(sixteen, labelled(sixteen, 20, 12, 12)) ==
        Names{"start", "2027-Q4", "2028-Q4", "2029-Q4", "2030-Q4"});
  // From the third quarter on: two have passed of that year.
  const NamedPositions late{quarters(2027, 3, 16), {1, 2, 4, 8}, 2};
  CHECK(names_at(late, labelled(late, 20, 12, 12)) == Names{"start", "2028-Q4", "2029-Q4", "2030-Q4"});
  CHECK(names_at(late, labelled(late, 0.1, 12, 12)) == Names{"start"});
  CHECK(labelled({{"start"}, {1}, 0}, 0, 12, 12) == std::vector<std::size_t>{0});
  CHECK(labelled({}, 10, 12, 12).empty());
}

TEST_CASE("Labels of an axis never touch") {
  Dice dice(11);
  for (int i = 0; i < 200; ++i) {
    const NamedPositions positions{quarters(2020, 1, dice.between(1, 300)), {1, 2, 4}, dice.below(12)};
    const double spacing = 700.0 / static_cast<double>(positions.names.size());
    const std::vector<std::size_t> at = labelled(positions, spacing, 12, 6);
    REQUIRE(at.at(0) == 0);
    for (std::size_t k = 1; k < at.size(); ++k) {
      const double half_widths =
          text_width(positions.names[at[k]], 12) / 2 + text_width(positions.names[at[k - 1]], 12) / 2;
      CHECK(static_cast<double>(at[k] - at[k - 1]) * spacing >= half_widths + 6);
    }
  }
}

TEST_CASE("Lines differ in colour and dashes, the first twelve also in their markers") {
  std::set<std::pair<std::string_view, std::string_view>> looks;
  std::set<std::size_t> markers;
  for (std::size_t i = 0; i < 42; ++i) {
    const LineStyle style = line_style(i);
    looks.emplace(style.colour, style.dashes);
    if (i < 12) markers.insert(style.marker);
  }
  CHECK(looks.size() == 42);
  CHECK(markers.size() == 12);
  CHECK(line_style(0).dashes.empty());
}

TEST_CASE("A path omits points that are indistinguishable from the previous one, and restarts after a gap") {
  CHECK(path_of({{{0, 0}, {0.01, 0.01}, {10, 5}}, {{20, 5}}}) == "M0,0L10,5M20,5");
  CHECK(path_of({}).empty());
  CHECK(path_of(stairs_of({{{0, 9}, {10, 5}, {20, 7}}})) == "M0,9L10,9L10,5L20,5L20,7");
}

TEST_CASE("Markers are thinned by distance, or alternate with those of other lines") {
  std::vector<PixelPoint> points;
  for (int i = 0; i <= 100; ++i) points.push_back({static_cast<double>(i), 0});
  CHECK(marked_by_way({points}, 10).size() == 11);
  CHECK(marked_by_way({{{5, 5}}}, 10).size() == 1);
  std::set<double> at;
  for (std::size_t line = 0; line < 4; ++line)
    for (const PixelPoint point : marked_in_turn({points}, line, 4, 20)) at.insert(point.x);
  CHECK(at.size() >= 4 * 4);  // no two lines at one place, four or five markers each
  CHECK(marked_in_turn({{{5, 5}}}, 3, 4, 20).size() == 1);
  CHECK(marked_in_turn({{{0, 0}, {100, 0}}}, 1, 2, 20).size() == 2);
}

TEST_CASE("Positions that would touch share their shift") {
  using Places = std::vector<double>;
  CHECK(spread(Places{10, 50}, 10, 0, 100) == Places{10, 50});
  CHECK(spread(Places{50, 50, 50}, 10, 0, 100) == Places{40, 50, 60});
  CHECK(spread(Places{52, 50}, 10, 0, 100) == Places{56, 46});
  CHECK(spread(Places{0, 0, 99}, 10, 0, 100) == Places{0, 10, 99});
  CHECK(spread(Places{100, 100}, 10, 0, 100) == Places{90, 100});
  CHECK(spread(Places{1, 2, 3}, 10, 0, 10) == Places{0, 10, 20});  // no room: from the low end on
  CHECK(spread(Places{}, 10, 0, 10).empty());
}

TEST_CASE("Labels at the ends of lines are inside the chart and do not overlap") {
  Dice dice(3);
  const PixelBox plot{50, 100, 700, 390};
  for (int round = 0; round < 300; ++round) {
    std::vector<LabelledEnd> ends(dice.between(1, 12));
    const double within = dice.one_of(std::array{1.0, 40.0, 700.0});
    std::vector<PixelPoint> ink;
    for (LabelledEnd& end : ends) {
      end = {{plot.right() - within * dice.fraction(), plot.top + 390 * dice.fraction()},
             20 + 100 * dice.fraction()};
      add_ink({{{plot.left, 300}, end.at}}, ink);
    }
    const std::vector<PixelBox> boxes = place_labels(ends, 15, plot, 140, ink);
    REQUIRE(boxes.size() == ends.size());
    const PixelBox page{plot.left, plot.top - 8, plot.width + 140, plot.height + 16};
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      CHECK(page.contains(boxes[i]));
      CHECK(boxes[i].width == ends[i].width);
      for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(boxes[i].overlaps(boxes[j]));
    }
  }
}

}  // namespace lastmile::io::chart_parts_test
