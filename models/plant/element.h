// One element of a plant, for code that treats sites, links (inline drops included) and premises alike.
#pragma once

#include <cassert>

#include "models/base/enum_array.h"
#include "models/plant/plant.h"

namespace lastmile {

// Sites come before links and links before premises, each in file order.
struct Element {
  enum class Kind : std::uint8_t { site, link, premises };
  Kind kind = Kind::site;
  std::uint32_t index = SiteId::none().value;  // in its table; inline drops follow the explicit links

  constexpr Element() = default;
  // NOLINTBEGIN(google-explicit-constructor): an id names an element
  constexpr Element(SiteId site) : kind(Kind::site), index(site.value) {}
  constexpr Element(LinkId link) : kind(Kind::link), index(link.value) {}
  constexpr Element(PremisesId premises) : kind(Kind::premises), index(premises.value) {}
  // NOLINTEND(google-explicit-constructor)
  constexpr auto operator<=>(const Element&) const = default;

  constexpr bool exists() const { return index != SiteId::none().value; }
  constexpr bool is_site() const { return kind == Kind::site; }
  constexpr bool is_link() const { return kind == Kind::link; }
  constexpr bool is_premises() const { return kind == Kind::premises; }
  constexpr SiteId site() const {
    assert(is_site());
    return SiteId{index};
  }
  constexpr LinkId link() const {
    assert(is_link());
    return LinkId{index};
  }
  constexpr PremisesId premises() const {
    assert(is_premises());
    return PremisesId{index};
  }
};
constexpr Element::Kind last_of(Element::Kind) {
  return Element::Kind::premises;
}

inline Tier tier_of(const Plant& plant, LinkId link) {
  return plant.is_inline_drop(link) ? Tier::drop : plant.links.tier[link];
}
inline bool is_final_link(const Plant& plant, LinkId link) {
  return tier_of(plant, link) == Tier::drop;
}
inline bool is_final_link(const Plant& plant, Element e) {
  return e.is_link() && is_final_link(plant, e.link());
}

// Visits the explicit final links and the inline drops, in order of their ids.
template <class Visit>
void for_each_final_link(const Plant& plant, Visit visit) {
  for (const LinkId link : ids<LinkId>(plant.links.size()))
    if (plant.links.tier[link] == Tier::drop) visit(link);
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (plant.has_inline_drop(p)) visit(plant.inline_drop(p));
}

// References into the columns of a site or link; valid until the columns are resized.
struct ElementColumns {
  State& state;
  double& value;
  double& completion_cost;
};

inline ElementColumns columns_of(Plant& plant, Element e) {
  if (e.is_site())
    return {plant.sites.state[e.site()], plant.sites.value[e.site()], plant.sites.completion_cost[e.site()]};
  return {plant.links.state[e.link()], plant.links.value[e.link()], plant.links.completion_cost[e.link()]};
}

// Of a site or link.
inline State state_of(const Plant& plant, Element e) {
  return e.is_site() ? plant.sites.state[e.site()] : plant.links.state[e.link()];
}
inline double completion_cost_of(const Plant& plant, Element e) {
  return e.is_site() ? plant.sites.completion_cost[e.site()] : plant.links.completion_cost[e.link()];
}

}  // namespace lastmile
