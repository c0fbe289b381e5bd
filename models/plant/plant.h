// The plant: all sites, links and premises of a scenario as flat columns without names, in file order. All
// values are valid: numbers are finite and not negative, indices are in range, no link joins a site to
// itself, every final link joins a site and a premises, and every other link joins two sites.
//
// A final link is either an explicit link of tier `drop` or the inline drop of a premises. Both have a
// LinkId: explicit links have 0 .. links.size() - 1, the inline drop of premises p has links.size() + p. The
// order of ids is therefore file order.
#pragma once

#include <cassert>
#include <optional>

#include "models/access/access.h"
#include "models/base/ids.h"
#include "models/base/link_column.h"
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
  // Of explicit links.
  IdVector<LinkId, Tier> tier;
  IdVector<LinkId, SiteId> to;            // none for a final link
  IdVector<LinkId, PremisesId> premises;  // none for a backbone link
  // Of explicit links and inline drops.
  LinkColumn<State> state;
  LinkColumn<SiteId> from;  // a final link's site; none for a premises without inline drop
  LinkColumn<double> value;
  LinkColumn<double> completion_cost;

  std::size_t size() const { return tier.size(); }  // of explicit links
};

struct Premises {
  IdVector<PremisesId, std::uint32_t> homes;
  IdVector<PremisesId, double> users;
  IdVector<PremisesId, std::uint8_t> subscribed;

  std::size_t size() const { return homes.size(); }
};

struct Plant {
  Sites sites;
  Links links;
  Premises premises;
  std::optional<Access> access;  // only if the scenario requires a service

  LinkId inline_drop(PremisesId p) const { return LinkId{links.size() + p.value}; }
  bool is_inline_drop(LinkId link) const { return link.value >= links.size(); }
  bool has_inline_drop(PremisesId p) const { return links.from.inline_drops[p].exists(); }
};

struct FinalLink {
  LinkId id;
  SiteId site;
  PremisesId premises;
  State state;
  double value;
  double completion_cost;
};

// Loops over all premises inline these, so that only the columns that they use are read.
[[gnu::always_inline]] inline FinalLink inline_final_link(const Plant& plant, PremisesId p) {
  const Links& links = plant.links;
  return {plant.inline_drop(p),        links.from.inline_drops[p],  p,
          links.state.inline_drops[p], links.value.inline_drops[p], links.completion_cost.inline_drops[p]};
}
[[gnu::always_inline]] inline FinalLink explicit_final_link(const Plant& plant, LinkId id) {
  const Links& links = plant.links;
  assert(links.tier[id] == Tier::drop);
  return {id,
          links.from.explicit_links[id],
          links.premises[id],
          links.state.explicit_links[id],
          links.value.explicit_links[id],
          links.completion_cost.explicit_links[id]};
}
inline FinalLink final_link(const Plant& plant, LinkId id) {
  return plant.is_inline_drop(id) ? inline_final_link(plant, PremisesId{id.value - plant.links.size()})
                                  : explicit_final_link(plant, id);
}

// Length and specification of any link, in a plant with access data.
inline double length_m(const Plant& plant, LinkId id) {
  return plant.access->length_m[id];
}
inline const LinkSpec& link_spec(const Plant& plant, LinkId id) {
  return plant.access->link_specs[plant.access->spec[id]];
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
