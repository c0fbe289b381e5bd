#include "tools/study/study_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>

#include "tools/io/base/currency.h"
#include "tools/io/base/version.h"
#include "tools/io/chart/chart_layout.h"
#include "tools/io/chart/svg_text.h"
#include "tools/study/study_tables.h"

namespace lastmile::study {
namespace {

using io::px;

std::string source_of(const StudyBase& base) {
  return fmt::format("lastmile {} \u00B7 {}", io::lastmile_version,
                     std::filesystem::path(base.study.path).filename().string());
}

std::string panel_title(const StudyBase& base, std::size_t option) {
  const std::string name = option_name(base, option);
  return name.empty() ? base.study.base().heading.name : name;
}

io::ChartSeries fan_line(std::string name, const std::vector<FanMoment>& fan, Rung rung, std::size_t share,
                         io::ChartSeries::Weight weight) {
  io::ChartSeries line{std::move(name), {}, weight};
  for (std::size_t moment = 0; moment < fan.size(); ++moment)
    line.points.push_back({static_cast<double>(moment), fan[moment][rung][share]});
  return line;
}

io::ChartPanel fan_panel(const StudyBase& base, const std::vector<FanMoment>& fan, std::size_t option) {
  using Weight = io::ChartSeries::Weight;
  io::ChartPanel panel{panel_title(base, option), {}};
  constexpr std::size_t median = fan_shares.size() / 2;
  panel.series.push_back(
      fan_line(std::string{rung_names[Rung::located]}, fan, Rung::located, median, Weight::reference));
  for (const Rung rung : {Rung::passed, Rung::connected}) {
    panel.series.push_back(
        fan_line(std::string{rung_names[rung]} + ", median", fan, rung, median, Weight::usual));
    panel.series.back().short_name = rung_names[rung];
  }
  const std::string& served = base.study.base().heading.vocabulary.served;
  for (std::size_t share = fan_shares.size(); share-- > 0;)
    panel.series.push_back(
        fan_line(fmt::format("{}, {:.0f} % of runs below", served, fan_shares[share] * 100), fan,
                 Rung::served, share, share == median ? Weight::main : Weight::usual));
  for (std::size_t share = fan_shares.size(); share-- > 0;)
    panel.series[panel.series.size() - 1 - share].short_name =
        fmt::format("{} {:.0f} %", served, fan_shares[share] * 100);
  return panel;
}

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

std::string unit_words(const StudyBase& base, CourseFigure figure) {
  const std::string money = io::money_name(base.study.base().heading.currency);
  switch (about(figure).unit) {
    case FigureUnit::homes: return base.study.base().heading.vocabulary.homes;
    case FigureUnit::home_years: return base.study.base().heading.vocabulary.home + "-years";
    case FigureUnit::money: return money;
    case FigureUnit::money_years: return money + "-years";
    case FigureUnit::money_per_home: return money + " per " + base.study.base().heading.vocabulary.home;
    case FigureUnit::period: return "periods from the start";
  }
  return {};
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
    head(height);
    double y = top;
    for (const Panel& panel : panels_) y = draw(panel, y);
    text(io::page_margin, height - 16, 11, muted, "start", source_of(base_));
    svg_ += "</svg>\n";
    return std::move(svg_);
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
  static constexpr std::string_view dark = "#222222";
  static constexpr std::string_view muted = "#595959";
  static constexpr std::string_view low_colour = "#0072B2";
  static constexpr std::string_view high_colour = "#E69F00";

  static double panel_height(const Panel& panel) {
    return 34 + row * static_cast<double>(panel.bars.size()) + 14;
  }
  double x_at(double value) const { return left + (right - left) * (value - least_) / (most_ - least_); }

  template <class... Parts>
  void add(fmt::format_string<Parts...> format, Parts&&... parts) {
    fmt::format_to(std::back_inserter(svg_), format, std::forward<Parts>(parts)...);
    svg_ += '\n';
  }
  void text(double x, double y, double size, std::string_view colour, std::string_view anchor,
            std::string_view words, bool bold = false) {
    add(R"(<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}"{}>{}</text>)", px(x), px(y), size,
        colour, anchor, bold ? R"( font-weight="600")" : "", io::xml_escaped(words));
  }

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

