// The charts of a study: what they say, and that their texts can be read.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "tests/tools/study/study_folder.h"
#include "tools/io/chart/chart_labels.h"
#include "tools/io/chart/svg_text.h"

namespace lastmile::study_charts_test {
namespace {

using test::StudyFolder;

struct ChartText {
  std::string words;
  io::PixelBox box;
};

// Every text of a chart with the room it takes.
std::vector<ChartText> texts_in(const std::string& svg) {
  static const std::regex text(
      "<text x=\"([-0-9.]+)\" y=\"([-0-9.]+)\" "
      "font-size=\"([0-9.]+)\"[^>]*text-anchor=\"([a-z]+)\"[^>]*>([^<]*)<");
  std::vector<ChartText> found;
  for (std::sregex_iterator at(svg.begin(), svg.end(), text), end; at != end; ++at) {
    const double size = std::stod((*at)[3]);
    const std::string words = (*at)[5];
    const double width = io::text_width(words, size);
    const double left = std::stod((*at)[1]) - ((*at)[4] == "end"      ? width
                                               : (*at)[4] == "middle" ? width / 2
                                                                      : 0);
    found.push_back({words, {left, std::stod((*at)[2]) - 0.7 * size, width, 0.7 * size}});
  }
  return found;
}

bool says(const std::vector<ChartText>& texts, const std::string& words) {
  return std::any_of(texts.begin(), texts.end(), [&](const ChartText& text) { return text.words == words; });
}

void check_readable(const std::vector<ChartText>& texts) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CAPTURE(texts[i].words);
    CHECK(texts[i].words.find("\u2026") == std::string::npos);  // nothing is shortened
    CHECK(io::PixelBox{0, 0, 960, 10000}.contains(texts[i].box));
    for (std::size_t j = i + 1; j < texts.size(); ++j) {
      CAPTURE(texts[j].words);
      CHECK_FALSE(texts[i].box.overlaps(texts[j].box));
    }
  }
}

constexpr const char* vary =
    "vary:\n"
    "  take_up.ceiling: {uniform: [0.4, 0.9]}\n"
    "  rollout.budget_per_period: {uniform: [20000, 200000]}\n"
    "  economics.discount_rate: [0.04, 0.07]\n"
    "design: {method: random, samples: 60, seed: 2}\n";

TEST_CASE("The chart of homes over time names its bands, its median and the years") {
  const StudyFolder folder(test::riverton(), vary);
  folder.sweep("out");
  const std::string svg = test::read_text(folder / "out/ladder_fan.svg");
  const std::vector<ChartText> texts = texts_in(svg);
  check_readable(texts);
  for (const char* words : {"served, median", "50 % of the runs", "80 % of the runs", "passed, median",
                            "located", "wide-first", "follow-through", "as-it-is", "2027", "2031"})
    CHECK(says(texts, words));
  // The median at the end is that of the runs.
  std::vector<double> served;
  for (const test::TableRow& row : test::table_rows(test::read_text(folder / "out/runs.csv")))
    if (row.at("option") == "wide-first") served.push_back(std::stod(row.at("served_homes")));
  std::sort(served.begin(), served.end());
  REQUIRE(served.size() == 60);
  CHECK(says(texts, fmt::format("served {:.3g}", (served[29] + served[30]) / 2)));
  // Nothing is drawn stronger.
  CHECK(svg.find("stroke-width=\"3.5\"") != std::string::npos);
  CHECK(svg.find("stroke-width=\"4") == std::string::npos);
}

TEST_CASE(
    "The chart of homes over time can be read for one option, for many, and for months and many years") {
  const std::string& scenario = test::riverton();
  const std::string before = scenario.substr(0, scenario.find("options:"));
  const auto with_timeline = [&](const std::string& text, const std::string& timeline) {
    return std::regex_replace(text, std::regex("timeline: .*"), "timeline: " + timeline);
  };
  std::string many = before + "options:\n";
  for (int i = 0; i < 7; ++i)
    many += fmt::format("  option number {}: {{rollout: {{budget_per_period: {}}}}}\n", i, 20000 * i);
  for (const std::string& text :
       {before, many, with_timeline(before, "{start: 2027-03, periods: 9, unit: month}"),
        with_timeline(before, "{start: 2027-11, periods: 30, unit: month}"),
        with_timeline(many, "{start: 2027, periods: 60, unit: year}")}) {
    const StudyFolder folder(text, vary);
    folder.sweep("out");
    check_readable(texts_in(test::read_text(folder / "out/ladder_fan.svg")));
  }
}

TEST_CASE("Long words of a scenario stay within the charts") {
  const std::string long_words(
      "vocabulary: {served: visited by a friendly representative, homes: households of every kind, ");
  const StudyFolder folder(std::regex_replace(test::riverton(), std::regex("vocabulary: \\{"), long_words),
                           vary);
  folder.sweep("out");
  for (const char* name : {"ladder_fan", "tornado_served_homes"})
    for (const ChartText& text : texts_in(test::read_text(folder / fmt::format("out/{}.svg", name)))) {
      CAPTURE(text.words);
      CHECK(text.box.right() <= 960);
    }
}

TEST_CASE("A tornado is named by the words of its figure, with their unit") {
  const StudyFolder folder(test::riverton(), vary);
  folder.sweep("out");
  struct Named {
    std::string figure;
    std::string title;
  };
  for (const Named& one : {Named{"net_present_value", "What moves net present value (EUR)"},
                           Named{"served_homes", "What moves homes served at the end"},
                           Named{"spending_per_home_served", "What moves spending per home served (EUR)"},
                           Named{"value_years_stranded", "What moves stranded value-years (EUR-years)"}}) {
    CAPTURE(one.figure);
    const std::vector<ChartText> texts =
        texts_in(test::read_text(folder / fmt::format("out/tornado_{}.svg", one.figure)));
    CHECK(says(texts, one.title));
    check_readable(texts);
  }
}

}  // namespace
}  // namespace lastmile::study_charts_test
