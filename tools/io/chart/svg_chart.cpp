#include "tools/io/chart/svg_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

#include "tools/io/chart/chart_labels.h"
#include "tools/io/chart/chart_layout.h"
#include "tools/io/chart/chart_marks.h"
#include "tools/io/chart/svg_text.h"

namespace lastmile::io {
namespace {

using Weight = ChartSeries::Weight;

constexpr std::string_view dark = "#222222";
constexpr std::string_view muted = "#595959";
constexpr double name_at = 14;  // in a label, after its marker
constexpr double bare_name_at = 3;
constexpr std::string_view grid = "#DDDDDD";
constexpr std::string_view reference_grey = "#8C8C8C";
constexpr std::string_view fonts =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', 'DejaVu Sans', "
    "sans-serif";

std::string words_for(double value) {
  constexpr double decimals_matter_below = 1000;
  if (std::abs(value) >= decimals_matter_below) return grouped_number(value, 0);
  return value == 0 ? "0" : fmt::format("{:.4g}", value);
}

std::string x_words(const Chart& chart, double x) {
  const auto position = static_cast<std::size_t>(std::max(0.0, x));
  return position < chart.x_names.names.size() ? chart.x_names.names[position] : words_for(x);
}

// A text description of a line for readers who cannot see it.
std::string described(const Chart& chart, const ChartSeries& series) {
  std::optional<ChartPoint> first;
  ChartPoint last;
  for (const ChartPoint point : series.points) {
    if (!is_drawn(point)) continue;
    if (!first) first = point;
    last = point;
  }
  if (!first) return series.name + ": no data.";
  return fmt::format("{}: from {} at {} to {} at {}.", series.name, words_for(first->y),
                     x_words(chart, first->x), words_for(last.y), x_words(chart, last.x));
}

std::string described(const Chart& chart) {
  std::string text = chart.subtitle.empty() ? "" : chart.subtitle + ". ";
  text += fmt::format("{} against {}.", chart.y_title, chart.x_title);
  for (const ChartPanel& panel : chart.panels) {
    if (!panel.title.empty()) text += " " + panel.title + ":";
    for (const ChartSeries& series : panel.series) text += " " + described(chart, series);
  }
  return text;
}

struct Words {
  double size = small_size;
  std::string_view colour = dark;
  std::string_view anchor = "start";
  bool bold = false;
};

class Drawing {
 public:
  explicit Drawing(const Chart& chart) : chart_(chart), layout_(layout_of(chart)) {}

  std::string whole() {
    head();
    legend();
    for (std::size_t panel = 0; panel < chart_.panels.size(); ++panel) draw(panel);
    foot();
    return std::move(svg_);
  }

 private:
  template <class... Parts>
  void add(fmt::format_string<Parts...> format, Parts&&... parts) {
    fmt::format_to(std::back_inserter(svg_), format, std::forward<Parts>(parts)...);
    svg_ += '\n';
  }

  void write(PixelPoint at, std::string_view text, const Words& words) {
    if (text.empty()) return;
    add(R"(<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}"{}>{}</text>)", px(at.x), px(at.y),
        words.size, words.colour, words.anchor, words.bold ? R"( font-weight="600")" : "", xml_escaped(text));
  }

  void rule(PixelPoint from, PixelPoint to, std::string_view colour, double width) {
    add(R"(<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"/>)", px(from.x), px(from.y),
        px(to.x), px(to.y), colour, width);
  }

