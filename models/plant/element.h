// Any element of a plant, where sites, links and inline drops are treated alike.
#pragma once

#include "models/plant/plant.h"

namespace lastmile {

// A site or a link, whichever exists.
struct Element {
  SiteId site;
  LinkId link;

  bool operator==(const Element&) const = default;
};
constexpr Element element(SiteId site) {
  return {site, LinkId::none()};
}
constexpr Element element(LinkId link) {
  return {SiteId::none(), link};
}

inline bool is_final_link(const Plant& plant, LinkId link) {
  return plant.is_inline_drop(link) || plant.links.tier[link] == Tier::drop;
}
inline bool is_final_link(const Plant& plant, Element e) {
  return e.link.exists() && is_final_link(plant, e.link);
}

// Where its columns stand; good until the plant's columns change their size.
struct ElementColumns {
  State& state;
  double& value;
  double& completion_cost;
};

inline ElementColumns columns_of(Plant& plant, Element e) {
  if (e.site.exists())
    return {plant.sites.state[e.site], plant.sites.value[e.site], plant.sites.completion_cost[e.site]};
  if (!plant.is_inline_drop(e.link))
    return {plant.links.state[e.link], plant.links.value[e.link], plant.links.completion_cost[e.link]};
  const PremisesId p = final_link(plant, e.link).premises;
  return {plant.premises.drop_state[p], plant.premises.drop_value[p], plant.premises.drop_completion_cost[p]};
}

inline State state_of(const Plant& plant, Element e) {
  if (e.site.exists()) return plant.sites.state[e.site];
  return plant.is_inline_drop(e.link) ? final_link(plant, e.link).state : plant.links.state[e.link];
}

inline double completion_cost_of(const Plant& plant, Element e) {
  if (e.site.exists()) return plant.sites.completion_cost[e.site];
  return plant.is_inline_drop(e.link) ? final_link(plant, e.link).completion_cost
                                      : plant.links.completion_cost[e.link];
}

}  // namespace lastmile
