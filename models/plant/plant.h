// The plant: every site, link and premises of a scenario as flat, nameless columns in file order. All values
// are valid: numbers finite and non-negative, indices in range, no link joins a site to itself, every drop
// joins a site and a premises and every other link two sites.
//
// A final link is either an explicit link of tier `drop` or the inline drop of a premises. Both have a
// LinkId: explicit links take 0 .. links.size()-1, the inline drop of premises p takes links.size() + p. So
// the order of ids is file order.
#pragma once

#include <cassert>
#include <optional>

#include "models/access/access.h"
#include "models/base/ids.h"
#include "models/plant/state.h"
#include "models/plant/tier.h"

namespace lastmile {

struct Sites {
  IdVector<SiteId, State> state;
  IdVector<SiteId, std::uint8_t> is_source;
  IdVector<SiteId, double> value;            // spent so far, currency
  IdVector<SiteId, double> completion_cost;  // to make it operational, currency

  std::size_t size() const { return state.size(); }
};

struct Links {
  IdVector<LinkId, Tier> tier;
  IdVector<LinkId, State> state;
  IdVector<LinkId, SiteId> from;          // a drop's site
  IdVector<LinkId, SiteId> to;            // none for a drop
  IdVector<LinkId, PremisesId> premises;  // none for a backbone link
  IdVector<LinkId, double> value;
  IdVector<LinkId, double> completion_cost;

  std::size_t size() const { return tier.size(); }
};

struct Premises {
  IdVector<PremisesId, std::uint32_t> homes;
  IdVector<PremisesId, double> users;
  IdVector<PremisesId, std::uint8_t> subscribed;
  IdVector<PremisesId, SiteId> drop_site;  // none where there is no inline drop
  IdVector<PremisesId, State> drop_state;
  IdVector<PremisesId, double> drop_value;
  IdVector<PremisesId, double> drop_completion_cost;

  std::size_t size() const { return homes.size(); }
};

struct Plant {
  Sites sites;
  Links links;
  Premises premises;
  std::optional<Access> access;  // where a service is asked for

  LinkId inline_drop(PremisesId p) const { return LinkId{links.size() + p.value}; }
  bool is_inline_drop(LinkId link) const { return link.value >= links.size(); }
};

struct FinalLink {
  SiteId site;
  PremisesId premises;
  State state;
  double value;
  double completion_cost;
};

inline FinalLink final_link(const Plant& plant, LinkId id) {
  if (plant.is_inline_drop(id)) {
    const Premises& of = plant.premises;
    const PremisesId p{id.value - plant.links.size()};
    return {of.drop_site[p], p, of.drop_state[p], of.drop_value[p], of.drop_completion_cost[p]};
  }
  const Links& links = plant.links;
  assert(links.tier[id] == Tier::drop);
  return {links.from[id], links.premises[id], links.state[id], links.value[id], links.completion_cost[id]};
}

// Length and make of any link, in a plant with access data.
inline double length_m(const Plant& plant, LinkId id) {
  if (plant.is_inline_drop(id)) return plant.access->drop_length_m[PremisesId{id.value - plant.links.size()}];
  return plant.access->length_m[id];
}
inline MakeId make_id_of(const Plant& plant, LinkId id) {
  const Access& access = *plant.access;
  if (plant.is_inline_drop(id)) return access.drop_make[PremisesId{id.value - plant.links.size()}];
  return access.make[id];
}
inline const LinkMake& make_of(const Plant& plant, LinkId id) {
  return plant.access->makes[make_id_of(plant, id)];
}

inline bool in_design(const Plant& plant, const FinalLink& link) {
  return in_design(link.state) && in_design(plant.sites.state[link.site]);
}

inline bool link_in_design(const Plant& plant, LinkId link) {
  const Links& links = plant.links;
  return in_design(links.state[link]) && in_design(plant.sites.state[links.from[link]]) &&
         in_design(plant.sites.state[links.to[link]]);
}

}  // namespace lastmile
