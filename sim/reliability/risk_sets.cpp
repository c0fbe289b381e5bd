#include "sim/reliability/risk_sets.h"

#include <algorithm>
#include <iterator>

namespace lastmile {

RiskSets::RiskSets(const Plant& plant, const Reliability* reliability,
                   std::optional<std::size_t> surely_present)
    : sets_(1) {
  if (reliability == nullptr || plant.sites.size() == 0) return;
  site_up_ = reliability->sites;
  link_up_ = reliability->links;
  for (double& x : site_up_) x = 1 - x;
  link_up_.for_each([](double& x) { x = 1 - x; });
  for (std::size_t number = 0; number < reliability->shared_risks.size(); ++number) {
    const SharedRisk& risk = reliability->shared_risks[number];
    if (risk.presence <= 0 || risk.probability <= 0) continue;
    if (risk.presence >= 1 || number == surely_present) {
      for (const SiteId site : risk.sites) site_up_[site] *= 1 - risk.probability;
      for (const LinkId link : risk.links) link_up_[link] *= 1 - risk.probability;
      continue;
    }
    const auto id = static_cast<RiskId>(presence_.size());
    presence_.push_back(risk.presence);
    probability_.push_back(risk.probability);
    number_.push_back(number);
    if (site_risks_.empty()) {
      site_risks_ = IdVector<SiteId, RiskSetId>(plant.sites.size(), no_risks);
      link_risks_ = LinkColumn<RiskSetId>(plant.links.size(), plant.premises.size(), no_risks);
    }
    for (const SiteId site : risk.sites) site_risks_[site] = with(site_risks_[site], id);
    for (const LinkId link : risk.links) link_risks_[link] = with(link_risks_[link], id);
  }
}

RiskSetId RiskSets::with(RiskSetId set, RiskId risk) {
  const auto [found, is_new] = larger_.emplace(std::pair(set, risk), RiskSetId{sets_.size()});
  if (is_new) {
    Risks risks = sets_[set];
    risks.push_back(risk);  // risks come in order
    sets_.push_back(risks);
  }
  return found->second;
}

double RiskSets::survives(RiskSetId set, const Risks& among, std::uint32_t present) const {
  double up = 1;
  for (const RiskId risk : sets_[set]) {
    const auto place = std::lower_bound(among.begin(), among.end(), risk) - among.begin();
    if ((present >> place & 1U) != 0) up *= 1 - probability_[risk];
  }
  return up;
}

double RiskSets::weight(const Risks& among, std::uint32_t present) const {
  double weight = 1;
  for (std::size_t i = 0; i < among.size(); ++i)
    weight *= (present >> i & 1U) != 0 ? presence_[among[i]] : 1 - presence_[among[i]];
  return weight;
}

Risks united(const Risks& a, const Risks& b) {
  Risks all;
  all.reserve(a.size() + b.size());
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  return all;
}

}  // namespace lastmile
