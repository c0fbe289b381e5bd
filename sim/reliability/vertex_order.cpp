#include "sim/reliability/vertex_order.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lastmile {
namespace {

struct Order {
  std::vector<std::uint32_t> vertices;
  double cost = std::numeric_limits<double>::infinity();
};

class OrderSearch {
 public:
  OrderSearch(const FailureGraph& graph, const Incidence& incidence, std::size_t widest)
      : graph_(graph), incidence_(incidence), widest_(widest) {}

  // Next comes the vertex that leaves the narrowest frontier, of equals the one seen first.
  Order greedy(std::uint32_t start) {
    return build(start, [&](const std::vector<std::uint32_t>& seen) {
      return static_cast<std::size_t>(
          std::min_element(seen.begin(), seen.end(),
                           [&](std::uint32_t a, std::uint32_t b) { return growth(a) < growth(b); }) -
          seen.begin());
    });
  }
  // Next comes the vertex seen first (Cuthill and McKee 1969).
  Order by_distance(std::uint32_t start) {
    return build(start, [](const std::vector<std::uint32_t>&) { return std::size_t{0}; });
  }
  // A vertex far from this one.
  std::uint32_t farthest(std::uint32_t from) {
    const Order order = build(
        from, [](const std::vector<std::uint32_t>&) { return std::size_t{0}; }, false);
    return order.vertices.back();
  }

 private:
  template <class Choose>
  Order build(std::uint32_t start, Choose choose, bool limited = true) {
    open_.assign(graph_.vertices, 0);
    placed_.assign(graph_.vertices, false);
    std::vector<bool> is_seen(graph_.vertices, false);
    for (std::uint32_t v = 0; v < graph_.vertices; ++v)
      open_[v] = static_cast<std::uint32_t>(incidence_.at(v).size());
    std::vector<std::uint32_t> seen = {start};
    is_seen[start] = true;
    Order order;
    order.vertices.reserve(graph_.vertices);
    order.cost = 0;
    std::size_t width = 0;
    while (!seen.empty()) {
      const std::size_t at = choose(seen);
      const std::uint32_t v = seen[at];
      seen.erase(seen.begin() + static_cast<std::ptrdiff_t>(at));
      placed_[v] = true;
      order.vertices.push_back(v);
      if (++width > widest_ && limited) return {};
      order.cost += std::pow(4.0, static_cast<double>(std::min<std::size_t>(width, 100)));
      for (const std::uint32_t e : incidence_.at(v)) {
        const std::uint32_t w = other_end(graph_.edges[e], v);
        if (placed_[w]) {
          if (--open_[w] == 0) --width;
          --open_[v];
        } else if (!is_seen[w]) {
          is_seen[w] = true;
          seen.push_back(w);
        }
      }
      if (open_[v] == 0) --width;
    }
    return order;
  }

  // By how much the frontier grows if the vertex comes next.
  int growth(std::uint32_t v) const {
    int open = static_cast<int>(open_[v]);
    int left = 0;
    for (const std::uint32_t e : incidence_.at(v)) {
      const std::uint32_t w = other_end(graph_.edges[e], v);
      if (!placed_[w]) continue;
      --open;
      if (open_[w] == 1) ++left;
    }
    return (open > 0 ? 1 : 0) - left;
  }

  const FailureGraph& graph_;
  const Incidence& incidence_;
  std::size_t widest_;
  std::vector<std::uint32_t> open_;  // edges to vertices that are not placed yet
  std::vector<bool> placed_;
};

}  // namespace

std::optional<std::vector<std::uint32_t>> narrow_order(const FailureGraph& graph, const Incidence& incidence,
                                                       std::size_t widest) {
  constexpr std::size_t small_graph = 5000;
  OrderSearch search(graph, incidence, widest);
  std::vector<std::uint32_t> starts = {0};
  if (graph.vertices > 1) {
    starts.push_back(search.farthest(0));
    starts.push_back(search.farthest(starts.back()));
    constexpr std::uint32_t more = 8;
    if (graph.vertices <= small_graph)
      for (std::uint32_t i = 1; i < more; ++i) starts.push_back(i * graph.vertices / more);
  }
  Order best;
  for (const std::uint32_t start : starts)
    for (const bool by_distance : {false, true}) {
      Order order = by_distance ? search.by_distance(start) : search.greedy(start);
      if (order.cost < best.cost) best = std::move(order);
    }
  if (std::isinf(best.cost)) return std::nullopt;
  return std::move(best.vertices);
}

}  // namespace lastmile
