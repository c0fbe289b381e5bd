#include "tools/cli/reports/time_chart.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lastmile::cli {
namespace {

constexpr std::array<std::string_view, 8> rising = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

// The part of a column in the line `row` lines away from the axis, from 0 to 1.
double part_in_row(double size, double per_row, std::size_t row) {
  return std::clamp(size / per_row - static_cast<double>(row), 0.0, 1.0);
}

// A value above 0 is always visible next to the axis.
std::string_view rising_cell(double part, bool at_axis) {
  auto eighths = static_cast<std::size_t>(std::lround(part * 8));
  if (eighths == 0 && part > 0 && at_axis) eighths = 1;
  return eighths == 0 ? " " : rising[eighths - 1];
}

std::string_view falling_cell(double part, bool at_axis) {
  auto halves = static_cast<std::size_t>(std::lround(part * 2));
  if (halves == 0 && part > 0 && at_axis) halves = 1;
  return halves == 0 ? " " : halves == 1 ? "▀" : "█";
}

struct Scale {
  double high = 0;
  double low = 0;
  std::size_t up = 0;    // lines above the axis
  std::size_t down = 0;  // and below it
  double per_row = 1;
};

// The amount per line for this many lines below the axis; infinite if a required side has no line.
double per_row(const Scale& scale, std::size_t height, std::size_t down) {
  const auto share = [](double extent, std::size_t rows) {
    return extent > 0 ? extent / static_cast<double>(rows) : 0;
  };
  return std::max(share(scale.high, height - down), share(-scale.low, down));
}

// Divides the lines above and below the axis so that the columns become as long as possible.
Scale scale_of(std::span<const double> values, std::size_t height) {
  Scale scale;
  for (const double value : values) {
    scale.high = std::max(scale.high, value);
    scale.low = std::min(scale.low, value);
  }
  for (std::size_t down = 1; down <= height; ++down)
    if (per_row(scale, height, down) < per_row(scale, height, scale.down)) scale.down = down;
  scale.up = height - scale.down;
  if (scale.high > 0 || scale.low < 0) scale.per_row = per_row(scale, height, scale.down);
  return scale;
}

// The line, counted from the axis, where a column of this size ends.
std::size_t last_row(double size, double per_row) {
  return static_cast<std::size_t>(std::max(std::ceil(size / per_row - 1e-9) - 1, 0.0));
}

std::string names_below(const Chart& chart, std::size_t width) {
  const std::size_t taken = display_width(chart.begin) + display_width(chart.end);
  if (chart.begin == chart.end || taken + 1 > width) return printable(chart.begin, width);
  return chart.begin + pad_left(chart.end, width - display_width(chart.begin));
}

}  // namespace

std::vector<double> fitted(std::span<const double> values, std::size_t columns, std::size_t widest,
                           Quantity quantity) {
  std::vector<double> fit;
  if (values.empty() || columns == 0) return fit;
  if (values.size() <= columns) {
    const std::size_t times = std::clamp<std::size_t>(columns / values.size(), 1, widest);
    for (const double value : values) fit.insert(fit.end(), times, value);
    return fit;
  }
  for (std::size_t column = 0; column < columns; ++column) {
    const std::size_t first = column * values.size() / columns;
    const std::size_t last = (column + 1) * values.size() / columns;
    const auto shared = values.subspan(first, last - first);
    const double sum = std::accumulate(shared.begin(), shared.end(), 0.0);
    fit.push_back(quantity == Quantity::stock ? shared.back() : sum / static_cast<double>(shared.size()));
  }
  return fit;
}

std::string sparkline(std::span<const double> values, double low, double high) {
  std::string line;
  for (const double value : values) {
    const double part = high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0;
    line += rising[static_cast<std::size_t>(std::lround(part * 7))];
  }
  return line;
}

std::vector<ChartLine> column_chart(const Chart& chart, std::size_t width, std::size_t height) {
  constexpr std::size_t widest_column = 4;
  const std::vector<double> columns = fitted(chart.values, width, widest_column, chart.quantity);
  const Scale scale = scale_of(columns, height);
  std::vector<ChartLine> lines = {{{{""}, {printable(chart.title, width + 1), Style::bold, true}}}};
  const std::size_t label_width = std::max(display_width(chart.number(scale.high)),
                                           scale.low < 0 ? display_width(chart.number(scale.low)) : 0);
  const auto add = [&](const std::string& label, const std::string& axis, const std::string& bars) {
    lines.push_back({{{pad_left(label, label_width), Style::dim}, {axis + bars, chart.style, true}}});
  };
  for (std::size_t row = scale.up; row-- > 0;) {
    std::string bars;
    for (const double value : columns) bars += rising_cell(part_in_row(value, scale.per_row, row), row == 0);
    const bool ends_here = scale.high > 0 && row == last_row(scale.high, scale.per_row);
    add(ends_here ? chart.number(scale.high) : "", ends_here ? "┤" : "│", bars);
  }
  std::string axis;
  for (std::size_t i = 0; i < columns.size(); ++i) axis += "─";
  add("0", "┼", axis);
  for (std::size_t row = 0; row < scale.down; ++row) {
    std::string bars;
    for (const double value : columns)
      bars += falling_cell(part_in_row(-value, scale.per_row, row), row == 0);
    const bool ends_here = row == last_row(-scale.low, scale.per_row);
    add(ends_here ? chart.number(scale.low) : "", ends_here ? "┤" : "│", bars);
  }
  lines.push_back({{{""}, {" " + names_below(chart, columns.size()), Style::dim, true}}});
  return lines;
}

}  // namespace lastmile::cli