  void head() {
    add(R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" )"
        R"(role="img" aria-labelledby="{2}-title {2}-desc" font-family="{3}">)",
        px(page_width), px(layout_.height), chart_.id, fonts);
    add(R"(<title id="{}-title">{}</title>)", chart_.id, xml_escaped(chart_.title));
    add(R"(<desc id="{}-desc">{}</desc>)", chart_.id, xml_escaped(described(chart_)));
    add(R"(<rect width="{}" height="{}" fill="#FFFFFF"/>)", px(page_width), px(layout_.height));
    constexpr double widest = page_width - 2 * page_margin;
    constexpr double bold_is_wider = 1.1;
    write({page_margin, 46}, shortened(chart_.title, bold_is_wider * title_size, widest),
          {title_size, dark, "start", true});
    write({page_margin, 68}, shortened(chart_.subtitle, text_size, widest), {text_size, muted});
    write({page_margin, layout_.y_title_at}, shortened(chart_.y_title, small_size, widest), {});
  }

  void foot() {
    if (!layout_.plots.empty()) {
      const PixelBox& last = layout_.plots.back();
      write({last.right(), last.bottom() + 40}, shortened(chart_.x_title, small_size, page_width / 2),
            {small_size, dark, "end"});
    }
    constexpr double source_size = 11;
    write({page_margin, layout_.height - 16},
          shortened(chart_.source, source_size, page_width - 2 * page_margin), {source_size, muted});
    svg_ += "</svg>\n";
  }

  void legend() {
    for (std::size_t i = 0; i < layout_.legend.size(); ++i) {
      const LegendEntry& entry = layout_.legend[i];
      constexpr double sample = 34;
      const PixelPoint right{entry.at.x + sample, entry.at.y};
      stroke({{entry.at, right}}, i);
      if (entry.weight != Weight::reference)
        add("{}", marker_at(style_of(i), {entry.at.x + sample / 2, entry.at.y}));
      write({right.x + 8, right.y + 4.5}, entry.name, {text_size});
    }
  }

  LineStyle style_of(std::size_t series) const { return line_style(layout_.legend[series].style); }

  Weight weight_of(std::size_t series) const { return layout_.legend[series].weight; }

  void stroke(const PixelLine& line, std::size_t series) {
    if (weight_of(series) == Weight::reference) {
      add(R"(<path d="{}" fill="none" stroke="{}" stroke-width="1"/>)", path_of(line), reference_grey);
      return;
    }
    const LineStyle style = style_of(series);
    add(R"(<path d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round"{}/>)",
        path_of(line), style.colour, weight_of(series) == Weight::main ? 3 : 2,
        style.dashes.empty() ? "" : fmt::format(R"( stroke-dasharray="{}")", style.dashes));
  }

  void draw(std::size_t panel) {
    frame(panel);
    const ChartPanel& shown = chart_.panels[panel];
    std::vector<PixelLine> lines;
    for (const ChartSeries& series : shown.series) lines.push_back(layout_.line_of(chart_, panel, series));
    // Solid lines first, so that they show through the gaps of dashed lines.
    for (const Weight weight : {Weight::reference, Weight::main, Weight::usual})
      for (std::size_t i = 0; i < lines.size(); ++i)
        if (weight_of(i) == weight) draw_line(shown, i, lines[i]);
    label_ends(panel, lines);
    if (std::all_of(lines.begin(), lines.end(), [](const PixelLine& line) { return line.empty(); })) {
      const PixelBox& plot = layout_.plots[panel];
      write({plot.left + plot.width / 2, plot.top + plot.height / 2}, "no data",
            {text_size, muted, "middle"});
    }
  }

  void frame(std::size_t panel) {
    const PixelBox& plot = layout_.plots[panel];
    if (!chart_.panels[panel].title.empty())
      write({plot.left, plot.top - 9},
            shortened(chart_.panels[panel].title, 1.1 * text_size, plot.width + layout_.label_width),
            {text_size, dark, "start", true});
    for (std::int64_t tick = layout_.y.first; tick <= layout_.y.last; ++tick) {
      const double y = layout_.y_at(panel, layout_.y.value_at(tick));
      rule({plot.left, y}, {plot.right(), y}, grid, 1);
      if (layout_.leftmost[panel])
        write({plot.left - 8, y + 4}, layout_.y.label(tick), {small_size, muted, "end"});
    }
    if (chart_.x_names.names.empty())
      number_ticks(panel);
    else
      name_ticks(panel);
    const double zero = layout_.y_at(panel, 0);
    rule({plot.left, zero}, {plot.right(), zero}, dark, 1.2);
  }

  void tick(std::size_t panel, double x, const std::string& label) {
    const PixelBox& plot = layout_.plots[panel];
    rule({x, plot.bottom()}, {x, plot.bottom() + 5}, muted, 1);
    if (layout_.lowest[panel]) write({x, plot.bottom() + 19}, label, {small_size, muted, "middle"});
  }