  void head(double height) {
    const std::string title =
        fmt::format("What moves {} ({})", about(figure_).id, unit_words(base_, figure_));
    add(R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" )"
        R"(aria-labelledby="tornado-title tornado-desc" font-family="system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif">)",
        px(io::page_width), px(height));
    add(R"(<title id="tornado-title">{}</title>)", io::xml_escaped(title));
    add(R"(<desc id="tornado-desc">{}</desc>)", io::xml_escaped(described()));
    add(R"(<rect width="{}" height="{}" fill="#FFFFFF"/>)", px(io::page_width), px(height));
    text(io::page_margin, 46, io::title_size, dark, "start", title, true);
    text(io::page_margin, 68, io::text_size, muted, "start",
         io::shortened(base_.study.title, io::text_size, io::page_width - 2 * io::page_margin));
    text(io::page_margin, 90, io::small_size, muted, "start",
         "filled: mean where the factor is in its lowest fifth or level; outlined: in its highest");
  }

  // A bar ends filled at its low value and outlined at its high value, so that it needs no colour.
  double draw(const Panel& panel, double y) {
    text(io::page_margin, y + 20, io::text_size, dark, "start",
         io::shortened(panel.title, 1.1 * io::text_size, right - io::page_margin), true);
    y += 34;
    const double mean = std::clamp(panel.mean, least_, most_);
    const double bottom = y + row * static_cast<double>(panel.bars.size());
    add(R"(<line x1="{0}" y1="{1}" x2="{0}" y2="{2}" stroke="{3}" stroke-width="1"/>)", px(x_at(mean)), px(y),
        px(bottom), muted);
    for (const Bar& bar : panel.bars) {
      text(left - 80, y + 16, io::small_size, dark, "end",
           io::shortened(bar.name, io::small_size, left - 80 - io::page_margin));
      const double low = x_at(bar.swing.at_low);
      const double high = x_at(bar.swing.at_high);
      const double middle = (low + high) / 2;
      half_bar(low, middle, y, low_colour, true);
      half_bar(high, middle, y, high_colour, false);
      text(std::min(low, high) - 6, y + 16, 11, muted, "end",
           words_for(low < high ? bar.swing.at_low : bar.swing.at_high));
      text(std::max(low, high) + 6, y + 16, 11, muted, "start",
           words_for(low < high ? bar.swing.at_high : bar.swing.at_low));
      y += row;
    }
    return bottom + 14;
  }

  void half_bar(double end, double middle, double y, std::string_view colour, bool is_filled) {
    add(R"(<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="1.5"/>)",
        px(std::min(end, middle)), px(y + 4), px(std::abs(end - middle)), px(row - 8),
        is_filled ? colour : "#FFFFFF", colour);
  }

  const StudyBase& base_;
  CourseFigure figure_;
  std::vector<Panel> panels_;
  double least_ = std::numeric_limits<double>::infinity();
  double most_ = -std::numeric_limits<double>::infinity();
  std::string svg_;
};

}  // namespace

io::Chart fan_chart(const StudyBase& base, const StudyAnalysis& analysis) {
  const Timeline& timeline = base.study.base().horizon->timeline;
  const std::string& homes = base.study.base().heading.vocabulary.homes;
  io::Chart chart;
  chart.id = "fan";
  chart.title = fmt::format("Runs of the study: {} over time", homes);
  chart.subtitle = base.study.title;
  chart.y_title = homes;
  chart.x_title = "end of period";
  chart.x_names.names.emplace_back("start");
  for (std::uint32_t period = 0; period < timeline.periods; ++period)
    chart.x_names.names.push_back(timeline.name_of(period));
  chart.source = source_of(base);
  for (std::size_t option = 0; option < analysis.fans.size(); ++option)
    chart.panels.push_back(fan_panel(base, analysis.fans[option], option));
  return chart;
}

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
