// Layout of a chart's page, in pixels from its top left corner.
#pragma once

#include <string>
#include <vector>

#include "tools/io/chart/chart.h"
#include "tools/io/chart/chart_labels.h"
#include "tools/io/chart/chart_marks.h"

namespace lastmile::io {

inline constexpr double page_width = 960;
inline constexpr double page_margin = 28;
inline constexpr double title_size = 20;
inline constexpr double text_size = 13;
inline constexpr double small_size = 12;
inline constexpr double row_height = 15;  // of labels at the ends of lines

struct LegendEntry {
  std::string name;  // as shown
  ChartSeries::Weight weight = ChartSeries::Weight::usual;
  std::size_t style = 0;  // for line_style()
  PixelPoint at;          // left end, at the middle of its row
};

struct ChartLayout {
  Axis x;  // of numbers; if x has names, of the positions
  Axis y;
  double label_width = 0;           // room for the names right of each plot
  double height = 0;                // of the page
  std::vector<LegendEntry> legend;  // one entry per series of the fullest panel
  double y_title_at = 0;            // baseline
  std::vector<PixelBox> plots;      // one per panel
  std::vector<bool> leftmost;       // panels with the labels of the y axis
  std::vector<bool> lowest;         // panels with the labels of the x axis

  double x_at(const Chart& chart, std::size_t panel, double x) const;
  double y_at(std::size_t panel, double y) const;
  PixelLine line_of(const Chart& chart, std::size_t panel, const ChartSeries& series) const;
};

ChartLayout layout_of(const Chart& chart);

// The name of a series as shown in its label.
std::string label_of(const Chart& chart, const ChartSeries& series);

// Whether a point is drawn: both values must be numbers.
bool is_drawn(ChartPoint point);

}  // namespace lastmile::io
