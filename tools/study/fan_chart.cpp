#include "tools/study/fan_chart.h"

#include <algorithm>
#include <cmath>

#include "tools/io/chart/chart_axis.h"
#include "tools/study/svg_page.h"

namespace lastmile::study {
namespace {

using io::PixelBox;
using io::PixelPoint;
using io::px;
using Words = SvgPage::Words;

// What is drawn, from the back to the front.
struct Band {
  std::string_view name;
  std::string_view colour;
  std::size_t low;  // among fan_shares
  std::size_t high;
};
constexpr std::array<Band, 2> bands = {{{"80 %", "#CDE3F3", 0, 4}, {"50 %", "#86BBDF", 1, 3}}};
constexpr std::size_t median = 2;
static_assert(fan_shares[0] == 0.1 && fan_shares[4] == 0.9 && fan_shares[1] == 0.25 && fan_shares[3] == 0.75);
constexpr std::string_view served_colour = "#00436B";
constexpr std::string_view passed_colour = "#B34700";
constexpr std::string_view located_colour = "#8C8C8C";
constexpr std::string_view passed_dashes = "5 4";

using Fan = std::vector<FanMoment>;

std::string homes_words(double homes) {
  return homes >= 1000 ? io::grouped_number(homes, 0) : fmt::format("{:.3g}", homes);
}

// A span of moments with its name: a year, or one period.
struct TimeSpan {
  std::string name;
  std::size_t first;
  std::size_t last;  // the moment at which it ends
};

// Years, or the periods themselves if they lie in one year.
std::vector<TimeSpan> spans_of(const Timeline& timeline) {
  const auto spans = [&](std::size_t length) {
    std::vector<TimeSpan> found;
    for (std::size_t period = 0; period < timeline.periods; ++period) {
      std::string name = timeline.name_of(period).substr(0, length);
      if (found.empty() || found.back().name != name) found.push_back({std::move(name), period, period});
      found.back().last = period + 1;
    }
    return found;
  };
  constexpr std::size_t digits_of_a_year = 4;
  std::vector<TimeSpan> years = spans(digits_of_a_year);
  return years.size() > 1 ? years : spans(std::string::npos);
}

// At the right end of a panel.
struct EndLabel {
  std::string text;
  std::string_view colour;
  bool bold;
  double homes;
};

class FanDrawing {
 public:
  FanDrawing(const StudyBase& base, const StudyAnalysis& analysis)
      : base_(base),
        fans_(analysis.fans),
        spans_(spans_of(base.study.base().horizon->timeline)),
        served_(base.study.base().heading.vocabulary.served) {
    double most = 0;
    for (const Fan& fan : fans_)
      for (const FanMoment& moment : fan)
        for (const Rung rung : {Rung::located, Rung::served})
          for (const double homes : moment[rung])
            if (std::isfinite(homes)) most = std::max(most, homes);
    axis_ = io::nice_axis(0, most, fans_.size() > 1 ? 4 : 6);
    lay_panels();
  }

  std::string whole() {
    const std::string& homes = base_.study.base().heading.vocabulary.homes;
    const double height = plots_.back().bottom() + 62;
    page_.begin(base_, {"fan", fmt::format("Runs of the study: {} {} over time", homes, served_), described(),
                        height});
    legend();
    page_.write({io::page_margin, top - 32}, homes, {});
    for (std::size_t option = 0; option < fans_.size(); ++option) draw(option);
    return page_.end(base_, height);
  }

 private:
  static constexpr double top = 158;      // of the first panel
  static constexpr double label_at = 15;  // right of a plot
  static constexpr double panel_gap = 18;
  static constexpr double below = 58;  // between rows of panels: years, and the title of the next one

  void lay_panels() {
    const std::size_t count = fans_.size();
    for (const Fan& fan : fans_)
      for (const EndLabel& label : labels_of(fan))
        label_width_ = std::max(label_width_, label_at + std::ceil(width_of(label)));
    const std::size_t columns = count == 4 ? 2 : std::min<std::size_t>(count, 3);
    double ticks = 0;
    for (std::int64_t tick = axis_.first; tick <= axis_.last; ++tick)
      ticks = std::max(ticks, io::text_width(axis_.label(tick), io::small_size));
    const double left = io::page_margin + std::ceil(ticks) + 10;
    const double of_panel =
        std::floor((io::page_width - io::page_margin - left) / static_cast<double>(columns));
    const double width = of_panel - label_width_ - (columns > 1 ? panel_gap : 0);
    const double height = count == 1 ? 380 : 240;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = i / columns;
      plots_.push_back({left + of_panel * static_cast<double>(i % columns),
                        top + (height + below) * static_cast<double>(row), width, height});
    }
    columns_ = columns;
  }

