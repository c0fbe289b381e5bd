// Where lines meet: contacts of lines, places, drops that begin on a line, and the pieces of cut lines.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>
#include <tuple>

#include "sim/support/parallel.h"
#include "tools/exchange/assembly/clusters.h"
#include "tools/exchange/assembly/workspace.h"

namespace lastmile::exchange {
namespace {

// A spot that may be one place with others: a point feature, an end of a line, or a vertex that touches.
struct Node {
  Spot spot;
  Point at;
};

class Meeting {
 public:
  explicit Meeting(Workspace& work) : work_(work), lines_(work.out.lines) {}

  void find() {
    feature_of_line_.assign(lines_.size(), no_number);
    std::vector<char> meets(lines_.size(), 0);
    for (std::uint32_t i = 0; i < work_.lines.size(); ++i) {
      const LineFeature& line = work_.lines[i];
      if (line.line == no_number) continue;
      feature_of_line_[line.line] = i;
      meets[line.line] = line.names_its_ends() ? 0 : 1;
    }
    any_ = std::find(meets.begin(), meets.end(), 1) != meets.end();
    add_point_nodes();
    if (any_) {
      const SegmentTree tree(lines_, meets);
      touch_by_points(tree);
      for (std::uint32_t i = 0; i < work_.lines.size(); ++i)
        if (!work_.lines[i].names_its_ends()) touch_by_line(tree, i);
      cross(tree);
    }
    make_places();
  }

 private:
  bool can_be_cut(std::uint32_t line) const { return work_.lines[feature_of_line_[line]].join != Join::ends; }

  std::uint32_t add_node(const Spot& spot, const Point& at) {
    nodes_.push_back({spot, at});
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }
  void add_point_nodes() {
    for (std::uint32_t i = 0; i < work_.points.size(); ++i) {
      PointFeature& point = work_.points[i];
      if (!point.may_meet_lines) continue;
      point.place = add_node(spot_of(point.at), point.at);
    }
  }
  // Cuts the lines near a spot, other than its own.
  void touch(const SegmentTree& tree, const Spot& spot, std::uint32_t own_line, std::vector<Nearest>& found) {
    tree.near(spot, work_.mapping.snap_m, own_line, found);
    std::erase_if(found, [&](const Nearest& near) { return !can_be_cut(near.line); });
  }
  void add_contacts(const std::vector<Nearest>& found, std::uint32_t node) {
    for (const Nearest& near : found) work_.contacts.push_back({feature_of_line_[near.line], near.at, node});
  }
  void touch_by_points(const SegmentTree& tree) {
    std::vector<Nearest> found;
    for (const PointFeature& point : work_.points) {
      if (point.place == no_number) continue;
      touch(tree, nodes_[point.place].spot, no_number, found);
      add_contacts(found, point.place);
    }
  }
  void touch_by_line(const SegmentTree& tree, std::uint32_t number) {
    const LineFeature& feature = work_.lines[number];
    const std::uint32_t line = feature.line;
    const auto last = static_cast<std::uint32_t>(lines_.vertex_count(line) - 1);
    std::vector<Nearest> found;
    for (std::uint32_t v = 0; v <= last; ++v) {
      const bool is_end = v == 0 || v == last;
      if (!is_end && feature.join == Join::ends) continue;
      touch(tree, lines_.spot(line, v), line, found);
      if (!is_end && found.empty()) continue;
      const std::uint32_t node = add_node(lines_.spot(line, v), lines_.point(line, v));
      add_contacts(found, node);
      work_.contacts.push_back({number, {v, 0}, node});  // the ends too: they are the first and the last
    }
  }
  void cross(const SegmentTree& tree) {
    if (std::none_of(work_.lines.begin(), work_.lines.end(),
                     [](const LineFeature& line) { return line.join == Join::crossing; }))
      return;
    for (std::uint32_t i = 0; i < work_.lines.size(); ++i)
      if (work_.lines[i].join == Join::crossing && !work_.lines[i].names_its_ends()) return_to_itself(i);
    for (const SegmentTree::Pair& pair : tree.touching_boxes()) {
      const std::uint32_t a = feature_of_line_[pair.line];
      const std::uint32_t b = feature_of_line_[pair.other_line];
      if (work_.lines[a].join != Join::crossing || work_.lines[b].join != Join::crossing) continue;
      const auto shares =
          crossing_of(lines_.spot(pair.line, pair.vertex), lines_.spot(pair.line, pair.vertex + 1),
                      lines_.spot(pair.other_line, pair.other_vertex),
                      lines_.spot(pair.other_line, pair.other_vertex + 1));
      if (!shares) continue;
      const Along on_a{pair.vertex, shares->first};
      const Spot spot = lines_.spot_at(pair.line, on_a);
      const std::uint32_t node = add_node(spot, point_of(spot));
      work_.contacts.push_back({a, on_a, node});
      work_.contacts.push_back({b, {pair.other_vertex, shares->second}, node});
    }
  }
  // Cuts a line at vertices that it passes more than once.
  void return_to_itself(std::uint32_t number) {
    const std::uint32_t line = work_.lines[number].line;
    std::vector<std::uint32_t> order(lines_.vertex_count(line));
    std::iota(order.begin(), order.end(), 0U);
    const auto key = [&](std::uint32_t v) {
      const Spot& spot = lines_.spot(line, v);
      return std::tuple(spot.x, spot.y, spot.z, v);
    };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
      const Spot& spot = lines_.spot(line, order[begin]);
      // A vertex that is written twice in a row is passed once.
      std::vector<std::uint32_t> passes;
      for (end = begin; end < order.size() && lines_.spot(line, order[end]) == spot; ++end)
        if (end == begin || order[end] != order[end - 1] + 1) passes.push_back(order[end]);
      if (passes.size() < 2) continue;
      const std::uint32_t node = add_node(spot, lines_.point(line, order[begin]));
      for (const std::uint32_t v : passes) work_.contacts.push_back({number, {v, 0}, node});
    }
  }
  // The shares of two segments where they cross, seen from above; none if they do not, or end there.
  static std::optional<std::pair<double, double>> crossing_of(const Spot& a, const Spot& b, const Spot& c,
                                                              const Spot& d) {
    if (a == c || a == d || b == c || b == d) return std::nullopt;
    const Spot up = a * (1 / std::sqrt(a.dot(a)));
    const auto cross = [&](const Spot& u, const Spot& v) {  // its height
      return up.x * (u.y * v.z - u.z * v.y) + up.y * (u.z * v.x - u.x * v.z) + up.z * (u.x * v.y - u.y * v.x);
    };
    const double area = cross(b - a, d - c);
    if (area == 0) return std::nullopt;
    const double s = cross(c - a, d - c) / area;
    const double t = cross(c - a, b - a) / area;
    if (!(s > 0 && s < 1 && t > 0 && t < 1)) return std::nullopt;
    return std::pair(s, t);
  }

