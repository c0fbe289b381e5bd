#include "sim/planning/served_along.h"

namespace lastmile::planning {
namespace {

// The network while works become operational one after another; each site is reached once.
class GrowingNetwork {
 public:
  explicit GrowingNetwork(const Plant& plant)
      : plant_(plant),
        first_(plant.sites.size() + 1),
        is_reached_(plant.sites.size()),
        is_served_(plant.premises.size()),
        site_works_(plant.sites.size()),
        link_works_(plant.links.size() + plant.premises.size()) {
    list_links();
    for (const SiteId site : ids<SiteId>(plant.sites.size()))
      site_works_[site.value] = carries_service(plant.sites.state[site]) ? 1 : 0;
    for_each_link(
        [&](LinkId link) { link_works_[link.value] = carries_service(plant.links.state[link]) ? 1 : 0; });
    for (const SiteId site : ids<SiteId>(plant.sites.size()))
      if (plant.sites.is_source[site]) reach(site);
  }

  void complete(Element e) {
    if (e.is_site()) {
      site_works_[e.index] = 1;
      if (plant_.sites.is_source[e.site()] || beside_a_reached_site(e.site())) reach(e.site());
      return;
    }
    link_works_[e.index] = 1;
    follow(e.link());
  }

  const ServedByPlan& served() const { return served_; }

 private:
  template <class Visit>
  void for_each_link(Visit visit) const {
    for (const LinkId link : ids<LinkId>(plant_.links.size())) visit(link);
    for (const PremisesId p : ids<PremisesId>(plant_.premises.size()))
      if (plant_.has_inline_drop(p)) visit(plant_.inline_drop(p));
  }
  template <class Visit>
  void for_each_end(LinkId link, Visit visit) const {
    if (is_final_link(plant_, link)) return visit(final_link(plant_, link).site);
    visit(plant_.links.from[link]);
    visit(plant_.links.to[link]);
  }

  // links_[first_[site], first_[site + 1]) are those at the site.
  void list_links() {
    for_each_link([&](LinkId link) { for_each_end(link, [&](SiteId site) { ++first_[site.value]; }); });
    std::uint32_t sum = 0;
    for (std::uint32_t& first : first_) first = sum += first;
    links_.resize(sum);
    for_each_link(
        [&](LinkId link) { for_each_end(link, [&](SiteId site) { links_[--first_[site.value]] = link; }); });
  }

  SiteId across(LinkId link, SiteId site) const {
    return plant_.links.from[link] == site ? plant_.links.to[link] : plant_.links.from[link];
  }
  template <class Visit>
  void for_each_working_link(SiteId site, Visit visit) const {
    for (std::uint32_t i = first_[site.value]; i < first_[site.value + 1]; ++i)
      if (link_works_[links_[i].value]) visit(links_[i]);
  }

  bool beside_a_reached_site(SiteId site) const {
    bool found = false;
    for_each_working_link(site, [&](LinkId link) {
      found = found || (!is_final_link(plant_, link) && is_reached_[across(link, site).value]);
    });
    return found;
  }

  // The site and all that it joins.
  void reach(SiteId start) {
    if (!site_works_[start.value] || is_reached_[start.value]) return;
    is_reached_[start.value] = 1;
    open_.push_back(start);
    while (!open_.empty()) {
      const SiteId site = open_.back();
      open_.pop_back();
      for_each_working_link(site, [&](LinkId link) {
        if (is_final_link(plant_, link)) return serve(final_link(plant_, link).premises);
        const SiteId next = across(link, site);
        if (!site_works_[next.value] || is_reached_[next.value]) return;
        is_reached_[next.value] = 1;
        open_.push_back(next);
      });
    }
  }

  // A link that has just become operational.
  void follow(LinkId link) {
    if (is_final_link(plant_, link)) {
      const FinalLink drop = final_link(plant_, link);
      if (is_reached_[drop.site.value]) serve(drop.premises);
      return;
    }
    const SiteId a = plant_.links.from[link], b = plant_.links.to[link];
    if (is_reached_[a.value]) reach(b);
    if (is_reached_[b.value]) reach(a);
  }

  void serve(PremisesId p) {
    if (is_served_[p.value] || !plant_.premises.subscribed[p]) return;
    is_served_[p.value] = 1;
    served_.homes += static_cast<double>(plant_.premises.homes[p]);
    served_.users += plant_.premises.users[p];
  }

  const Plant& plant_;
  std::vector<std::uint32_t> first_;
  std::vector<LinkId> links_;
  std::vector<char> is_reached_;
  std::vector<char> is_served_;
  std::vector<char> site_works_;
  std::vector<char> link_works_;
  std::vector<SiteId> open_;
  ServedByPlan served_;
};

}  // namespace

std::vector<ServedByPlan> served_along(const Plant& plant, std::span<const Element> order) {
  GrowingNetwork network(plant);
  std::vector<ServedByPlan> served = {network.served()};
  served.reserve(order.size() + 1);
  for (const Element e : order) {
    network.complete(e);
    served.push_back(network.served());
  }
  return served;
}

}  // namespace lastmile::planning
