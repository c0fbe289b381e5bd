// Remedies taken together: what it takes to serve everyone, and which element upstream to complete next, with
// all that hangs beyond it.
//
// The best paths form a tree, so premises share works only on the common part of their paths and each element
// is counted once. The remedies of premises that lack something upstream are grouped by the first element of
// their best path that has to be completed; groups share no work. Cost: O(sites + premises); O(log blocks)
// more per final link beyond a premises' first.
#pragma once

#include <vector>

#include "models/plant/element.h"
#include "sim/coverage/ledger.h"

namespace lastmile {

// The premises that subscribe, have a route and are not connected.
struct ToServeEveryone {
  Tally homes;
  double completion_cost = 0;       // of all their remedies, each element once, currency
  std::uint64_t without_route = 0;  // premises that subscribe and have no route
};

// A first element to complete, with the remedies of all premises beyond it that they would serve.
struct NextUpstream {
  Element element;
  Tally homes;
  double completion_cost = 0;  // of their whole remedies, each element once, currency
  double releases = 0;         // backbone value they put to work, currency
};

inline constexpr std::size_t next_upstream_count = 10;

struct Remedies {
  ToServeEveryone to_serve_everyone;
  // Most released value per completion cost first, as NextFinalLink is ranked; ties by file order, sites
  // before links.
  std::vector<NextUpstream> next_upstream;
};

Remedies sum_up_remedies(const JudgedPlant& judged, const Standings& standings, const Ledger& ledger);

}  // namespace lastmile