  void make_places() {
    std::vector<Spot> spots;
    spots.reserve(nodes_.size());
    for (const Node& node : nodes_) spots.push_back(node.spot);
    const std::vector<std::uint32_t> cluster = clusters_of(spots, any_ ? work_.mapping.snap_m : 0);
    std::vector<std::uint32_t> place_of(nodes_.size(), no_number);
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      if (cluster[i] == i) {
        place_of[i] = static_cast<std::uint32_t>(work_.places.size());
        work_.places.emplace_back().at = nodes_[i].at;
      } else {
        place_of[i] = place_of[cluster[i]];
        Point& at = work_.places[place_of[i]].at;
        const Point& own = nodes_[i].at;
        if (std::pair(own.lon, own.lat) < std::pair(at.lon, at.lat)) at = own;
      }
    }
    for (Contact& contact : work_.contacts) contact.place = place_of[contact.place];
    for (std::uint32_t i = 0; i < work_.points.size(); ++i) settle(i, place_of);
    for (std::uint32_t i = 0; i < work_.lines.size(); ++i) {
      const LineFeature& line = work_.lines[i];
      if (!line.names_its_ends() || line.line == no_number) continue;
      work_.contacts.push_back({i, {}, work_.points[line.from].place});
      work_.contacts.push_back({i, lines_.end(line.line), work_.points[line.to].place});
    }
  }
  // Gives a point its place: that where it meets lines, else one of its own.
  void settle(std::uint32_t number, const std::vector<std::uint32_t>& place_of) {
    PointFeature& point = work_.points[number];
    if (!any_ || point.place == no_number) {
      point.place = static_cast<std::uint32_t>(work_.places.size());
      work_.places.emplace_back().at = point.at;
    } else {
      point.place = place_of[point.place];
    }
    Place& place = work_.places[point.place];
    if (point.is_premises) {
      if (place.premises == no_number) {
        place.premises = number;
        if (place.site == no_number) place.at = point.at;
      }
      ++place.premises_count;
    } else if (place.site == no_number) {
      place.site = number;
      place.at = point.at;
    }
  }

  Workspace& work_;
  const LineSet& lines_;
  std::vector<std::uint32_t> feature_of_line_;
  std::vector<Node> nodes_;
  bool any_ = false;  // line joins others by its position
};

