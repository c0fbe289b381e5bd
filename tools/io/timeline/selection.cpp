#include "tools/io/timeline/selection.h"

namespace lastmile::io {
namespace {

using Kind = Element::Kind;

// The elements that a setting applies to.
class Reach {
 public:
  Reach(const Setting& set, const Plant& plant)
      : plant_(plant),
        any_plant_(set.state || set.cost || set.completion_cost || set.build_periods || set.repair_periods),
        final_links_(any_plant_ || set.late_cost),
        premises_(set.subscribed || set.users) {}

  bool sites() const { return any_plant_; }
  bool links() const { return final_links_; }
  bool premises() const { return premises_; }
  bool link(LinkId link) const {
    if (!plant_.is_inline_drop(link)) return any_plant_ || (final_links_ && is_final_link(plant_, link));
    return final_links_ && plant_.links.from[link].exists();
  }
  bool holds(Element element) const {
    if (element.is_site()) return sites();
    return element.is_premises() ? premises() : link(element.link());
  }

 private:
  const Plant& plant_;
  bool any_plant_;
  bool final_links_;
  bool premises_;
};

void add(Element element, Selection& selection) {
  switch (element.kind) {
    case Kind::site: selection.sites.push_back(element.site()); break;
    case Kind::link: selection.links.push_back(element.link()); break;
    case Kind::premises: selection.premises.push_back(element.premises()); break;
  }
}

}  // namespace

Selection select(const Selector& selector, const Setting& set, const Scenario& scenario) {
  const Plant& plant = scenario.plant;
  const Reach reach(set, plant);
  Selection selection;
  const auto consider = [&](Element element) {
    if (reach.holds(element) && selector.holds(element)) add(element, selection);
  };
  const auto consider_all = [&](auto range) {
    for (const auto id : range) consider(id);
  };
  if (selector.named) {
    for (const Element element : *selector.named) consider(element);
    return selection;
  }
  if (reach.sites()) consider_all(ids<SiteId>(plant.sites.size()));
  if (reach.links()) consider_all(ids<LinkId>(plant.links.size() + plant.premises.size()));
  if (reach.premises()) consider_all(ids<PremisesId>(plant.premises.size()));
  return selection;
}

}  // namespace lastmile::io
