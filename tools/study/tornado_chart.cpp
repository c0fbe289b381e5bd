#include "tools/study/tornado_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/study/figure_words.h"
#include "tools/study/svg_page.h"

namespace lastmile::study {
namespace {

using io::px;

// One bar: the means of a figure at both ends of a factor.
struct Bar {
  std::string name;
  Swing swing;
  double width() const { return std::abs(swing.at_high - swing.at_low); }
};

std::vector<Bar> bars_of(const StudyBase& base, const FigureResult& result) {
  std::vector<Bar> bars;
  const std::vector<const Parameter*> factors = base.study.factors();
  for (std::size_t i = 0; i < factors.size(); ++i)
    if (const Bar bar{factors[i]->name, result.swings[i]}; bar.width() > 0) bars.push_back(bar);
  std::stable_sort(bars.begin(), bars.end(),
                   [](const Bar& a, const Bar& b) { return a.width() > b.width(); });
  constexpr std::size_t most_bars = 10;
  if (bars.size() > most_bars) bars.resize(most_bars);
  return bars;
}

std::string words_for(double value) {
  return std::abs(value) >= 1000 ? io::grouped_number(value, 0) : fmt::format("{:.4g}", value);
}

class Tornado {
 public:
  Tornado(const StudyBase& base, const StudyAnalysis& analysis, CourseFigure figure)
      : base_(base), figure_(figure) {
    for (const FigureResult& result : analysis.figures) {
      if (result.figure != figure) continue;
      const std::vector<Bar> bars = bars_of(base, result);
      if (bars.empty()) continue;
      panels_.push_back({panel_title(base, result.option), bars, result.summary.mean});
      for (const Bar& bar : bars) {
        least_ = std::min({least_, bar.swing.at_low, bar.swing.at_high});
        most_ = std::max({most_, bar.swing.at_low, bar.swing.at_high});
      }
    }
    if (most_ == least_) most_ = least_ + 1;
  }

  std::string whole() {
    double height = top;
    for (const Panel& panel : panels_) height += panel_height(panel);
    height += 60;
    page_.begin(base_, {"tornado", "What moves " + figure_words(figure_, base_.study.base().heading),
                        described(), height});
    page_.write({io::page_margin, 90},
                "filled: mean where the factor is in its lowest fifth or level; outlined: in its highest",
                {io::small_size, SvgPage::muted, "start", false});
    double y = top;
    for (const Panel& panel : panels_) y = draw(panel, y);
    return page_.end(base_, height);
  }

 private:
  struct Panel {
    std::string title;
    std::vector<Bar> bars;
    double mean;
  };
  static constexpr double top = 104;
  static constexpr double row = 24;
  static constexpr double left = 330;  // of the scale
  static constexpr double right = 860;
  static constexpr std::string_view low_colour = "#0072B2";
  static constexpr std::string_view high_colour = "#E69F00";

  static double panel_height(const Panel& panel) {
    return 34 + row * static_cast<double>(panel.bars.size()) + 14;
  }
  double x_at(double value) const { return left + (right - left) * (value - least_) / (most_ - least_); }

  std::string described() const {
    std::string words = "Means of the figure where a factor is low and where it is high.";
    for (const Panel& panel : panels_) {
      words += fmt::format(" {}:", panel.title);
      for (const Bar& bar : panel.bars)
        words += fmt::format(" {}: {} and {}.", bar.name, words_for(bar.swing.at_low),
                             words_for(bar.swing.at_high));
    }
    return words;
  }

  // A bar ends filled at its low value and outlined at its high value, so that it needs no colour.
  double draw(const Panel& panel, double y) {
    page_.write({io::page_margin, y + 20},
                io::shortened(panel.title, 1.1 * io::text_size, right - io::page_margin),
                {io::text_size, SvgPage::dark, "start", true});
    y += 34;
    const double mean = std::clamp(panel.mean, least_, most_);
    const double bottom = y + row * static_cast<double>(panel.bars.size());
    page_.rule({x_at(mean), y}, {x_at(mean), bottom}, SvgPage::muted, 1);
    for (const Bar& bar : panel.bars) {
      page_.write({left - 80, y + 16}, io::shortened(bar.name, io::small_size, left - 80 - io::page_margin),
                  {io::small_size, SvgPage::dark, "end", false});
      const double low = x_at(bar.swing.at_low);
      const double high = x_at(bar.swing.at_high);
      const double middle = (low + high) / 2;
      half_bar(low, middle, y, low_colour, true);
      half_bar(high, middle, y, high_colour, false);
      page_.write({std::min(low, high) - 6, y + 16},
                  words_for(low < high ? bar.swing.at_low : bar.swing.at_high),
                  {11, SvgPage::muted, "end", false});
      page_.write({std::max(low, high) + 6, y + 16},
                  words_for(low < high ? bar.swing.at_high : bar.swing.at_low),
                  {11, SvgPage::muted, "start", false});
      y += row;
    }
    return bottom + 14;
  }

  void half_bar(double end, double middle, double y, std::string_view colour, bool is_filled) {
    page_.add(R"(<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="1.5"/>)",
              px(std::min(end, middle)), px(y + 4), px(std::abs(end - middle)), px(row - 8),
              is_filled ? colour : "#FFFFFF", colour);
  }

  const StudyBase& base_;
  CourseFigure figure_;
  std::vector<Panel> panels_;
  double least_ = std::numeric_limits<double>::infinity();
  double most_ = -std::numeric_limits<double>::infinity();
  SvgPage page_;
};

}  // namespace

std::string tornado_svg(const StudyBase& base, const StudyAnalysis& analysis, CourseFigure figure) {
  return Tornado(base, analysis, figure).whole();
}

bool has_tornado(const StudyAnalysis& analysis, CourseFigure figure) {
  return std::any_of(analysis.figures.begin(), analysis.figures.end(), [&](const FigureResult& result) {
    return result.figure == figure &&
           std::any_of(result.swings.begin(), result.swings.end(),
                       [](const Swing& swing) { return std::abs(swing.at_high - swing.at_low) > 0; });
  });
}

}  // namespace lastmile::study
