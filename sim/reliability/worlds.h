// Independent draws of the states of all elements, and who is served in each.
//
// A batch of worlds is drawn in one pass over the flat trees of the live network, with one bit per world;
// connectivity on the core spreads from the sources until nothing changes. Losses are added where something
// fails, so the cost follows the number of failures: O(elements + failures) per batch, on all cores; 64 bytes
// per site and thread. The same bytes for any number of threads.
#pragma once

#include <functional>
#include <vector>

#include "sim/coverage/areas.h"
#include "sim/reliability/live_network.h"
#include "sim/reliability/risk_sets.h"

namespace lastmile {

// Numbers that stand for the ids of the elements and the names of the risks: equal ids, equal numbers.
struct DrawKeys {
  IdVector<SiteId, std::uint64_t> sites;
  LinkColumn<std::uint64_t> links;
  std::vector<std::uint64_t> risks;  // in the order of Reliability::shared_risks
};

struct Worlds {
  std::uint64_t count = 0;
  std::uint64_t seed = 0;
  std::vector<double> users;  // served in each world
  std::vector<double> homes;
  std::vector<double> estimated_users;  // those of them whose availability is asked for
  std::vector<std::uint32_t> times_up;  // of each premises asked for
};

inline constexpr std::uint64_t default_worlds = 10'000;
inline constexpr std::uint64_t most_worlds = 10'000'000;

// Worlds that can be drawn in parts, batch by batch, on different machines: a world is the same in any part.
struct WorldParts {
  std::uint64_t count = 0;  // worlds
  std::uint64_t seed = 0;
  std::size_t asked = 0;  // premises
  std::uint64_t batches = 0;
  std::function<Worlds(std::uint64_t first, std::uint64_t last)> draw;  // batches first to last - 1

  // The same worlds before they are drawn: nobody is served.
  Worlds undrawn() const;
};
// Puts the worlds of a part, from batch `first` on, into all of them. Each batch once, in any order.
void put_part(const Worlds& part, std::uint64_t first, Worlds& all);
// Who draws the parts; null: this process, all at once.
using DrawWorlds = std::function<Worlds(const WorldParts&)>;

struct WorldsRequest {
  std::uint64_t count = default_worlds;
  std::uint64_t seed = 1;
};
// `asked` are connected premises. `customers` says which part of a premises would be served; null: all of it
// if its users subscribe.
Worlds draw_worlds(const Plant& plant, const LiveNetwork& live, const RiskSets& risks, const DrawKeys& keys,
                   const WorldsRequest& request, const std::vector<PremisesId>& asked,
                   const CustomerShare& customers = nullptr, const DrawWorlds& draw = nullptr);

}  // namespace lastmile
