// The brute-force oracle: the definitions of the ladder, the obstacles and both ledgers, taken literally.
//
// It writes out every simple path of the design network and reads each figure off that list, sharing nothing
// with sim/. It answers slowly, in time exponential in the links, for networks of a handful of sites. See
// oracle_test.cpp.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "models/plant/element.h"
#include "models/plant/ladder.h"

namespace lastmile::oracle {

// From the virtual root outwards: a source, a link, a site, a link, a site, ...
using Path = std::vector<Element>;

// A path on to a premises: its last element is the final link.
struct Route {
  Path elements;
  LinkId final_link;
  double completion_cost = 0;
  std::size_t to_complete = 0;
};

struct PremisesAnswer {
  Rung rung = Rung::located;
  Obstacles obstacles;
  std::optional<Route> best_path;
  std::vector<Element> remedy;
  std::set<Element> carried_by;  // the elements of the backbone that can carry its users
  double charge = 0;             // users x the sum of value/P over those
};

// What can be said of one site or backbone link of the design.
struct ElementAnswer {
  double value = 0;
  bool live = false;
  double users = 0;         // P: those it can carry
  double served_users = 0;  // S
  double in_use = 0;
  double dormant = 0;
  double stranded = 0;
  double no_demand = 0;
  double idle = 0;
};

struct Count {
  std::uint64_t premises = 0;
  std::uint64_t homes = 0;
  double users = 0;
};

struct Cause {
  Count sole;
  Count joint;
  double stranded_sole = 0;
  double stranded_joint = 0;
};

struct FinalLinks {
  std::uint64_t built = 0;
  std::uint64_t missing = 0;
  std::uint64_t inactive = 0;
  std::uint64_t failed = 0;
  double value = 0;
  double stranded = 0;
  double completion_cost_of_missing = 0;
};

struct Answer {
  IdVector<PremisesId, PremisesAnswer> premises;
  std::map<Element, ElementAnswer> backbone;
  EnumArray<Rung, Count> ladder = {};
  EnumArray<Obstacle, Cause> causes = {};
  double second_ledger = 0;  // what all the blocked users are charged
  FinalLinks final_links;
};

Answer judge(const Plant& plant);

// The plant once `works` are operational.
Plant completed(Plant plant, const std::vector<Element>& works);

}  // namespace lastmile::oracle