// The contacts of each line in order along it: contacts[first[i] .. first[i + 1]) are those of line feature
// i.
std::vector<std::size_t> sort_contacts(Workspace& work) {
  std::sort(work.contacts.begin(), work.contacts.end(), [](const Contact& a, const Contact& b) {
    if (a.line_feature != b.line_feature) return a.line_feature < b.line_feature;
    if (!(a.at == b.at)) return a.at < b.at;
    return a.place < b.place;
  });
  std::vector<std::size_t> first(work.lines.size() + 1, 0);
  for (const Contact& contact : work.contacts) ++first[contact.line_feature + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  return first;
}

// Drops that begin on lines: gives each the place of a contact nearby, or a new one.
class Attaching {
 public:
  explicit Attaching(Workspace& work) : work_(work) {}

  void attach() {
    find_nearest();
    const std::vector<std::size_t> first = sort_contacts(work_);
    std::sort(requests_.begin(), requests_.end(), [](const Request& a, const Request& b) {
      if (a.line_feature != b.line_feature) return a.line_feature < b.line_feature;
      if (!(a.at == b.at)) return a.at < b.at;
      return a.drop < b.drop;
    });
    for (std::size_t i = 0; i < requests_.size();) i = place(i, first);
  }

 private:
  struct Request {
    std::uint32_t line_feature;
    Along at;
    std::uint32_t drop;
  };

  void find_nearest() {
    const LineSet& lines = work_.out.lines;
    std::vector<char> included(lines.size(), 0);
    std::vector<std::uint32_t> feature_of_line(lines.size(), no_number);
    for (std::uint32_t i = 0; i < work_.lines.size(); ++i) {
      const LineFeature& line = work_.lines[i];
      if (line.line == no_number) continue;
      feature_of_line[line.line] = i;
      included[line.line] = line.tier != Tier::drop && line.state != State::decommissioned ? 1 : 0;
    }
    std::vector<std::uint32_t> asking;
    for (std::uint32_t i = 0; i < work_.points.size(); ++i)
      if (work_.points[i].is_premises && work_.points[i].at.exists() &&
          work_.mapping_of(work_.points[i].origin).drop.to == DropTo::nearest_link)
        asking.push_back(i);
    if (asking.empty()) return;
    const SegmentTree tree(lines, included);
    std::vector<std::optional<Nearest>> found(asking.size());
    for_each_chunk(asking.size(), [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i)
        found[i] = tree.nearest(spot_of(work_.points[asking[i]].at), work_.mapping.max_drop_m);
    });
    for (std::size_t i = 0; i < asking.size(); ++i) {
      if (!found[i]) continue;
      requests_.push_back(
          {feature_of_line[found[i]->line], found[i]->at, static_cast<std::uint32_t>(work_.drops.size())});
      work_.drops.push_back({asking[i]});
    }
  }

  // A contact of the line within the snapping distance before or after; none if there is none.
  std::uint32_t place_near(const Request& request, const Spot& spot,
                           const std::vector<std::size_t>& first) const {
    const auto begin = work_.contacts.begin() + static_cast<std::ptrdiff_t>(first[request.line_feature]);
    const auto end = work_.contacts.begin() + static_cast<std::ptrdiff_t>(first[request.line_feature + 1]);
    const auto after =
        std::lower_bound(begin, end, request, [](const Contact& c, const Request& r) { return c.at < r.at; });
    double least = std::max(work_.mapping.snap_m, 1e-9);
    std::uint32_t found = no_number;
    const auto consider = [&](const Contact& contact) {
      const double distance =
          distance_m(spot, work_.out.lines.spot_at(work_.lines[request.line_feature].line, contact.at));
      if (distance <= least) {
        least = distance;
        found = contact.place;
      }
    };
    if (after != end) consider(*after);
    if (after != begin) consider(*std::prev(after));
    return found;
  }

  // Gives one request the place of a contact nearby, or a run of requests without one a new place: all that
  // are within the snapping distance of the one before. Returns the next request.
  std::size_t place(std::size_t i, const std::vector<std::size_t>& first) {
    const std::uint32_t line = work_.lines[requests_[i].line_feature].line;
    std::uint32_t place = place_near(requests_[i], work_.out.lines.spot_at(line, requests_[i].at), first);
    std::size_t end = i + 1;
    if (place == no_number) {
      Spot before = work_.out.lines.spot_at(line, requests_[i].at);
      std::pair least(std::tuple(before.x, before.y, before.z), i);
      for (; end < requests_.size() && requests_[end].line_feature == requests_[i].line_feature; ++end) {
        const Spot spot = work_.out.lines.spot_at(line, requests_[end].at);
        if (distance_m(before, spot) > std::max(work_.mapping.snap_m, 1e-9) ||
            place_near(requests_[end], spot, first) != no_number)
          break;
        least = std::min(least, std::pair(std::tuple(spot.x, spot.y, spot.z), end));
        before = spot;
      }
      const Request& chosen = requests_[least.second];
      place = static_cast<std::uint32_t>(work_.places.size());
      work_.places.emplace_back().at = point_of(work_.out.lines.spot_at(line, chosen.at));
      work_.contacts.push_back({chosen.line_feature, chosen.at, place});
    }
    for (std::size_t r = i; r < end; ++r) work_.drops[requests_[r].drop].place = place;
    work_.places[place].attached += static_cast<std::uint32_t>(end - i);
    return end;
  }

  Workspace& work_;
  std::vector<Request> requests_;
};