  // Every second, third, ... label if all of them would touch.
  void number_ticks(std::size_t panel) {
    const Axis& axis = layout_.x;
    NamedPositions ticks;
    for (std::int64_t at = axis.first; at <= axis.last; ++at) ticks.names.push_back(axis.label(at));
    const double spacing = layout_.plots[panel].width / static_cast<double>(axis.last - axis.first);
    for (const std::size_t i : labelled(ticks, spacing, small_size, 12)) {
      const std::int64_t at = axis.first + static_cast<std::int64_t>(i);
      tick(panel, layout_.x_at(chart_, panel, axis.value_at(at)), ticks.names[i]);
    }
    if (axis.first < 0) {
      const double zero = layout_.x_at(chart_, panel, 0);
      rule({zero, layout_.plots[panel].top}, {zero, layout_.plots[panel].bottom()}, dark, 1.2);
    }
  }

  void name_ticks(std::size_t panel) {
    const PixelBox& plot = layout_.plots[panel];
    const auto gaps = static_cast<double>(std::max<std::size_t>(2, chart_.x_names.names.size()) - 1);
    for (const std::size_t i : labelled(chart_.x_names, plot.width / gaps, small_size, 12))
      tick(panel, layout_.x_at(chart_, panel, static_cast<double>(i)), chart_.x_names.names[i]);
  }

  void draw_line(const ChartPanel& panel, std::size_t series, const PixelLine& line) {
    add(R"(<g><title>{}</title>)", xml_escaped(panel.series[series].name));
    stroke(chart_.join == Chart::Join::steps ? stairs_of(line) : line, series);
    if (weight_of(series) != Weight::reference) draw_markers(series, panel.series.size(), line);
    add("</g>");
  }

  void draw_markers(std::size_t series, std::size_t of_lines, const PixelLine& line) {
    constexpr double apart = 18;
    const LineStyle style = style_of(series);
    // If x has names, the axis shows the points; if x is a number, only the markers do.
    const std::vector<PixelPoint> marked = chart_.x_names.names.empty()
                                               ? marked_by_way(line, apart)
                                               : marked_in_turn(line, series, of_lines, 2 * apart);
    for (const PixelPoint point : marked) add("{}", marker_at(style, point));
  }

  void label_ends(std::size_t panel, const std::vector<PixelLine>& lines) {
    const std::vector<ChartSeries>& shown = chart_.panels[panel].series;
    std::vector<LabelledEnd> ends;
    std::vector<std::size_t> of;
    std::vector<PixelPoint> ink;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      add_ink(lines[i], ink);
      if (lines[i].empty()) continue;
      ends.push_back({lines[i].back().back(), name_at + text_width(label_of(chart_, shown[i]), small_size)});
      of.push_back(i);
    }
    const std::vector<PixelBox> boxes =
        place_labels(ends, row_height, layout_.plots[panel], layout_.label_width, ink);
    for (std::size_t i = 0; i < of.size(); ++i) label(shown[of[i]], of[i], ends[i].at, boxes[i]);
  }

  void label(const ChartSeries& shown, std::size_t series, PixelPoint end, const PixelBox& box) {
    const double middle = box.top + box.height / 2;
    const PixelPoint near_edge{std::clamp(end.x, box.left, box.right()), middle};
    constexpr double near = 12;
    if (std::hypot(near_edge.x - end.x, near_edge.y - end.y) > near || near_edge.y != end.y)
      rule(end, near_edge, reference_grey, 0.8);
    add(R"(<rect x="{}" y="{}" width="{}" height="{}" fill="#FFFFFF" fill-opacity="0.85"/>)", px(box.left),
        px(box.top), px(box.width), px(box.height));
    const bool reference = weight_of(series) == Weight::reference;
    // A single marker beside the end of its line would look like one more point.
    const bool marked = !reference && marked_lines() > 1;
    if (marked) add("{}", marker_at(style_of(series), {box.left + 5, middle}));
    write({box.left + (marked_lines() > 1 ? name_at : bare_name_at), middle + 4}, label_of(chart_, shown),
          {small_size, reference ? muted : dark});
  }

  std::ptrdiff_t marked_lines() const {
    return std::count_if(layout_.legend.begin(), layout_.legend.end(),
                         [](const LegendEntry& entry) { return entry.weight != Weight::reference; });
  }

  const Chart& chart_;
  const ChartLayout layout_;
  std::string svg_;
};

}  // namespace

std::string svg_of(const Chart& chart) {
  return Drawing(chart).whole();
}

}  // namespace lastmile::io
