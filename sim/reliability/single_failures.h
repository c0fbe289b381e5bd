// What each element cuts off if it alone fails, and how many elements each premises depends on.
//
// A premises that is connected (section "the ladder") depends on the elements that lie on every way to it:
// those of the tree of live_network.h above its site or, with several final links, above the site that all of
// them depend on; and on its final link if it is the only one. All figures are sums over this tree. Cost:
// O(sites + links + premises) time, O(sites) memory.
#pragma once

#include <vector>

#include "models/plant/element.h"
#include "models/reliability/reliability.h"
#include "sim/reliability/live_network.h"
#include "sim/support/tally.h"

namespace lastmile {

inline constexpr std::size_t shown_single_failures = 10;

struct SingleFailure {
  Element element;
  Tally cut_off;          // served premises that lose their connection
  double user_hours = 0;  // per year, by the element's own failures
};

class SingleFailures {
 public:
  // What is passed must outlive this object; `reliability` may be null: nothing fails.
  SingleFailures(const Plant& plant, const LiveNetwork& live, const Reliability* reliability);

  // Premises that are served now, service profile aside: connected, and their users subscribe.
  const Tally& served() const { return served_; }
  // Of a site or link in any state.
  Tally cut_off_by(Element element) const;
  SingleFailure failure_of(Element element) const;
  // Whether the premises is connected and loses its connection if the element alone fails.
  bool cuts_off(Element element, PremisesId p) const;
  // The number of elements, final links included, that each cut the premises off; none if it is not
  // connected.
  std::optional<std::uint32_t> single_points(PremisesId p) const;

  // Operational elements, final links included: most users first, then most user hours, then in file order;
  // figures that agree to 12 digits are equal. Cost: O(elements), and O(n log n) for all of them.
  std::vector<SingleFailure> worst(std::size_t count) const;
  std::vector<SingleFailure> ranked() const;

 private:
  template <class Visit>
  void for_each_operational(std::size_t first, std::size_t last, Visit visit) const;
  double own_unavailability(Element element) const;

  const Plant& plant_;
  const LiveNetwork& live_;
  const Reliability* reliability_;
  Tally served_;
  IdVector<SiteId, Tally> below_;                  // served premises that depend on the site
  IdVector<SiteId, std::uint32_t> single_points_;  // elements on which the site depends, itself included
};

}  // namespace lastmile
