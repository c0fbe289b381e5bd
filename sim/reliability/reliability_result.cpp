#include "sim/reliability/reliability_result.h"

#include <algorithm>

#include "sim/support/parallel.h"

namespace lastmile {
namespace {

// Of the subscribers whose availability is exact in `like`.
double exactly_expected_users(const Plant& plant, const Availability& availability,
                              const Availability& like) {
  return sum_over_chunks<double>(plant.premises.size(), [&](std::size_t first, std::size_t last) {
    double sum = 0;
    for (const PremisesId p : IdRange<PremisesId>(first, last))
      if (like.kind[p] == AvailabilityKind::exact && is_subscribed(plant, p))
        sum += plant.premises.users[p] * availability.value[p];
    return sum;
  });
}

// The numbers of the risks that may matter most, in their order.
std::vector<std::size_t> risks_to_show(const Reliability& reliability) {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < reliability.shared_risks.size(); ++i) numbers.push_back(i);
  const auto weight = [&](std::size_t i) {
    const SharedRisk& risk = reliability.shared_risks[i];
    return risk.presence * risk.probability * static_cast<double>(risk.sites.size() + risk.links.size());
  };
  std::stable_sort(numbers.begin(), numbers.end(),
                   [&](std::size_t a, std::size_t b) { return weight(a) > weight(b); });
  numbers.resize(std::min(numbers.size(), shown_shared_risks));
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

// The expected users are presence times those with the risk, plus the rest times those without it.
void find_risk_effects(const Plant& plant, const LiveNetwork& live, const Reliability& reliability,
                       ReliabilityResult& result) {
  const std::vector<std::size_t> numbers = risks_to_show(reliability);
  result.risks_left_out = reliability.shared_risks.size() - numbers.size();
  result.risks.reserve(numbers.size());
  const double users = exactly_expected_users(plant, result.availability, result.availability);
  for (const std::size_t number : numbers) {
    RiskEffect effect{number, 0, 0};
    const double presence = reliability.shared_risks[number].presence;
    if (presence > 0 && presence < 1) {
      const Availability in_event = find_availability(plant, live, RiskSets(plant, &reliability, number));
      const double with_it = exactly_expected_users(plant, in_event, result.availability);
      effect.users_cut_off = std::max(0.0, (users - with_it) / (1 - presence));
      effect.user_hours = effect.users_cut_off * presence * hours_per_year;
    } else if (presence >= 1) {
      Reliability without = reliability;
      without.shared_risks[number].presence = 0;
      const Availability otherwise = find_availability(plant, live, RiskSets(plant, &without));
      effect.users_cut_off =
          std::max(0.0, exactly_expected_users(plant, otherwise, result.availability) - users);
      effect.user_hours = effect.users_cut_off * hours_per_year;
    }
    result.risks.push_back(effect);
  }
}

}  // namespace

ReliabilityResult assess_reliability(const Plant& plant, const LiveNetwork& live,
                                     const Reliability* reliability, const DrawKeys& keys,
                                     const ReliabilityRequest& request, const DrawWorlds& draw) {
  ReliabilityResult result;
  {
    const SingleFailures failures(plant, live, reliability);
    result.served = failures.served();
    result.worst = failures.worst(shown_single_failures);
  }
  const RiskSets risks(plant, reliability);
  {
    Conditions conditions(risks);
    const IdVector<SiteId, Way> ways = find_site_ways(plant, live, risks, conditions);
    result.availability = find_availability(plant, live, risks, conditions, ways);
    if (reliability != nullptr)
      result.perfect = find_perfect_elements(plant, live, risks, conditions, ways, shown_perfect_elements);
  }
  Availability& availability = result.availability;
  const Worlds worlds = draw_worlds(plant, live, risks, keys, {request.worlds, request.seed},
                                    availability.estimated, nullptr, draw);
  take_estimates(worlds, availability);
  result.outlook = outlook_of(plant, availability);
  result.users_ci95 = users_interval(result.outlook.served, plant, availability, worlds);
  result.quantiles = availability_quantiles(plant, availability);
  result.worlds = summarize(worlds, result.outlook.served.users_now, request.share, reliability != nullptr);
  if (reliability != nullptr) find_risk_effects(plant, live, *reliability, result);
  return result;
}

}  // namespace lastmile
