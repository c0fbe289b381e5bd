#include "sim/planning/unqualified.h"

#include <algorithm>

namespace lastmile::planning {
namespace {

// A final link that a plan builds.
struct NewLink {
  LinkId link;
  FinalLink ends;
};

std::vector<NewLink> new_links(const Plant& plant, const std::vector<Element>& works) {
  std::vector<NewLink> links;
  for (const Element e : works)
    if (is_final_link(plant, e)) links.push_back({e.link(), final_link(plant, e.link())});
  return links;
}

double weight_of(const Plant& plant, PremisesId p, Weight weight) {
  return weight == Weight::users ? plant.premises.users[p] : static_cast<double>(plant.premises.homes[p]);
}

}  // namespace

void Unqualified::add(const Plant& plant, PremisesId p, Obstacle cause) {
  premises.push_back(p);
  by_cause[cause] += tally_of(plant, p);
}

Unqualified find_unqualified(const Plant& after, const Coverage& coverage) {
  Unqualified found;
  if (!coverage.qualification.is_judged()) return found;
  const std::vector<char> joined = joined_premises(after);
  for (const PremisesId p : ids<PremisesId>(after.premises.size())) {
    if (!joined[p.value] || !after.premises.subscribed[p]) continue;
    if (coverage.standings.rung[p] == Rung::served) continue;
    found.add(after, p, coverage.standings.obstacles[p].first());
  }
  return found;
}

QualifiedCustomers::QualifiedCustomers(const Plant& before, const Coverage& coverage)
    : was_joined_(joined_premises(before)), had_service_(before.premises.size()) {
  for (const PremisesId p : ids<PremisesId>(before.premises.size()))
    had_service_[p.value] = coverage.standings.rung[p] == Rung::served ? 1 : 0;
  before_ = after(before, coverage);
}

ServedByPlan QualifiedCustomers::after(const Plant& after, const Coverage& coverage) const {
  ServedByPlan sum;
  for (const PremisesId p : ids<PremisesId>(after.premises.size())) {
    if (!may_count(p) || coverage.standings.rung[p] != Rung::served) continue;
    sum.homes += static_cast<double>(after.premises.homes[p]);
    sum.users += after.premises.users[p];
  }
  return sum;
}

QualifiedCustomers::GivenUp QualifiedCustomers::give_up(const Plant& after, const Coverage& coverage,
                                                        const std::vector<Element>& works,
                                                        Weight weight) const {
  GivenUp result;
  std::vector<NewLink> links = new_links(after, works);
  IdVector<SiteId, std::uint32_t> lack(after.sites.size(), 0);  // ports
  for (const PremisesId p : find_unqualified(after, coverage).premises)
    if (may_count(p)) result.homes.add(after, p, coverage.standings.obstacles[p].first());
  std::vector<char> lacks_port(after.premises.size(), 0), fails(after.premises.size(), 0);
  for (const PremisesId p : result.homes.premises)
    (coverage.standings.obstacles[p].first() == Obstacle::no_port ? lacks_port : fails)[p.value] = 1;
  for_each_final_link(after, [&](LinkId link) {
    const FinalLink ends = final_link(after, link);
    if (lacks_port[ends.premises.value] && carries_service(ends.state)) ++lack[ends.site];
  });
  std::sort(links.begin(), links.end(), [&](const NewLink& a, const NewLink& b) {
    const double of_a = weight_of(after, a.ends.premises, weight);
    const double of_b = weight_of(after, b.ends.premises, weight);
    return of_a != of_b ? of_a < of_b : a.link.value > b.link.value;
  });
  const auto give_up = [&](const NewLink& one) {
    result.final_links.emplace_back(one.link);
    if (lack[one.ends.site] > 0) --lack[one.ends.site];
  };
  for (const NewLink& one : links)
    if (fails[one.ends.premises.value]) give_up(one);
  for (const NewLink& one : links)
    if (!fails[one.ends.premises.value] && lack[one.ends.site] > 0) give_up(one);
  return result;
}

}  // namespace lastmile::planning
