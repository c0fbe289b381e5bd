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
  // For a connected premises, the path that its service takes.
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

// Users of other premises that are not served now and will be once `works` are operational.
double users_served_besides(const Plant& plant, const Network& network, const Coverage& coverage,
                            const std::vector<Element>& works, PremisesId except) {
  if (works.empty()) return 0;
  const Plant later = with_operational(plant, works);
  const Reach reach = find_best_paths(later, network);
  const RoutedPlant paths{later, network, reach};
  const Qualification qualification = qualify(paths);
  const Standings then = judge_premises({paths, qualification});
  double users = 0;
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    if (p != except && then.rung[p] == Rung::served && coverage.standings.rung[p] != Rung::served)
      users += plant.premises.users[p];
  return users;
}

}  // namespace

Plant with_operational(const Plant& plant, const std::vector<Element>& works) {
  Plant later = plant;
  for (const Element work : works) {
    const ElementColumns columns = columns_of(later, work);
    columns.state = State::operational;
    columns.completion_cost = 0;
  }
  return later;
}

Explanation explain(const Plant& plant, const Network& network, const Coverage& coverage,
                    PremisesId premises) {
  Explanation explanation;
  explanation.premises = premises;
  const JudgedPlant all = judged(plant, network, coverage);
  explanation.standing = standing_of(all, premises);
  if (!explanation.standing.final_link.exists()) {
    explanation.islands = islands_of(plant, network, coverage.standings, premises);
    return explanation;
  }
  const bool is_connected = explanation.standing.path.is_live();
  if (coverage.qualification.is_judged()) {
    explanation.service = coverage.qualification.service(all, premises);
    explanation.standing.final_link = explanation.service.line.final_link;
    if (explanation.service.lacks.contains(Obstacle::no_port))
      explanation.full = coverage.qualification.full_site(all, premises, explanation.service);
  }
  explanation.route = route_to(plant, network, coverage, explanation.standing.final_link, is_connected);
  for (const RouteStep& step : explanation.route)
    if (!carries_service(step.state)) explanation.remedy.push_back(step.element);
  explanation.completion_cost = explanation.standing.path.cost;
  const bool served_then = coverage.qualification.lacks(premises).empty() &&
                           !explanation.standing.obstacles.contains(Obstacle::not_subscribed);
  if (!explanation.remedy.empty() && served_then)
    explanation.releases = charge_of(plant, network, coverage.ledger, premises);
  explanation.also_serves_users =
      users_served_besides(plant, network, coverage, explanation.remedy, premises);
  return explanation;
}

}  // namespace lastmile