// Cuts one line into pieces from contact to contact.
class Cutting {
 public:
  explicit Cutting(Workspace& work) : work_(work), lines_(work.out.lines) {}

  void cut(std::uint32_t number, std::span<const Contact> along) {
    const LineFeature& feature = work_.lines[number];
    if (feature.line == no_number) {
      work_.pieces.push_back(
          {number, {}, {}, work_.points[feature.from].place, work_.points[feature.to].place, 0});
      return;
    }
    const std::size_t before = work_.pieces.size();
    Contact at = along.front();
    for (std::size_t i = 1; i < along.size(); ++i) {
      const Contact& next = along[i];
      const double length = lines_.length_m(feature.line, at.at, next.at);
      const bool is_last = i + 1 == along.size();
      if (next.place == at.place && length <= 2 * work_.mapping.snap_m + 1e-9) {
        // The same place twice: what lies between belongs to the piece before, or to the next one.
        if (!is_last) continue;
        if (work_.pieces.size() > before) {
          work_.pieces.back().end = next.at;
          work_.pieces.back().length_m += length;
        }
        continue;
      }
      if (next.place == at.place)
        add_loop(number, at, next, length);
      else
        work_.pieces.push_back({number, at.at, next.at, at.place, next.place, length});
      at = next;
    }
    if (work_.pieces.size() == before) {
      work_.record(Deed::left_out, feature.origin, "zero length: both ends are one place",
                   feature.drawn_length_m);
      return;
    }
  }

 private:
  // A link cannot join a site to itself, so a loop gets a site in its middle.
  void add_loop(std::uint32_t number, const Contact& from, const Contact& to, double length) {
    const std::uint32_t line = work_.lines[number].line;
    Along middle = from.at;
    double passed = 0;
    for (;;) {
      const Along next = middle.vertex >= to.at.vertex ? to.at : Along{middle.vertex + 1, 0};
      const double step = lines_.length_m(line, middle, next);
      if (passed + step >= length / 2 || !(next < to.at)) {
        const double share = step > 0 ? (length / 2 - passed) / step : 0;
        const double last = next.vertex > middle.vertex && next.share == 0 ? 1 : next.share;
        middle.share += share * (last - middle.share);
        break;
      }
      passed += step;
      middle = next;
    }
    const auto place = static_cast<std::uint32_t>(work_.places.size());
    work_.places.emplace_back().at = point_of(lines_.spot_at(line, middle));
    const double half = lines_.length_m(line, from.at, middle);
    work_.pieces.push_back({number, from.at, middle, from.place, place, half});
    work_.pieces.push_back({number, middle, to.at, place, to.place, length - half});
  }

  Workspace& work_;
  const LineSet& lines_;
};

}  // namespace

void find_places(Workspace& work) {
  Meeting(work).find();
}

void attach_to_links(Workspace& work) {
  Attaching(work).attach();
}

void cut_lines(Workspace& work) {
  const std::vector<std::size_t> first = sort_contacts(work);
  Cutting cutting(work);
  for (std::uint32_t i = 0; i < work.lines.size(); ++i)
    cutting.cut(i, std::span(work.contacts).subspan(first[i], first[i + 1] - first[i]));
  for (const Piece& piece : work.pieces) {
    const LineFeature& line = work.lines[piece.line_feature];
    const State state = line.state;
    for (const std::uint32_t number : {piece.from, piece.to}) {
      Place& place = work.places[number];
      // A link that names a premises ends there, however many do.
      if (line.names_its_ends() && place.site == no_number && place.premises != no_number) continue;
      ++place.ends;
      const State here = is_built(state) ? State::operational : state;
      if (incompleteness(here) < incompleteness(place.best)) place.best = here;
    }
  }
}

}  // namespace lastmile::exchange
