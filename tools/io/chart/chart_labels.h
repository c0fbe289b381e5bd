// Positions of the labels at the ends of a chart's lines, without overlaps.
#pragma once

#include <span>
#include <vector>

namespace lastmile::io {

struct PixelPoint {
  double x = 0;
  double y = 0;
};

struct PixelBox {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;

  double right() const { return left + width; }
  double bottom() const { return top + height; }
  bool overlaps(const PixelBox& other) const {
    return left < other.right() && other.left < right() && top < other.bottom() && other.top < bottom();
  }
  bool contains(PixelPoint point) const {
    return point.x >= left && point.x <= right() && point.y >= top && point.y <= bottom();
  }
  bool contains(const PixelBox& other) const {
    return other.left >= left && other.right() <= right() && other.top >= top && other.bottom() <= bottom();
  }
};

// Positions on a line as near as possible to the wanted ones, at least `gap` apart and within low..high if
// they all fit (otherwise from low upwards). Equal wanted positions keep their order.
std::vector<double> spread(std::span<const double> wanted, double gap, double low, double high);

struct LabelledEnd {
  PixelPoint at;
  double width;  // of the label
};

// Positions for the labels at the ends of lines, without overlaps as far as there is room. Labels of lines
// that end at the right edge of the plot are in a column to the right of it. Other labels are beside the ends
// of their lines and cover as little of the drawing (`ink`, points along the lines) as possible. Labels may
// extend up to `right_room` beyond the plot.
std::vector<PixelBox> place_labels(std::span<const LabelledEnd> ends, double height, const PixelBox& plot,
                                   double right_room, std::span<const PixelPoint> ink);

}  // namespace lastmile::io
