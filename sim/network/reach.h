// Best paths: for every site the cheapest way to bring service to it, and what work that way needs.
//
// Of all paths of the design network from the virtual root: least completion cost (summed element by element
// from the source outwards), then fewest elements to complete, then fewest elements, then at each site the
// link first in file order. A path with nothing to complete is live, so the same answer tells which sites
// have service. Cost: O(sites + links) on hanging trees, Dijkstra 1959 with a 4-ary heap, O((n + m) log n),
// on the core.
#pragma once

#include "models/plant/ladder.h"
#include "sim/network/network.h"

namespace lastmile {

struct PathLabel {
  double cost = 0;
  std::uint32_t to_complete = 0;
  std::uint32_t elements = 0;  // 0: no path

  bool exists() const { return elements != 0; }
  bool is_live() const { return exists() && to_complete == 0; }
  auto operator<=>(const PathLabel&) const = default;
};

// The path, one element longer.
constexpr PathLabel then(const PathLabel& path, State state, double completion_cost) {
  return {path.cost + completion_cost, path.to_complete + (carries_service(state) ? 0U : 1U),
          path.elements + 1};
}

struct Reach {
  IdVector<SiteId, PathLabel> path;      // the best path that ends with the site
  IdVector<SiteId, LinkId> via;          // its last link; none for a source
  IdVector<SiteId, Obstacles> upstream;  // the kinds of work on it
};

Reach find_best_paths(const Plant& plant, const Network& network);

// The sites that have a path, each after the one before it on its best path.
std::vector<SiteId> sites_outwards(const Network& network, const Reach& reach);

// The obstacle that an element of the design in this state is to a path over it; none for an operational one.
// Looked up, since states come in no order that a branch could be predicted by.
constexpr std::array<Obstacles, state_names.size()> obstacles_by_state(Obstacle missing, Obstacle inactive,
                                                                       Obstacle failed) {
  std::array<Obstacles, state_names.size()> table;
  table[static_cast<std::size_t>(State::failed)] = failed;
  table[static_cast<std::size_t>(State::inactive)] = inactive;
  for (const State state : {State::under_construction, State::planned})
    table[static_cast<std::size_t>(state)] = missing;
  return table;
}
inline constexpr auto upstream_obstacles =
    obstacles_by_state(Obstacle::upstream_missing, Obstacle::upstream_inactive, Obstacle::upstream_failed);
inline constexpr auto final_link_obstacles = obstacles_by_state(
    Obstacle::final_link_missing, Obstacle::final_link_inactive, Obstacle::final_link_failed);

constexpr Obstacles upstream_obstacle(State state) {
  return upstream_obstacles[static_cast<std::size_t>(state)];
}
constexpr Obstacles final_link_obstacle(State state) {
  return final_link_obstacles[static_cast<std::size_t>(state)];
}

}  // namespace lastmile