  double x_at(const PixelBox& plot, std::size_t moment) const {
    return plot.left + plot.width * static_cast<double>(moment) / static_cast<double>(base_.moments() - 1);
  }
  double y_at(const PixelBox& plot, double homes) const {
    return plot.bottom() - plot.height * axis_.share(homes);
  }

  std::vector<PixelPoint> line_of(const PixelBox& plot, const Fan& fan, Rung rung, std::size_t share) const {
    std::vector<PixelPoint> line;
    for (std::size_t moment = 0; moment < fan.size(); ++moment)
      if (const double homes = fan[moment][rung][share]; std::isfinite(homes))
        line.push_back({x_at(plot, moment), y_at(plot, homes)});
    return line;
  }
  void stroke(const std::vector<PixelPoint>& line, std::string_view colour, double width,
              std::string_view dashes) {
    if (line.empty()) return;
    page_.add(R"(<path d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round"{}/>)",
              io::path_of({line}), colour, width,
              dashes.empty() ? "" : fmt::format(R"( stroke-dasharray="{}")", dashes));
  }
  void fill(std::vector<PixelPoint> below_it, const std::vector<PixelPoint>& above, std::string_view colour) {
    if (above.empty()) return;
    below_it.insert(below_it.end(), above.rbegin(), above.rend());
    page_.add(R"(<path d="{}Z" fill="{}"/>)", io::path_of({below_it}), colour);
  }

  void legend() {
    double x = io::page_margin;
    constexpr double y = 94;
    constexpr double sample = 30;
    const auto name = [&](std::string_view words) {
      page_.write({x + sample + 8, y + 4.5}, words, {io::text_size});
      x += sample + 8 + io::text_width(words, io::text_size) + 22;
    };
    stroke({{x, y}, {x + sample, y}}, served_colour, 3.5, {});
    constexpr double widest_word = 130;
    name(io::shortened(served_, io::text_size, widest_word) + ", median");
    for (const Band& band : {bands[1], bands[0]}) {
      page_.add(R"(<rect x="{}" y="{}" width="{}" height="14" fill="{}"/>)", px(x), px(y - 7), px(sample),
                band.colour);
      name(fmt::format("{} of the runs", band.name));
    }
    stroke({{x, y}, {x + sample, y}}, passed_colour, 1.5, passed_dashes);
    name(std::string{rung_names[Rung::passed]} + ", median");
    stroke({{x, y}, {x + sample, y}}, located_colour, 1, {});
    name(rung_names[Rung::located]);
  }

  void draw(std::size_t option) {
    const PixelBox& plot = plots_[option];
    const Fan& fan = fans_[option];
    page_.write({plot.left, plot.top - 10},
                io::shortened(panel_title(base_, option), 1.1 * io::text_size, plot.width + label_width_),
                {io::text_size, SvgPage::dark, "start", true});
    for (const Band& band : bands)
      fill(line_of(plot, fan, Rung::served, band.low), line_of(plot, fan, Rung::served, band.high),
           band.colour);
    // Over the bands, so that their height can be read.
    for (std::int64_t tick = axis_.first; tick <= axis_.last; ++tick) {
      const double y = y_at(plot, axis_.value_at(tick));
      page_.rule({plot.left, y}, {plot.right(), y}, tick == 0 ? SvgPage::dark : SvgPage::grid,
                 tick == 0 ? 1.2 : 0.8);
      if (option % columns_ == 0)
        page_.write({plot.left - 8, y + 4}, axis_.label(tick),
                    {io::small_size, SvgPage::muted, "end", false});
    }
    name_spans(plot);
    stroke(line_of(plot, fan, Rung::located, median), located_colour, 1, {});
    stroke(line_of(plot, fan, Rung::passed, median), passed_colour, 1.5, passed_dashes);
    stroke(line_of(plot, fan, Rung::served, median), served_colour, 3.5, {});
    label_ends(plot, fan);
    if (!std::isfinite(fan.back()[Rung::served][median]))
      page_.write({plot.left + plot.width / 2, plot.top + plot.height / 2}, "no data",
                  {io::text_size, SvgPage::muted, "middle", false});
  }

