#include "tools/io/chart/chart_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tools/io/chart/svg_text.h"

namespace lastmile::io {
namespace {

constexpr double gutter = 14;       // between a plot and the items beside it
constexpr double marker_room = 16;  // before the name at a line's end
constexpr double panel_gap = 22;    // between panels side by side
constexpr double panel_title_room = 26;
constexpr double sample_width = 44;  // of a line in the legend
constexpr double legend_row = 21;

double charted(double value) {
  return std::clamp(value, -greatest_charted, greatest_charted);
}

struct Range {
  double least = 0;
  double greatest = 0;
  void add(double value) {
    least = std::min(least, charted(value));
    greatest = std::max(greatest, charted(value));
  }
};

void find_axes(const Chart& chart, bool small, ChartLayout& layout) {
  Range x;
  Range y;
  for (const ChartPanel& panel : chart.panels) {
    for (const ChartSeries& series : panel.series) {
      for (const ChartPoint point : series.points) {
        if (!is_drawn(point)) continue;
        x.add(point.x);
        y.add(point.y);
      }
    }
  }
  layout.x = nice_axis(x.least, x.greatest, small ? 4 : 10);
  layout.y = nice_axis(y.least, y.greatest, small ? 4 : 6);
}

double widest_label(const Chart& chart) {
  double widest = 0;
  for (const ChartPanel& panel : chart.panels)
    for (const ChartSeries& series : panel.series)
      widest = std::max(widest, text_width(label_of(chart, series), small_size));
  return widest;
}

double widest_tick(const Axis& axis) {
  double widest = 0;
  for (std::int64_t tick = axis.first; tick <= axis.last; ++tick)
    widest = std::max(widest, text_width(axis.label(tick), small_size));
  return widest;
}

// The names of the fullest panel with their styles. The main line has the first style; references do not use
// up a style.
std::vector<LegendEntry> legend_entries(const Chart& chart) {
  using Weight = ChartSeries::Weight;
  const auto fullest =
      std::max_element(chart.panels.begin(), chart.panels.end(),
                       [](const auto& a, const auto& b) { return a.series.size() < b.series.size(); });
  std::vector<LegendEntry> entries;
  if (fullest == chart.panels.end()) return entries;
  const bool has_main = std::any_of(fullest->series.begin(), fullest->series.end(),
                                    [](const ChartSeries& one) { return one.weight == Weight::main; });
  std::size_t next = has_main ? 1 : 0;
  constexpr double widest_name = 220;
  for (const ChartSeries& series : fullest->series)
    entries.push_back({shortened(series.name, text_size, widest_name),
                       series.weight,
                       series.weight == Weight::usual ? next++ : 0,
                       {}});
  return entries;
}

// In one row if they fit, otherwise in columns of equal width.
void lay_legend(const Chart& chart, double& down, ChartLayout& layout) {
  layout.legend = legend_entries(chart);
  if (layout.legend.empty()) return;
  constexpr double between = 24;
  std::vector<double> widths;
  for (const LegendEntry& entry : layout.legend)
    widths.push_back(sample_width + text_width(entry.name, text_size) + between);
  const double room = page_width - 2 * page_margin + between;
  const bool one_row = std::accumulate(widths.begin(), widths.end(), 0.0) <= room;
  const double widest = *std::max_element(widths.begin(), widths.end());
  const auto columns = one_row ? widths.size() : static_cast<std::size_t>(std::floor(room / widest));
  double right = page_margin;
  down += legend_row / 2;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (i > 0 && i % columns == 0) {
      right = page_margin;
      down += legend_row;
    }
    layout.legend[i].at = {right, down};
    right += one_row ? widths[i] : widest;
  }
  down += legend_row / 2;
}

double plot_height(const Chart& chart) {
  std::size_t most_lines = 0;
  for (const ChartPanel& panel : chart.panels) most_lines = std::max(most_lines, panel.series.size());
  const double for_labels = row_height * static_cast<double>(most_lines + 1);
  const std::size_t panels = chart.panels.size();
  const double usual = panels == 1 ? 390 : panels <= 3 ? 240 : 190;
  return std::max(usual, for_labels);
}

std::size_t columns_of(const Chart& chart) {
  const std::size_t panels = chart.panels.size();
  return panels == 4 ? 2 : std::clamp<std::size_t>(panels, 1, 3);
}

void lay_panels(const Chart& chart, double& down, ChartLayout& layout) {
  const std::size_t columns = columns_of(chart);
  const auto gaps = static_cast<double>(columns - 1);
  const double ticks = std::ceil(widest_tick(layout.y)) + 10;
  const double beside = layout.label_width;
  const double room =
      page_width - 2 * page_margin - ticks - gaps * panel_gap - static_cast<double>(columns) * beside;
  const double width = std::floor(room / static_cast<double>(columns));
  const double height = plot_height(chart);
  const std::size_t count = chart.panels.size();
  const bool titled = std::any_of(chart.panels.begin(), chart.panels.end(),
                                  [](const ChartPanel& panel) { return !panel.title.empty(); });
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t column = i % columns;
    if (column == 0 && i > 0) down += height + 12;
    if (column == 0 && titled) down += panel_title_room;
    const double left = page_margin + ticks + static_cast<double>(column) * (width + beside + panel_gap);
    layout.plots.push_back({left, down, width, height});
    layout.leftmost.push_back(column == 0);
    layout.lowest.push_back(i + columns >= count);
  }
  if (count > 0) down += height;
}

}  // namespace

bool is_drawn(ChartPoint point) {
  return std::isfinite(point.x) && std::isfinite(point.y);
}

std::string label_of(const Chart& chart, const ChartSeries& series) {
  const double widest = chart.panels.size() == 1 ? 170 : 96;
  return shortened(series.short_name.empty() ? series.name : series.short_name, small_size, widest);
}

double ChartLayout::x_at(const Chart& chart, std::size_t panel, double value) const {
  const PixelBox& plot = plots[panel];
  const std::size_t names = chart.x_names.names.size();
  if (names == 0) return plot.left + plot.width * x.share(charted(value));
  if (names == 1) return plot.left + plot.width / 2;
  return plot.left + plot.width * value / static_cast<double>(names - 1);
}

double ChartLayout::y_at(std::size_t panel, double value) const {
  const PixelBox& plot = plots[panel];
  return plot.bottom() - plot.height * y.share(charted(value));
}

PixelLine ChartLayout::line_of(const Chart& chart, std::size_t panel, const ChartSeries& series) const {
  PixelLine line;
  bool gap = true;
  for (const ChartPoint point : series.points) {
    if (is_drawn(point)) {
      if (gap) line.emplace_back();
      line.back().push_back({x_at(chart, panel, point.x), y_at(panel, point.y)});
    }
    gap = !is_drawn(point);
  }
  return line;
}

ChartLayout layout_of(const Chart& chart) {
  ChartLayout layout;
  find_axes(chart, chart.panels.size() > 1, layout);
  layout.label_width = gutter + marker_room + std::ceil(widest_label(chart));
  double down = 46;  // the title's base line
  if (!chart.subtitle.empty()) down += 22;
  down += 14;
  lay_legend(chart, down, layout);
  down += 24;
  layout.y_title_at = down;
  down += chart.panels.size() > 1 ? 4 : 14;
  lay_panels(chart, down, layout);
  constexpr double x_labels_and_title = 46;
  constexpr double source_line = 34;
  layout.height = std::ceil(down + x_labels_and_title + source_line);
  return layout;
}

}  // namespace lastmile::io
