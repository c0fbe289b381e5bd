// Writes a plant as a literal, element by element in file order.
//
//   PlantBuilder town;
//   const SiteId exchange = town.add_source({.value = 5});
//   const SiteId cabinet = town.add_site({.state = State::failed, .completion_cost = 2});
//   town.add_link(exchange, cabinet);
//   const PremisesId farm = town.add_premises({.users = 3}, Drop{cabinet, {.state = State::planned}});
//   const Plant plant = town.plant();
//
// The inline drop of a premises has its LinkId only once all links are there: plant.inline_drop(farm).
#pragma once

#include <optional>

#include "models/plant/plant.h"

namespace lastmile::test {

struct Condition {
  State state = State::operational;
  double value = 0;
  double completion_cost = 0;  // taken as 0 where operational
};

struct Dwelling {
  std::uint32_t homes = 1;
  double users = 1;
  bool subscribed = true;
};

struct Drop {
  SiteId site;
  Condition condition = {};
};

class PlantBuilder {
 public:
  SiteId add_site(const Condition& condition = {}) { return add_site(condition, false); }
  SiteId add_source(const Condition& condition = {}) { return add_site(condition, true); }

  LinkId add_link(SiteId from, SiteId to, const Condition& condition = {}, Tier tier = Tier::distribution) {
    return add_link(tier, from, to, PremisesId::none(), condition);
  }

  // An explicit final link.
  LinkId add_drop(SiteId site, PremisesId premises, const Condition& condition = {}) {
    return add_link(Tier::drop, site, SiteId::none(), premises, condition);
  }

  PremisesId add_premises(const Dwelling& dwelling = {}, const std::optional<Drop>& inline_drop = {}) {
    const PremisesId added{plant_.premises.size()};
    const Drop drop = inline_drop.value_or(Drop{SiteId::none()});
    plant_.premises.homes.push_back(dwelling.homes);
    plant_.premises.users.push_back(dwelling.users);
    plant_.premises.subscribed.push_back(dwelling.subscribed ? 1 : 0);
    plant_.links.from.inline_drops.push_back(drop.site);
    plant_.links.state.inline_drops.push_back(drop.condition.state);
    plant_.links.value.inline_drops.push_back(drop.condition.value);
    plant_.links.completion_cost.inline_drops.push_back(cost_of(drop.condition));
    return added;
  }

  const Plant& plant() const { return plant_; }

 private:
  static double cost_of(const Condition& condition) {
    return condition.state == State::operational ? 0 : condition.completion_cost;
  }

  SiteId add_site(const Condition& condition, bool is_source) {
    const SiteId added{plant_.sites.size()};
    plant_.sites.state.push_back(condition.state);
    plant_.sites.is_source.push_back(is_source ? 1 : 0);
    plant_.sites.value.push_back(condition.value);
    plant_.sites.completion_cost.push_back(cost_of(condition));
    return added;
  }

  LinkId add_link(Tier tier, SiteId from, SiteId to, PremisesId premises, const Condition& condition) {
    const LinkId added{plant_.links.size()};
    plant_.links.tier.push_back(tier);
    plant_.links.state.explicit_links.push_back(condition.state);
    plant_.links.from.explicit_links.push_back(from);
    plant_.links.to.push_back(to);
    plant_.links.premises.push_back(premises);
    plant_.links.value.explicit_links.push_back(condition.value);
    plant_.links.completion_cost.explicit_links.push_back(cost_of(condition));
    return added;
  }

  Plant plant_;
};

}  // namespace lastmile::test
