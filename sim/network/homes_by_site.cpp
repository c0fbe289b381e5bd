#include "sim/network/homes_by_site.h"

namespace lastmile {
namespace {

// None if the premises belongs to no group.
LinkId only_final_link(const Plant& plant, const Network& network, PremisesId p) {
  LinkId only;
  bool several = false;
  for_each_final_link(plant, network, p, [&](const FinalLink& link) {
    several = only.exists();
    only = link.id;
  });
  return several || !only.exists() || !in_design(plant, final_link(plant, only)) ? LinkId::none() : only;
}

}  // namespace

HomesBySite::HomesBySite(const Plant& plant, const Network& network, const StandsApart& stands_apart)
    : first_(plant.sites.size() + 1, 0) {
  const std::size_t premises = plant.premises.size();
  auto only = IdVector<PremisesId, LinkId>::uninitialized(premises);
  for (const PremisesId p : ids<PremisesId>(premises)) {
    only[p] = only_final_link(plant, network, p);
    if (only[p].exists() && stands_apart && stands_apart(p, plant.links.from[only[p]]))
      only[p] = LinkId::none();
    if (only[p].exists())
      ++first_[plant.links.from[only[p]].value + 1];
    else
      apart_.push_back(p);
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  homes_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (const PremisesId p : ids<PremisesId>(premises))
    if (only[p].exists()) homes_[next[plant.links.from[only[p]].value]++] = {p, only[p]};
}

}  // namespace lastmile
