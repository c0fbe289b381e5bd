// The lines of all link layers in one flat list of vertices, and the segments between them in an R-tree.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "tools/exchange/assembly/space.h"

namespace lastmile::exchange {

// A position on a line: between vertex `vertex` and the next, both counted in the line.
struct Along {
  std::uint32_t vertex = 0;
  double share = 0;

  bool operator<(const Along& o) const { return vertex != o.vertex ? vertex < o.vertex : share < o.share; }
  bool operator==(const Along&) const = default;
};

class LineSet {
 public:
  // Adds a line of at least two points and returns its number.
  std::uint32_t add(const Point* points, std::size_t count);

  std::size_t size() const { return first_.size() - 1; }
  std::size_t vertex_count(std::uint32_t line) const { return first_[line + 1] - first_[line]; }
  std::size_t all_vertices() const { return points_.size(); }
  const Point& point(std::uint32_t line, std::size_t vertex) const { return points_[first_[line] + vertex]; }
  const Spot& spot(std::uint32_t line, std::size_t vertex) const { return spots_[first_[line] + vertex]; }
  std::uint32_t line_of(std::size_t vertex) const { return line_[vertex]; }
  std::size_t first_vertex(std::uint32_t line) const { return first_[line]; }
  Along end(std::uint32_t line) const { return {static_cast<std::uint32_t>(vertex_count(line) - 1), 0}; }
  Spot spot_at(std::uint32_t line, const Along& at) const;
  // Length along the line on the ellipsoid.
  double length_m(std::uint32_t line, const Along& from, const Along& to) const;

 private:
  std::vector<Point> points_;
  std::vector<Spot> spots_;
  std::vector<std::uint32_t> line_;  // of each vertex
  std::vector<std::size_t> first_ = {0};
};

struct Nearest {
  std::uint32_t line = 0;
  Along at;
  double distance_m = 0;
};

// Bulk-loaded R-tree (Guttman 1984, packed as by Garcia, Lopez and Leutenegger 1998) over the segments of
// some lines. Build O(n log n), queries O(log n) each; segments above one kilometre count as several.
class SegmentTree {
 public:
  // `included[line]` says which lines it holds.
  SegmentTree(const LineSet& lines, const std::vector<char>& included);
  ~SegmentTree();
  SegmentTree(const SegmentTree&) = delete;
  SegmentTree& operator=(const SegmentTree&) = delete;

  // For each line within the distance, except `but`, its position nearest to the spot. In order of lines.
  void near(const Spot& spot, double within_m, std::uint32_t but, std::vector<Nearest>& found) const;
  // The nearest position on any line within the distance; of equals one that does not
  // depend on the order of lines.
  std::optional<Nearest> nearest(const Spot& spot, double within_m) const;
  // Pairs of segments that may cross, of different lines or of one, but not neighbours; each pair once.
  struct Pair {
    std::uint32_t line, vertex, other_line, other_vertex;
  };
  std::vector<Pair> touching_boxes() const;

 private:
  struct Tree;
  const LineSet& lines_;
  std::unique_ptr<Tree> tree_;
};

}  // namespace lastmile::exchange
