// Figures over time as text: a line of bars, and a small chart with an axis.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "tools/cli/terminal/terminal.h"

namespace lastmile::cli {

// A level at the end of a period, or a flow during it.
enum class Quantity { stock, flow };

// The values in at most `columns` columns. With enough room a period takes several columns, `widest` at most;
// otherwise several periods share one, which shows the last of a stock or the mean of a flow.
std::vector<double> fitted(std::span<const double> values, std::size_t columns, std::size_t widest,
                           Quantity quantity);

// One cell per value, from ▁ at `low` to █ at `high`.
std::string sparkline(std::span<const double> values, double low, double high);

struct Chart {
  std::string title;
  std::vector<double> values;
  Quantity quantity;
  std::string begin;  // what is written under the first column
  std::string end;    // and under the last
  std::function<std::string(double)> number;
  Style style = Style::plain;
};

// Two cells a line: labels of the axis; columns that rise from 0 in eighths of a cell and fall below it in
// halves, all on one scale. `width` cells of columns, `height` lines of them beside title, axis and names.
using ChartLine = std::array<TextTable::Cell, 2>;
std::vector<ChartLine> column_chart(const Chart& chart, std::size_t width, std::size_t height);

}  // namespace lastmile::cli
