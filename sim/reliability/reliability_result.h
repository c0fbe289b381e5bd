// What fails in a network and who notices: single failures, availability and simulated worlds together.
#pragma once

#include "sim/reliability/outlook.h"
#include "sim/reliability/perfect_elements.h"
#include "sim/reliability/single_failures.h"

namespace lastmile {

struct ReliabilityRequest {
  std::uint64_t worlds = default_worlds;
  std::uint64_t seed = 1;
  double share = 0.99;  // of the users served now
};

// What one shared risk does to those whose availability is exact.
struct RiskEffect {
  std::size_t risk = 0;      // its number in Reliability::shared_risks
  double users_cut_off = 0;  // by its presence: expected users without it less those with it
  double user_hours = 0;     // lost to it per year
};
inline constexpr std::size_t shown_shared_risks = 10;
inline constexpr std::size_t shown_perfect_elements = 10;

struct ReliabilityResult {
  Tally served;  // now: connected, and their users subscribe
  std::vector<SingleFailure> worst;
  PerfectElements perfect;
  std::vector<RiskEffect> risks;     // in the order of the scenario
  std::uint64_t risks_left_out = 0;  // if there are many: those that are present least, on fewest elements
  Availability availability;
  Outlook outlook;
  Interval users_ci95;  // of the expected users
  std::array<std::optional<double>, shown_availability_quantiles.size()> quantiles;
  WorldsSummary worlds;

  bool is_exact() const { return availability.estimated.empty(); }
};

// `reliability` may be null: nothing fails. Cost: see availability.h (once, and once for each shared risk
// that is shown), perfect_elements.h and worlds.h.
ReliabilityResult assess_reliability(const Plant& plant, const LiveNetwork& live,
                                     const Reliability* reliability, const DrawKeys& keys,
                                     const ReliabilityRequest& request, const DrawWorlds& draw = nullptr);

}  // namespace lastmile
