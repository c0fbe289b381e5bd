// What fails in a network and who notices: single failures, availability and simulated worlds together.
#pragma once

#include "sim/reliability/outlook.h"
#include "sim/reliability/single_failures.h"

namespace lastmile {

struct ReliabilityRequest {
  std::uint64_t worlds = default_worlds;
  std::uint64_t seed = 1;
  double share = 0.99;  // of the users served now
};

struct ReliabilityResult {
  Tally served;  // now: connected, and their users subscribe
  std::vector<SingleFailure> worst;
  Availability availability;
  Outlook outlook;
  Interval users_ci95;  // of the expected users
  std::array<std::optional<double>, shown_availability_quantiles.size()> quantiles;
  WorldsSummary worlds;

  bool is_exact() const { return availability.estimated.empty(); }
};

// `reliability` may be null: nothing fails. Cost: see availability.h and worlds.h.
ReliabilityResult assess_reliability(const Plant& plant, const LiveNetwork& live,
                                     const Reliability* reliability, const DrawKeys& keys,
                                     const ReliabilityRequest& request);

}  // namespace lastmile
