// Which shared risks bear on which elements, and how likely each element is up when some of them are present.
//
// A risk that is always present is no longer a matter of chance: what it does counts with the elements' own
// failures. One that is never present, or does nothing, is left out.
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <vector>

#include "models/plant/element.h"
#include "models/reliability/reliability.h"

namespace lastmile {

using RiskId = std::uint16_t;
static_assert(most_shared_risks <= std::numeric_limits<RiskId>::max());
using RiskSetId = Id<struct RiskSetTag>;
inline constexpr RiskSetId no_risks{0};
using Risks = std::vector<RiskId>;  // ascending

class RiskSets {
 public:
  // `reliability` may be null: nothing fails. `surely_present`: the number of a shared risk that counts as
  // always present. Cost: O(elements + selected elements).
  RiskSets(const Plant& plant, const Reliability* reliability,
           std::optional<std::size_t> surely_present = std::nullopt);

  // The elements' own part: up unless it fails by itself or by a risk that is always present.
  double own_up(SiteId site) const { return site_up_.empty() ? 1 : site_up_[site]; }
  double own_up(LinkId link) const { return site_up_.empty() ? 1 : link_up_[link]; }
  // The risks that may be present or not.
  RiskSetId risks(SiteId site) const { return site_risks_.empty() ? no_risks : site_risks_[site]; }
  RiskSetId risks(LinkId link) const {
    return link_risks_.explicit_links.empty() && link_risks_.inline_drops.empty() ? no_risks
                                                                                  : link_risks_[link];
  }
  const Risks& operator[](RiskSetId set) const { return sets_[set]; }
  bool is_empty(RiskSetId set) const { return sets_[set].empty(); }
  // Whether a site or link can fail, by itself or by a risk.
  template <class ElementId>
  bool can_fail(ElementId element) const {
    return own_up(element) < 1 || !is_empty(risks(element));
  }

  std::size_t risk_count() const { return presence_.size(); }
  double presence(RiskId risk) const { return presence_[risk]; }
  double probability(RiskId risk) const { return probability_[risk]; }  // that it takes down an element
  std::size_t number(RiskId risk) const { return number_[risk]; }       // among Reliability::shared_risks
  // The probability that an element of this set survives the risks of `among` that are present; bit i of
  // `present` stands for among[i].
  double survives(RiskSetId set, const Risks& among, std::uint32_t present) const;
  // Of the state in which exactly these of `among` are present.
  double weight(const Risks& among, std::uint32_t present) const;

 private:
  RiskSetId with(RiskSetId set, RiskId risk);

  IdVector<SiteId, double> site_up_;  // empty if nothing fails
  LinkColumn<double> link_up_;
  IdVector<SiteId, RiskSetId> site_risks_;  // empty if there are no risks
  LinkColumn<RiskSetId> link_risks_;
  IdVector<RiskSetId, Risks> sets_;
  std::map<std::pair<RiskSetId, RiskId>, RiskSetId> larger_;
  std::vector<double> presence_;
  std::vector<double> probability_;
  std::vector<std::size_t> number_;
};

Risks united(const Risks& a, const Risks& b);

}  // namespace lastmile