  // A tick where a year begins, and its name below its middle; every second, fifth, ... if they would touch.
  void name_spans(const PixelBox& plot) {
    io::NamedPositions names;
    for (const TimeSpan& span : spans_) names.names.push_back(span.name);
    const double spacing = plot.width / static_cast<double>(spans_.size());
    for (const std::size_t i : io::labelled(names, spacing, io::small_size, 8)) {
      const double from = x_at(plot, spans_[i].first);
      const double to = x_at(plot, spans_[i].last);
      page_.rule({from, plot.bottom()}, {from, plot.bottom() + 5}, SvgPage::muted, 1);
      const bool is_first = i == 0;
      const double room = io::text_width(spans_[i].name, io::small_size);
      const bool starts = is_first && to - from < room;  // a part of a year at the edge
      page_.write({starts ? from : (from + to) / 2, plot.bottom() + 19}, spans_[i].name,
                  {io::small_size, SvgPage::muted, starts ? "start" : "middle", false});
    }
    page_.rule({plot.right(), plot.bottom()}, {plot.right(), plot.bottom() + 5}, SvgPage::muted, 1);
  }

  // The ends of what is drawn, without their places.
  std::vector<EndLabel> labels_of(const Fan& fan) const {
    std::vector<EndLabel> labels;
    const auto add = [&](Rung rung, std::size_t share, std::string text, std::string_view colour, bool bold) {
      const double homes = fan.back()[rung][share];
      if (std::isfinite(homes)) labels.push_back({std::move(text), colour, bold, homes});
    };
    const auto with_value = [&](std::string_view name, Rung rung) {
      constexpr double widest_name = 70;
      return fmt::format("{} {}", io::shortened(name, io::small_size, widest_name),
                         homes_words(fan.back()[rung][median]));
    };
    add(Rung::located, median, with_value(rung_names[Rung::located], Rung::located), SvgPage::muted, false);
    add(Rung::passed, median, with_value(rung_names[Rung::passed], Rung::passed), passed_colour, false);
    for (const Band& band : bands)
      add(Rung::served, band.high, fmt::format("{} of runs", band.name), SvgPage::dark, false);
    add(Rung::served, median, with_value(served_, Rung::served), served_colour, true);
    return labels;
  }
  static double width_of(const EndLabel& label) {
    return (label.bold ? 1.1 : 1.0) * io::text_width(label.text, io::small_size);
  }

  void label_ends(const PixelBox& plot, const Fan& fan) {
    const std::vector<EndLabel> labels = labels_of(fan);
    std::vector<double> wanted;
    wanted.reserve(labels.size());
    for (const EndLabel& label : labels) wanted.push_back(y_at(plot, label.homes));
    const std::vector<double> places =
        io::spread(wanted, io::row_height, plot.top - io::row_height, plot.bottom());
    for (std::size_t i = 0; i < labels.size(); ++i) {
      page_.rule({plot.right() + 1, wanted[i]}, {plot.right() + 12, places[i]}, located_colour, 0.8);
      page_.write({plot.right() + label_at, places[i] + 4}, labels[i].text,
                  {io::small_size, labels[i].colour, "start", labels[i].bold});
    }
  }

  std::string described() const {
    const Timeline& timeline = base_.study.base().horizon->timeline;
    std::string words =
        fmt::format("{}. At the end of {}:", base_.study.title, timeline.name_of(timeline.periods - 1));
    for (std::size_t option = 0; option < fans_.size(); ++option) {
      const auto& homes = fans_[option].back()[Rung::served];
      if (!std::isfinite(homes[median])) continue;
      words += fmt::format(" {}: median {}", panel_title(base_, option), homes_words(homes[median]));
      for (const Band& band : {bands[1], bands[0]})
        words += fmt::format(", {} of the runs from {} to {}", band.name, homes_words(homes[band.low]),
                             homes_words(homes[band.high]));
      words += ".";
    }
    return words;
  }

  const StudyBase& base_;
  const std::vector<Fan>& fans_;
  const std::vector<TimeSpan> spans_;
  const std::string served_;
  io::Axis axis_;
  std::vector<PixelBox> plots_;
  std::size_t columns_ = 1;
  double label_width_ = 0;
  SvgPage page_;
};

}  // namespace

std::string fan_svg(const StudyBase& base, const StudyAnalysis& analysis) {
  return FanDrawing(base, analysis).whole();
}

}  // namespace lastmile::study
