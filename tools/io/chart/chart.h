// Content of a line chart: one panel, or several side by side on the same scale.
#pragma once

#include <string>
#include <vector>

#include "tools/io/chart/chart_axis.h"

namespace lastmile::io {

struct ChartPoint {
  double x = 0;
  double y = 0;
};

struct ChartSeries {
  std::string name;
  std::vector<ChartPoint> points;  // a point that is not finite leaves a gap
  enum class Weight {
    usual,
    main,       // heavier, with the first style of its chart
    reference,  // thin and grey, for comparison
  };
  Weight weight = Weight::usual;
  std::string short_name = {};  // for the label at its end; if empty, the name
};

struct ChartPanel {
  std::string title;  // may be empty
  std::vector<ChartSeries> series;
};

// Names may have any length and contain any bytes. Names that do not fit are shortened in the picture; the
// description has them in full.
struct Chart {
  enum class Join { straight, steps };  // steps: a value holds until the next point

  std::string id;  // letters, for references within a page that shows several charts
  std::string title;
  std::string subtitle;
  std::string x_title;             // with unit
  std::string y_title;             // with unit
  NamedPositions x_names;          // names of x positions 0, 1, 2, ...; if empty, x is a number
  std::vector<ChartPanel> panels;  // series at the same index of their panels have the same style
  Join join = Join::straight;
  std::string source;  // where the figures come from
};

}  // namespace lastmile::io
