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

// Places on a line as near to where they are wanted as they can be, `gap` apart at least and within low..high
// where that is long enough for them all (else from low on); those wanted at one place keep their order.
std::vector<double> spread(std::span<const double> wanted, double gap, double low, double high);

struct LabelledEnd {
  PixelPoint at;
  double width;  // of the label
};

// A place for the label at each end of a line, none on another as far as there is room. Lines that end where
// the picture ends have theirs in a column right of it; the others theirs beside their ends, on as little of
// what is drawn (`ink`, points along the lines) as can be. Labels may lie up to `right_room` right of the
// plot.
std::vector<PixelBox> place_labels(std::span<const LabelledEnd> ends, double height, const PixelBox& plot,
                                   double right_room, std::span<const PixelPoint> ink);

}  // namespace lastmile::io
