#include "tools/io/page/result_columns.h"

namespace lastmile::io {
namespace {

std::uint16_t bits_of(Obstacles obstacles) {
  unsigned bits = 0;
  for (const Obstacle obstacle : enum_values<Obstacle>())
    if (obstacles.contains(obstacle)) bits |= 1U << index_of(obstacle);
  return static_cast<std::uint16_t>(bits);
}

void add_premises(const JudgedPlant& judged, const Ledger& ledger, PremisesId p, ResultColumns& columns) {
  const Standing standing = standing_of(judged, p);
  columns.rung[p.value] = static_cast<std::uint8_t>(standing.rung);
  columns.obstacles[p.value] = bits_of(standing.obstacles);
  columns.final_link[p.value] = standing.final_link;
  if (!standing.final_link.exists()) return;
  const Qualification& qualification = judged.qualification;
  if (qualification.is_judged() && standing.path.is_live()) {
    const LinkId live = qualification.lines().live_final_link(judged, p);
    if (live.exists()) columns.final_link[p.value] = live;
  }
  columns.remedy_cost[p.value] = standing.path.cost;
  // As explain() says: nothing if the premises would still not be served.
  if (!standing.path.is_live() && qualification.lacks(p).empty() &&
      !standing.obstacles.contains(Obstacle::not_subscribed))
    columns.releases[p.value] = charge_of(judged.plant, judged.network, ledger, p);
}

}  // namespace

ResultColumns result_columns(const Plant& plant, const Network& network, const Coverage& coverage) {
  const std::size_t premises = plant.premises.size();
  const std::size_t sites = plant.sites.size();
  const std::size_t links = plant.links.size();
  ResultColumns columns;
  columns.rung.assign(premises, 0);
  columns.obstacles.assign(premises, 0);
  columns.final_link.assign(premises, LinkId::none());
  columns.remedy_cost.assign(premises, 0);
  columns.releases.assign(premises, 0);
  const JudgedPlant all = judged(plant, network, coverage);
  for (const PremisesId p : ids<PremisesId>(premises)) add_premises(all, coverage.ledger, p, columns);

  columns.best_via.assign(coverage.reach.via.begin(), coverage.reach.via.end());
  if (coverage.qualification.is_judged()) {
    columns.live_via.reserve(sites);
    for (const SiteId site : ids<SiteId>(sites))
      columns.live_via.push_back(coverage.qualification.lines().via(site, ServiceLines::Path::live));
  }
  for (FlatVector<double>* of_sites : {&columns.site_users, &columns.site_served, &columns.site_stranded})
    of_sites->assign(sites, 0);
  for (FlatVector<double>* of_links : {&columns.link_users, &columns.link_served, &columns.link_stranded})
    of_links->assign(links, 0);
  for (const SiteId site : ids<SiteId>(sites)) {
    if (!in_design(plant.sites.state[site])) continue;
    const Demand demand = site_demand(network, coverage.ledger, site);
    columns.site_users[site.value] = demand.all();
    columns.site_served[site.value] = demand.served;
    columns.site_stranded[site.value] =
        split_value(plant.sites.value[site], demand, site_is_live(coverage.reach, site))[Book::stranded];
  }
  for (const LinkId link : ids<LinkId>(links)) {
    if (plant.links.tier[link] == Tier::drop || !link_in_design(plant, link)) continue;
    const Demand demand = link_demand(plant, network, coverage.ledger, link);
    columns.link_users[link.value] = demand.all();
    columns.link_served[link.value] = demand.served;
    columns.link_stranded[link.value] =
        split_value(plant.links.value.explicit_links[link], demand,
                    link_is_live(plant, coverage.reach, link))[Book::stranded];
  }
  return columns;
}

}  // namespace lastmile::io
