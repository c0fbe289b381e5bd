// Best paths: for every site, the cheapest path that can bring service to it, and the work that it needs.
//
// The best path is chosen among all paths of the design network from the virtual root: lowest completion cost
// (summed element by element from the source outwards), then fewest elements to complete, then fewest
// elements, then at each site the first link in file order. A path with nothing to complete is live, so best
// paths also show which sites have service. Cost: O(sites + links) on hanging trees, Dijkstra 1959 with a
// 4-ary heap, O((n + m) log n), on the core.
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

// The path, extended by one element.
constexpr PathLabel then(const PathLabel& path, State state, double completion_cost) {
  return {path.cost + completion_cost, path.to_complete + (carries_service(state) ? 0U : 1U),
          path.elements + 1};
}

struct Reach {
  IdVector<SiteId, PathLabel> path;      // the best path that ends with the site
  IdVector<SiteId, LinkId> via;          // its last link; none for a source
  IdVector<SiteId, Obstacles> upstream;  // the obstacles on it
};

Reach find_best_paths(const Plant& plant, const Network& network);

// A plant with its network and its best paths. It must not outlive what it refers to.
struct RoutedPlant {
  const Plant& plant;
  const Network& network;
  const Reach& reach;
};

// The sites with a path, each after its predecessor on its best path.
std::vector<SiteId> sites_outwards(const Network& network, const Reach& reach);

// The obstacle that an element of the design in this state causes for a path over it; none if it is
// operational. A table lookup: the order of states is too irregular for branch prediction.
constexpr EnumArray<State, Obstacles> obstacles_by_state(Obstacle missing, Obstacle inactive,
                                                         Obstacle failed) {
  EnumArray<State, Obstacles> table;
  table[State::failed] = failed;
  table[State::inactive] = inactive;
  for (const State state : {State::under_construction, State::planned}) table[state] = missing;
  return table;
}
inline constexpr auto upstream_obstacles =
    obstacles_by_state(Obstacle::upstream_missing, Obstacle::upstream_inactive, Obstacle::upstream_failed);
inline constexpr auto final_link_obstacles = obstacles_by_state(
    Obstacle::final_link_missing, Obstacle::final_link_inactive, Obstacle::final_link_failed);

constexpr Obstacles upstream_obstacle(State state) {
  return upstream_obstacles[state];
}
constexpr Obstacles final_link_obstacle(State state) {
  return final_link_obstacles[state];
}

}  // namespace lastmile
