#include "sim/reliability/reliability_result.h"

namespace lastmile {

ReliabilityResult assess_reliability(const Plant& plant, const LiveNetwork& live,
                                     const Reliability* reliability, const DrawKeys& keys,
                                     const ReliabilityRequest& request) {
  ReliabilityResult result;
  {
    const SingleFailures failures(plant, live, reliability);
    result.served = failures.served();
    result.worst = failures.worst(shown_single_failures);
  }
  const RiskSets risks(plant, reliability);
  result.availability = find_availability(plant, live, risks);
  Availability& availability = result.availability;
  const Worlds worlds =
      draw_worlds(plant, live, risks, keys, request.worlds, request.seed, availability.estimated);
  availability.worlds = worlds.count;
  for (std::size_t i = 0; i < availability.estimated.size(); ++i)
    availability.value[availability.estimated[i]] =
        static_cast<double>(worlds.times_up[i]) / static_cast<double>(worlds.count);
  result.outlook = outlook_of(plant, availability);
  result.users_ci95 = users_interval(result.outlook.served, plant, availability, worlds);
  result.quantiles = availability_quantiles(plant, availability);
  result.worlds = summarize(worlds, result.outlook.served.users_now, request.share, reliability != nullptr);
  return result;
}

}  // namespace lastmile
