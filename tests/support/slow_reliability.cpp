#include "tests/support/slow_reliability.h"

#include <algorithm>
#include <array>
#include <string>

#include "tests/support/dice.h"

namespace lastmile::test {
namespace {

std::vector<Element> operational_elements(const Plant& plant) {
  std::vector<Element> all;
  for (const SiteId site : ids<SiteId>(plant.sites.size()))
    if (carries_service(plant.sites.state[site])) all.emplace_back(site);
  for (const LinkId link : ids<LinkId>(plant.links.size() + plant.premises.size())) {
    const bool exists = !plant.is_inline_drop(link) || plant.links.from[link].exists();
    if (exists && carries_service(plant.links.state[link])) all.emplace_back(link);
  }
  return all;
}

double& own(Reliability& reliability, Element e) {
  return e.is_site() ? reliability.sites[e.site()] : reliability.links[e.link()];
}
double own(const Reliability& reliability, Element e) {
  return e.is_site() ? reliability.sites[e.site()] : reliability.links[e.link()];
}

bool selects(const SharedRisk& risk, Element e) {
  return e.is_site() ? std::count(risk.sites.begin(), risk.sites.end(), e.site()) > 0
                     : std::count(risk.links.begin(), risk.links.end(), e.link()) > 0;
}

}  // namespace

std::vector<bool> up_premises(const Plant& plant, const std::function<bool(Element)>& is_up) {
  const auto works = [&](Element e) { return carries_service(state_of(plant, e)) && is_up(e); };
  std::vector<bool> joined(plant.sites.size(), false);
  for (const SiteId site : ids<SiteId>(plant.sites.size()))
    joined[site.value] = plant.sites.is_source[site] != 0 && works(site);
  for (bool more = true; more;) {
    more = false;
    for (const LinkId link : ids<LinkId>(plant.links.size())) {
      if (plant.links.tier[link] == Tier::drop || !works(link)) continue;
      const SiteId a = plant.links.from[link];
      const SiteId b = plant.links.to[link];
      if (joined[a.value] == joined[b.value]) continue;
      const SiteId next = joined[a.value] ? b : a;
      if (!works(next)) continue;
      joined[next.value] = true;
      more = true;
    }
  }
  std::vector<bool> up(plant.premises.size(), false);
  const auto look_at = [&](LinkId link) {
    const FinalLink drop = final_link(plant, link);
    if (works(link) && joined[drop.site.value]) up[drop.premises.value] = true;
  };
  for (const LinkId link : ids<LinkId>(plant.links.size()))
    if (plant.links.tier[link] == Tier::drop) look_at(link);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (plant.has_inline_drop(p)) look_at(plant.inline_drop(p));
  return up;
}

std::vector<Element> fallible_elements(const Plant& plant, const Reliability& reliability) {
  std::vector<Element> all = operational_elements(plant);
  std::erase_if(all, [&](Element e) {
    const auto& risks = reliability.shared_risks;
    return own(reliability, e) == 0 &&
           std::none_of(risks.begin(), risks.end(), [&](const SharedRisk& risk) { return selects(risk, e); });
  });
  return all;
}

std::vector<double> enumerated_availability(const Plant& plant, const Reliability& reliability) {
  const std::vector<Element> fallible = fallible_elements(plant, reliability);
  const std::vector<SharedRisk>& risks = reliability.shared_risks;
  std::vector<double> availability(plant.premises.size(), 0);
  std::vector<double> weight(std::size_t{1} << fallible.size(), 0);  // of each state, over all events
  for (std::size_t present = 0; present < std::size_t{1} << risks.size(); ++present) {
    double of_events = 1;
    for (std::size_t r = 0; r < risks.size(); ++r)
      of_events *= (present >> r & 1U) != 0 ? risks[r].presence : 1 - risks[r].presence;
    for (std::size_t state = 0; state < weight.size(); ++state) {
      double probability = of_events;
      for (std::size_t i = 0; i < fallible.size(); ++i) {
        double up = 1 - own(reliability, fallible[i]);
        for (std::size_t r = 0; r < risks.size(); ++r)
          if ((present >> r & 1U) != 0 && selects(risks[r], fallible[i])) up *= 1 - risks[r].probability;
        probability *= (state >> i & 1U) != 0 ? up : 1 - up;
      }
      weight[state] += probability;
    }
  }
  for (std::size_t state = 0; state < weight.size(); ++state) {
    if (weight[state] == 0) continue;
    const std::vector<bool> up = up_premises(plant, [&](Element e) {
      const auto found = std::find(fallible.begin(), fallible.end(), e);
      return found == fallible.end() || (state >> (found - fallible.begin()) & 1U) != 0;
    });
    for (std::size_t p = 0; p < up.size(); ++p) availability[p] += up[p] ? weight[state] : 0;
  }
  return availability;
}

Reliability no_failures(const Plant& plant) {
  return {IdVector<SiteId, double>(plant.sites.size(), 0),
          LinkColumn<double>(plant.links.size(), plant.premises.size(), 0),
          {}};
}

Reliability random_reliability(std::uint64_t seed, const Plant& plant, std::size_t elements,
                               std::size_t risks) {
  Dice dice(seed);
  Reliability reliability = no_failures(plant);
  std::vector<Element> all = operational_elements(plant);
  dice.shuffle(all);
  all.resize(std::min(all.size(), elements));
  const std::array<double, 6> shares = {0.001, 0.1, 0.25, 0.5, 0.9, 1};
  for (const Element e : all) {
    if (dice.chance(80)) own(reliability, e) = dice.chance(30) ? dice.fraction() : dice.one_of(shares);
  }
  const std::size_t count = dice.below(risks + 1);
  for (std::size_t r = 0; r < count; ++r) {
    SharedRisk& risk = reliability.shared_risks.emplace_back();
    risk.name = "risk " + std::to_string(r);
    risk.presence = dice.chance(10) ? 1 : dice.fraction();
    risk.probability = dice.chance(40) ? 1 : dice.fraction();
    for (const Element e : all) {
      if (!dice.chance(40)) continue;
      if (e.is_site())
        risk.sites.push_back(e.site());
      else
        risk.links.push_back(e.link());
    }
  }
  return reliability;
}

}  // namespace lastmile::test
