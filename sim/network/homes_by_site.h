// The premises of a plant by the one site that each hangs from. A course through time asks for this over and
// over: all premises of one site that share the state of their final link stand alike.
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
  // `stands_apart` tells which premises of one site are to stand apart all the same; it may be empty.
  // Cost: O(sites + premises + final links).
  using StandsApart = std::function<bool(PremisesId, SiteId)>;
  HomesBySite(const Plant& plant, const Network& network, const StandsApart& stands_apart);

  // In file order.
  std::span<const HomeAtSite> at(SiteId site) const {
    return std::span(homes_).subspan(first_[site.value], first_[site.value + 1] - first_[site.value]);
  }
  // Premises with no or several final links, or one that is not in the design, and those that are to stand
  // apart, in file order.
  std::span<const PremisesId> apart() const { return apart_; }
  // Of all that hang from one site, by site.
  std::span<const HomeAtSite> all() const { return homes_; }
  std::size_t first(SiteId site) const { return first_[site.value]; }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<HomeAtSite> homes_;
  std::vector<PremisesId> apart_;
};

}  // namespace lastmile
