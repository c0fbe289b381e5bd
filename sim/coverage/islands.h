// Islands: components of the design network that no source is joined to.
//
// Plant on an island serves nobody until a link upstream is added to the design. Its value is stranded, since
// the ledger charges it to those with a final link that starts there (ledger.h).
#pragma once

#include <vector>

#include "sim/coverage/standing.h"

namespace lastmile {

struct Island {
  BlockId block;
  SiteId first_site;  // in file order
  std::uint64_t sites = 0;
  Tally homes;       // without a route, with a final link of the design that starts here
  double value = 0;  // of its sites and backbone links, currency
};

struct Islands {
  std::uint64_t count = 0;
  std::uint64_t sites = 0;
  Tally homes;  // as in Island, each premises once
  double value = 0;
  std::vector<Island> largest;  // most homes, then most value, then the first site in file order
};

inline constexpr std::size_t largest_island_count = 10;

// Cost: O(1) where there is no island, else O(sites + links + premises).
Islands find_islands(const Plant& plant, const Network& network, const Standings& standings);

// The islands that final links of the design of a premises start on, each once, in file order of the links.
// Cost: O(sites + links + premises).
std::vector<Island> islands_of(const Plant& plant, const Network& network, const Standings& standings,
                               PremisesId premises);

}  // namespace lastmile
