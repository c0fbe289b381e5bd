#include "tools/exchange/assembly/lines.h"

#include <algorithm>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <iterator>
#include <limits>
#include <tuple>

#include "tools/io/base/geodesic.h"

namespace lastmile::exchange {
namespace {

namespace geometry = boost::geometry;
using Corner = geometry::model::point<double, 3, geometry::cs::cartesian>;
using Box = geometry::model::box<Corner>;

constexpr double longest_piece_m = 1000;  // a straight line is then within 2 cm of the ground

std::uint32_t pieces_of(const Spot& a, const Spot& b) {
  return static_cast<std::uint32_t>(std::clamp(std::ceil(distance_m(a, b) / longest_piece_m), 1.0, 65535.0));
}

// A spot between two others, on the ground.
Spot between(const Spot& a, const Spot& b, double share) {
  if (share <= 0) return a;
  if (share >= 1) return b;
  const Spot straight = a + (b - a) * share;
  return distance_m(a, b) <= longest_piece_m ? straight : spot_of(point_of(straight));
}

struct Entry {
  Box box;
  std::uint32_t vertex;  // of all vertices
  std::uint32_t piece;
};

Box box_of(const Spot& a, const Spot& b, double margin = 0) {
  return {Corner(std::min(a.x, b.x) - margin, std::min(a.y, b.y) - margin, std::min(a.z, b.z) - margin),
          Corner(std::max(a.x, b.x) + margin, std::max(a.y, b.y) + margin, std::max(a.z, b.z) + margin)};
}

struct BoxOfEntry {
  using result_type = const Box&;
  const Box& operator()(const Entry& entry) const { return entry.box; }
};
struct SameEntry {
  bool operator()(const Entry& a, const Entry& b) const { return a.vertex == b.vertex && a.piece == b.piece; }
};

}  // namespace

std::uint32_t LineSet::add(const Point* points, std::size_t count) {
  const auto number = static_cast<std::uint32_t>(size());
  for (std::size_t i = 0; i < count; ++i) {
    points_.push_back(points[i]);
    spots_.push_back(spot_of(points[i]));
    line_.push_back(number);
  }
  first_.push_back(points_.size());
  return number;
}

Spot LineSet::spot_at(std::uint32_t line, const Along& at) const {
  if (at.share <= 0) return spot(line, at.vertex);
  return between(spot(line, at.vertex), spot(line, at.vertex + 1), at.share);
}

double LineSet::length_m(std::uint32_t line, const Along& from, const Along& to) const {
  double length = 0;
  Along at = from;
  while (at < to) {
    Along next = at.vertex == to.vertex ? to : Along{at.vertex + 1, 0};
    const Point a = at.share > 0 ? point_of(spot_at(line, at)) : point(line, at.vertex);
    const Point b = next.share > 0 ? point_of(spot_at(line, next)) : point(line, next.vertex);
    length += io::geodesic_m(a, b);
    at = next;
  }
  return length;
}

struct SegmentTree::Tree {
  using Packed = geometry::index::rtree<Entry, geometry::index::rstar<16>, BoxOfEntry, SameEntry>;
  Packed packed;
};

SegmentTree::SegmentTree(const LineSet& lines, const std::vector<char>& included) : lines_(lines) {
  std::vector<Entry> entries;
  for (std::uint32_t line = 0; line < lines.size(); ++line) {
    if (!included[line]) continue;
    for (std::size_t v = 0; v + 1 < lines.vertex_count(line); ++v) {
      const Spot& a = lines.spot(line, v);
      const Spot& b = lines.spot(line, v + 1);
      const std::uint32_t pieces = pieces_of(a, b);
      for (std::uint32_t p = 0; p < pieces; ++p)
        entries.push_back({box_of(between(a, b, double(p) / pieces), between(a, b, double(p + 1) / pieces)),
                           static_cast<std::uint32_t>(lines.first_vertex(line) + v), p});
    }
  }
  tree_ = std::make_unique<Tree>(Tree{Tree::Packed(entries)});
}

SegmentTree::~SegmentTree() = default;

namespace {

// The position on the entry's piece that is nearest to the spot.
Nearest nearest_on(const LineSet& lines, const Entry& entry, const Spot& spot) {
  const std::uint32_t line = lines.line_of(entry.vertex);
  const auto vertex = static_cast<std::uint32_t>(entry.vertex - lines.first_vertex(line));
  const Spot& a = lines.spot(line, vertex);
  const Spot& b = lines.spot(line, vertex + 1);
  const std::uint32_t pieces = pieces_of(a, b);
  const Spot from = between(a, b, double(entry.piece) / pieces);
  const Spot to = between(a, b, double(entry.piece + 1) / pieces);
  const double share = nearest_share(spot, from, to);
  const double distance = distance_m(spot, from + (to - from) * share);
  Along at{vertex, (entry.piece + share) / pieces};
  if (at.share >= 1) at = {vertex + 1, 0};
  return {line, at, distance};
}

constexpr double equal_m = 1e-6;  // what is nearer together is rounding

int compare(const Spot& a, const Spot& b) {
  for (const double d : {a.x - b.x, a.y - b.y, a.z - b.z})
    if (std::abs(d) > equal_m) return d < 0 ? -1 : 1;
  return 0;
}

// Whether a line is drawn from its greater end; so that its direction does not matter.
bool runs_backwards(const LineSet& lines, std::uint32_t line) {
  const std::size_t last = lines.vertex_count(line) - 1;
  for (std::size_t v = 0; v < last - v; ++v)
    if (const int order = compare(lines.spot(line, last - v), lines.spot(line, v)); order != 0)
      return order < 0;
  return false;
}

// An order of lines that depends on where they run only, not on their numbers and directions.
int compare_lines(const LineSet& lines, std::uint32_t a, std::uint32_t b) {
  const bool a_backwards = runs_backwards(lines, a);
  const bool b_backwards = runs_backwards(lines, b);
  const std::size_t a_count = lines.vertex_count(a);
  const std::size_t b_count = lines.vertex_count(b);
  for (std::size_t v = 0; v < std::min(a_count, b_count); ++v)
    if (const int order = compare(lines.spot(a, a_backwards ? a_count - 1 - v : v),
                                  lines.spot(b, b_backwards ? b_count - 1 - v : v));
        order != 0)
      return order;
  return a_count < b_count ? -1 : a_count > b_count ? 1 : 0;
}

// Of two equal distances the order of features must not decide, nor the direction of a line.
bool is_better(const LineSet& lines, const Nearest& a, const Nearest& b) {
  if (std::abs(a.distance_m - b.distance_m) > equal_m) return a.distance_m < b.distance_m;
  if (const int order = compare(lines.spot_at(a.line, a.at), lines.spot_at(b.line, b.at)); order != 0)
    return order < 0;
  if (a.line == b.line) return runs_backwards(lines, a.line) ? b.at < a.at : a.at < b.at;
  if (const int order = compare_lines(lines, a.line, b.line); order != 0) return order < 0;
  return a.line < b.line;
}

}  // namespace

void SegmentTree::near(const Spot& spot, double within_m, std::uint32_t but,
                       std::vector<Nearest>& found) const {
  found.clear();
  thread_local std::vector<Entry> hits;
  hits.clear();
  tree_->packed.query(geometry::index::intersects(box_of(spot, spot, within_m)), std::back_inserter(hits));
  for (const Entry& entry : hits) {
    if (lines_.line_of(entry.vertex) == but) continue;
    const Nearest here = nearest_on(lines_, entry, spot);
    if (here.distance_m <= within_m) found.push_back(here);
  }
  // The best of each line. Near spots are few, and what is better is no order that a sort may use.
  std::sort(found.begin(), found.end(), [](const Nearest& a, const Nearest& b) { return a.line < b.line; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (kept > 0 && found[kept - 1].line == found[i].line) {
      if (is_better(lines_, found[i], found[kept - 1])) found[kept - 1] = found[i];
    } else {
      found[kept++] = found[i];
    }
  }
  found.resize(kept);
}

std::optional<Nearest> SegmentTree::nearest(const Spot& spot, double within_m) const {
  std::optional<Nearest> best;
  if (tree_->packed.empty()) return best;
  thread_local std::vector<Entry> hits;
  const auto consider = [&](double reach_m) {
    for (const Entry& entry : hits) {
      const Nearest here = nearest_on(lines_, entry, spot);
      if (here.distance_m <= reach_m && (!best || is_better(lines_, here, *best))) best = here;
    }
    hits.clear();
  };
  // The segments with the nearest boxes bound the distance; then all boxes within it are looked at.
  constexpr unsigned few = 4;
  hits.clear();
  tree_->packed.query(geometry::index::nearest(Corner(spot.x, spot.y, spot.z), few),
                      std::back_inserter(hits));
  consider(std::numeric_limits<double>::infinity());
  const double reach_m = std::min(within_m, best->distance_m + equal_m);
  best.reset();
  tree_->packed.query(geometry::index::intersects(box_of(spot, spot, reach_m)), std::back_inserter(hits));
  consider(within_m);
  return best;
}

std::vector<SegmentTree::Pair> SegmentTree::touching_boxes() const {
  std::vector<Pair> pairs;
  std::vector<Entry> hits;
  for (const Entry& entry : tree_->packed) {
    const std::uint32_t line = lines_.line_of(entry.vertex);
    hits.clear();
    tree_->packed.query(geometry::index::intersects(entry.box), std::back_inserter(hits));
    for (const Entry& other : hits) {
      const std::uint32_t other_line = lines_.line_of(other.vertex);
      if (other_line < line || (other_line == line && other.vertex <= entry.vertex + 1)) continue;
      pairs.push_back({line, static_cast<std::uint32_t>(entry.vertex - lines_.first_vertex(line)), other_line,
                       static_cast<std::uint32_t>(other.vertex - lines_.first_vertex(other_line))});
    }
  }
  const auto key = [](const Pair& p) { return std::tuple(p.line, p.vertex, p.other_line, p.other_vertex); };
  std::sort(pairs.begin(), pairs.end(), [&](const Pair& a, const Pair& b) { return key(a) < key(b); });
  pairs.erase(
      std::unique(pairs.begin(), pairs.end(), [&](const Pair& a, const Pair& b) { return key(a) == key(b); }),
      pairs.end());
  return pairs;
}

}  // namespace lastmile::exchange
