#include "sim/planning/unqualified.h"

namespace lastmile::planning {

void Unqualified::add(const Plant& plant, PremisesId p, Obstacle cause) {
  premises.push_back(p);
  by_cause[cause] += tally_of(plant, p);
}

Tally Unqualified::total() const {
  Tally sum;
  for (const Obstacle cause : enum_values<Obstacle>()) sum += by_cause[cause];
  return sum;
}

Unqualified find_unqualified(const Plant& after, const Coverage& coverage, const std::vector<char>& except) {
  Unqualified found;
  if (!coverage.qualification.is_judged()) return found;
  const std::vector<char> joined = joined_premises(after);
  for (const PremisesId p : ids<PremisesId>(after.premises.size())) {
    if (!joined[p.value] || !after.premises.subscribed[p] || (!except.empty() && except[p.value])) continue;
    if (coverage.standings.rung[p] == Rung::served) continue;
    found.add(after, p, coverage.standings.obstacles[p].first());
  }
  return found;
}

}  // namespace lastmile::planning
