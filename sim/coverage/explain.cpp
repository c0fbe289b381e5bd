#include "sim/coverage/explain.h"

#include <algorithm>

namespace lastmile {
namespace {

Demand demand_of_premises(const Plant& plant, const Coverage& coverage, PremisesId p) {
  const double users = plant.premises.users[p];
  return coverage.standings.rung[p] == Rung::served ? Demand{users, 0} : Demand{0, users};
}

std::vector<RouteStep> route_to(const Plant& plant, const Network& network, const Coverage& coverage,
                                LinkId last, bool is_connected) {
  // A connected premises is shown the path that its service takes.
  const auto link_towards_source = [&](SiteId site) {
    return is_connected && coverage.qualification.is_judged()
               ? coverage.qualification.lines().via(site, ServiceLines::Path::live)
               : coverage.reach.via[site];
  };
  const FinalLink drop = final_link(plant, last);
  std::vector<RouteStep> route{{last, drop.state, drop.completion_cost, drop.value,
                                demand_of_premises(plant, coverage, drop.premises)}};
  for (SiteId site = drop.site;;) {
    route.push_back({site, plant.sites.state[site], plant.sites.completion_cost[site],
                     plant.sites.value[site], site_demand(network, coverage.ledger, site)});
    const LinkId link = link_towards_source(site);
    if (!link.exists()) break;
    route.push_back({link, plant.links.state[link], plant.links.completion_cost[link],
                     plant.links.value[link], link_demand(plant, network, coverage.ledger, link)});
    site = other_end(plant, link, site);
  }
  std::reverse(route.begin(), route.end());
  return route;
}

// Users of other premises that are served once `works` are operational, and are not now.
double users_served_besides(const Plant& plant, const Network& network, const Coverage& coverage,
                            const std::vector<Element>& works, PremisesId except) {
  if (works.empty()) return 0;
  const Plant later = with_operational(plant, works);
  const Reach reach = find_best_paths(later, network);
  const Standings then = judge_premises(later, network, reach, qualify(later, network, reach));
  double users = 0;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (p != except && then.rung[p] == Rung::served && coverage.standings.rung[p] != Rung::served)
      users += plant.premises.users[p];
  return users;
}

FullSite full_site(const Plant& plant, const Coverage& coverage, PremisesId p, const ServiceGiven& given) {
  const SiteId site = coverage.qualification.full_site(plant, coverage.reach, p, given);
  return {site, plant.access->ports[site], coverage.qualification.ports().free_at(site)};
}

}  // namespace

Plant with_operational(const Plant& plant, const std::vector<Element>& works) {
  Plant later = plant;
  for (const Element& work : works) {
    if (const SiteId* site = std::get_if<SiteId>(&work)) {
      later.sites.state[*site] = State::operational;
      later.sites.completion_cost[*site] = 0;
      continue;
    }
    const LinkId link = std::get<LinkId>(work);
    if (plant.is_inline_drop(link)) {
      const PremisesId p = final_link(plant, link).premises;
      later.premises.drop_state[p] = State::operational;
      later.premises.drop_completion_cost[p] = 0;
    } else {
      later.links.state[link] = State::operational;
      later.links.completion_cost[link] = 0;
    }
  }
  return later;
}

Explanation explain(const Plant& plant, const Network& network, const Coverage& coverage,
                    PremisesId premises) {
  Explanation told;
  told.premises = premises;
  told.standing = standing_of(plant, network, coverage.reach, coverage.qualification, premises);
  if (!told.standing.final_link.exists()) return told;
  const bool is_connected = told.standing.path.is_live();
  if (coverage.qualification.is_judged()) {
    told.service = coverage.qualification.service(plant, network, coverage.reach, premises);
    told.standing.final_link = told.service.line.final_link;
    if (told.service.lacks.contains(Obstacle::no_port))
      told.full = full_site(plant, coverage, premises, told.service);
  }
  told.route = route_to(plant, network, coverage, told.standing.final_link, is_connected);
  for (const RouteStep& step : told.route)
    if (!carries_service(step.state)) told.remedy.push_back(step.element);
  told.completion_cost = told.standing.path.cost;
  const bool served_then = coverage.qualification.lacks(premises).empty() &&
                           !told.standing.obstacles.contains(Obstacle::not_subscribed);
  if (!told.remedy.empty() && served_then)
    told.releases = charge_of(plant, network, coverage.ledger, premises);
  told.also_serves_users = users_served_besides(plant, network, coverage, told.remedy, premises);
  return told;
}

}  // namespace lastmile
