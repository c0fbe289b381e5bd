// The premises of a plant, grouped by the only site that each is linked to. A simulation over time uses this
// repeatedly: premises of the same site with the same state of the final link have the same standing.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "sim/network/network.h"

namespace lastmile {

struct HomeAtSite {
  PremisesId premises;
  LinkId final_link;  // the only one
};

class HomesBySite {
 public:
  HomesBySite() = default;
  // `stands_apart` selects further premises to keep out of the groups; it may be empty.
  // Cost: O(sites + premises + final links).
  using StandsApart = std::function<bool(PremisesId, SiteId)>;
  HomesBySite(const Plant& plant, const Network& network, const StandsApart& stands_apart);

  // In file order.
  std::span<const HomeAtSite> at(SiteId site) const {
    return std::span(homes_).subspan(first_[site.value], first_[site.value + 1] - first_[site.value]);
  }
  // The premises outside the groups, in file order: those without a final link or with several, those whose
  // final link is not in the design, and those selected by `stands_apart`.
  std::span<const PremisesId> apart() const { return apart_; }
  // All groups, by site.
  std::span<const HomeAtSite> all() const { return homes_; }
  std::size_t first(SiteId site) const { return first_[site.value]; }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<HomeAtSite> homes_;
  std::vector<PremisesId> apart_;
};

}  // namespace lastmile
