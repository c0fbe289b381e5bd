#include "tools/io/chart/chart_labels.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace lastmile::io {
namespace {

constexpr double label_gap = 9;  // pixels between the end of a line and its label

// Neighbours that share one shift because they would touch otherwise.
struct LabelBlock {
  double sum = 0;  // of the wanted positions minus the gaps before them
  std::size_t size = 0;
  double mean() const { return sum / static_cast<double>(size); }
};

// Pool adjacent violators: the positions with the least squared distance to the wanted ones (sorted).
std::vector<double> pooled(const std::vector<double>& wanted, double gap) {
  std::vector<LabelBlock> blocks;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    blocks.push_back({wanted[i] - gap * static_cast<double>(i), 1});
    while (blocks.size() > 1 && blocks.back().mean() < blocks[blocks.size() - 2].mean()) {
      const LabelBlock last = blocks.back();
      blocks.pop_back();
      blocks.back().sum += last.sum;
      blocks.back().size += last.size;
    }
  }
  std::vector<double> places;
  for (const LabelBlock& block : blocks)
    for (std::size_t i = 0; i < block.size; ++i)
      places.push_back(block.mean() + gap * static_cast<double>(places.size()));
  return places;
}

double crowding(const PixelBox& box, std::span<const PixelPoint> ink) {
  constexpr double clear_by = 3;
  const PixelBox wider{box.left - clear_by, box.top - clear_by, box.width + 2 * clear_by,
                       box.height + 2 * clear_by};
  return static_cast<double>(
      std::count_if(ink.begin(), ink.end(), [&](PixelPoint point) { return wider.contains(point); }));
}

// To the right and left of the end, and above and below it, row by row outwards.
std::vector<PixelBox> candidates(PixelPoint end, double width, double height, double reach) {
  std::vector<PixelBox> boxes;
  const double middle = end.y - height / 2;
  const double row = height / 2;
  const auto rows = static_cast<int>(reach / row);
  for (int i = 0; i <= rows; ++i) {
    for (const double dy : {-row * i, row * i}) {
      boxes.push_back({end.x + label_gap, middle + dy, width, height});
      boxes.push_back({end.x - label_gap - width, middle + dy, width, height});
      if (i >= 3) boxes.push_back({end.x - width / 2, middle + dy, width, height});
    }
  }
  return boxes;
}

// The nearest position inside the bounds that does not overlap the labels `taken`; to the right of the end if
// there is none.
PixelBox place_beside(PixelPoint end, double width, double height, const PixelBox& bounds,
                      std::span<const PixelBox> taken, std::span<const PixelPoint> ink) {
  constexpr double price_of_ink = 12;  // in pixels of distance
  PixelBox best{end.x + label_gap, end.y - height / 2, width, height};
  double least = std::numeric_limits<double>::infinity();
  for (const PixelBox& box : candidates(end, width, height, bounds.height)) {
    const double away = std::abs(box.top + height / 2 - end.y);
    if (away >= least || !bounds.contains(box)) continue;
    if (std::any_of(taken.begin(), taken.end(), [&](const PixelBox& other) { return box.overlaps(other); }))
      continue;
    const double cost = away + price_of_ink * crowding(box, ink);
    if (cost >= least) continue;
    least = cost;
    best = box;
  }
  return best;
}

}  // namespace

std::vector<double> spread(std::span<const double> wanted, double gap, double low, double high) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  std::vector<double> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) sorted.push_back(wanted[i]);
  std::vector<double> places = pooled(sorted, gap);
  for (std::size_t i = places.size(); i-- > 0;)
    places[i] = std::min(places[i], high - gap * static_cast<double>(places.size() - 1 - i));
  for (std::size_t i = 0; i < places.size(); ++i)
    places[i] = std::max(places[i], low + gap * static_cast<double>(i));
  std::vector<double> result(wanted.size());
  for (std::size_t i = 0; i < order.size(); ++i) result[order[i]] = places[i];
  return result;
}

std::vector<PixelBox> place_labels(std::span<const LabelledEnd> ends, double height, const PixelBox& plot,
                                   double right_room, std::span<const PixelPoint> ink) {
  constexpr double to_column = 14;
  double rightmost = plot.left;
  for (const PixelPoint point : ink) rightmost = std::max(rightmost, point.x);
  const auto in_column = [&](const LabelledEnd& end) { return end.at.x >= rightmost - to_column; };
  std::vector<double> wanted;
  for (const LabelledEnd& end : ends)
    if (in_column(end)) wanted.push_back(end.at.y);
  const std::vector<double> middles = spread(wanted, height, plot.top, plot.bottom());
  std::vector<PixelBox> boxes(ends.size());
  std::vector<PixelBox> taken;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (!in_column(ends[i])) continue;
    const double middle = middles[taken.size()];
    boxes[i] = {rightmost + to_column, middle - height / 2, ends[i].width, height};
    taken.push_back(boxes[i]);
  }
  const PixelBox bounds{plot.left, plot.top - height / 2, plot.width + right_room, plot.height + height / 2};
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (in_column(ends[i])) continue;
    boxes[i] = place_beside(ends[i].at, ends[i].width, height, bounds, taken, ink);
    taken.push_back(boxes[i]);
  }
  return boxes;
}

}  // namespace lastmile::io
