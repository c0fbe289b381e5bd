#include "tests/support/oracle.h"

#include <algorithm>
#include <tuple>

namespace lastmile::oracle {
namespace {

struct StateRow {
  State state;
  bool built;
  bool carries_service;
  bool in_design;
};

constexpr std::array<StateRow, 7> state_table = {{
    {State::operational, true, true, true},
    {State::failed, true, false, true},
    {State::inactive, true, false, true},
    {State::under_construction, false, false, true},
    {State::planned, false, false, true},
    {State::proposed, false, false, false},
    {State::decommissioned, false, false, false},
}};

StateRow row(State state) {
  return *std::find_if(state_table.begin(), state_table.end(),
                       [&](const StateRow& r) { return r.state == state; });
}

// The design network or the live network: the column that says which states belong to it.
using NetworkColumn = bool StateRow::*;
constexpr NetworkColumn design = &StateRow::in_design;
constexpr NetworkColumn live = &StateRow::carries_service;

struct Condition {
  State state;
  double value;
  double completion_cost;
};

Condition condition_of(const Plant& plant, const Element& element) {
  if (element.is_site())
    return {plant.sites.state[element.site()], plant.sites.value[element.site()],
            plant.sites.completion_cost[element.site()]};
  const LinkId link = element.link();
  return {plant.links.state[link], plant.links.value[link], plant.links.completion_cost[link]};
}

bool is_operational(const Plant& plant, const Element& element) {
  return row(condition_of(plant, element).state).carries_service;
}

bool site_belongs(const Plant& plant, SiteId site, NetworkColumn network) {
  return row(plant.sites.state[site]).*network;
}

bool link_belongs(const Plant& plant, LinkId link, NetworkColumn network) {
  return row(plant.links.state[link]).*network && site_belongs(plant, plant.links.from[link], network) &&
         site_belongs(plant, plant.links.to[link], network);
}

bool is_backbone(const Plant& plant, LinkId link) {
  return plant.links.tier[link] != Tier::drop;
}

bool contains(const std::vector<Element>& elements, const Element& element) {
  return std::find(elements.begin(), elements.end(), element) != elements.end();
}

// ---- Every simple path from the virtual root ----

SiteId end_of(const Path& path) {
  return path.back().site();
}

void extend(const Plant& plant, NetworkColumn network, const Path& path, std::vector<Path>& found) {
  found.push_back(path);
  for (const LinkId link : ids<LinkId>(plant.links.size())) {
    if (!is_backbone(plant, link) || !link_belongs(plant, link, network)) continue;
    const SiteId from = plant.links.from[link];
    const SiteId to = plant.links.to[link];
    if (from != end_of(path) && to != end_of(path)) continue;
    const SiteId next = from == end_of(path) ? to : from;
    if (contains(path, next)) continue;
    Path longer = path;
    longer.emplace_back(link);
    longer.emplace_back(next);
    extend(plant, network, longer, found);
  }
}

std::vector<Path> simple_paths(const Plant& plant, NetworkColumn network) {
  std::vector<Path> found;
  for (const SiteId site : ids<SiteId>(plant.sites.size())) {
    if (plant.sites.is_source[site] != 0 && site_belongs(plant, site, network))
      extend(plant, network, Path{site}, found);
  }
  return found;
}

std::set<Element> elements_of(const std::vector<Path>& paths) {
  std::set<Element> elements;
  for (const Path& path : paths) elements.insert(path.begin(), path.end());
  return elements;
}

// ---- One premises ----

// In file order.
std::vector<LinkId> final_links_of_design(const Plant& plant, PremisesId premises) {
  std::vector<LinkId> all;
  for (const LinkId link : ids<LinkId>(plant.links.size())) {
    if (!is_backbone(plant, link) && plant.links.premises[link] == premises) all.push_back(link);
  }
  if (plant.has_inline_drop(premises)) all.push_back(plant.inline_drop(premises));

  std::vector<LinkId> of_design;
  for (const LinkId link : all) {
    const FinalLink drop = final_link(plant, link);
    if (row(drop.state).in_design && site_belongs(plant, drop.site, design)) of_design.push_back(link);
  }
  return of_design;
}

Route route_over(const Plant& plant, const Path& path, LinkId final_link) {
  Route route{path, final_link};
  route.elements.emplace_back(final_link);
  for (const Element& element : route.elements) {
    route.completion_cost += condition_of(plant, element).completion_cost;
    route.to_complete += is_operational(plant, element) ? 0 : 1;
  }
  return route;
}

std::vector<LinkId> links_back_to_the_source(const Route& route) {
  std::vector<LinkId> links;
  for (auto element = route.elements.rbegin(); element != route.elements.rend(); ++element) {
    if (element->is_link()) links.push_back(element->link());
  }
  return links;
}

bool is_better(const Route& a, const Route& b) {
  const auto rank = [](const Route& r) {
    return std::tuple(r.completion_cost, r.to_complete, r.elements.size(), r.final_link,
                      links_back_to_the_source(r));
  };
  return rank(a) < rank(b);
}

std::vector<Route> all_routes(const Plant& plant, const std::vector<Path>& design_paths,
                              PremisesId premises) {
  std::vector<Route> routes;
  for (const LinkId link : final_links_of_design(plant, premises)) {
    for (const Path& path : design_paths) {
      if (end_of(path) == final_link(plant, link).site) routes.push_back(route_over(plant, path, link));
    }
  }
  return routes;
}

struct Kinds {
  Obstacle missing;
  Obstacle inactive;
  Obstacle failed;
};

Obstacle kind_of_work(State state, const Kinds& kinds) {
  if (state == State::failed) return kinds.failed;
  return state == State::inactive ? kinds.inactive : kinds.missing;
}

Obstacles obstacles_of(const Plant& plant, PremisesId premises, const PremisesAnswer& answer) {
  constexpr Kinds upstream = {Obstacle::upstream_missing, Obstacle::upstream_inactive,
                              Obstacle::upstream_failed};
  constexpr Kinds last = {Obstacle::final_link_missing, Obstacle::final_link_inactive,
                          Obstacle::final_link_failed};
  Obstacles obstacles;
  if (!answer.best_path) obstacles |= Obstacle::no_route;
  for (const Element& element : answer.remedy) {
    const bool is_final_link = element == Element{answer.best_path->final_link};
    obstacles |= kind_of_work(condition_of(plant, element).state, is_final_link ? last : upstream);
  }
  if (plant.premises.subscribed[premises] == 0) obstacles |= Obstacle::not_subscribed;
  return obstacles;
}

Rung rung_of(const Plant& plant, PremisesId premises, const std::set<Element>& live_elements) {
  bool passed = false;
  bool connected = false;
  for (const LinkId link : final_links_of_design(plant, premises)) {
    const FinalLink drop = final_link(plant, link);
    if (!live_elements.contains(drop.site)) continue;
    passed = true;
    connected = connected || row(drop.state).carries_service;
  }
  if (!passed) return Rung::located;
  if (!connected) return Rung::passed;
  return plant.premises.subscribed[premises] != 0 ? Rung::served : Rung::qualified;
}

PremisesAnswer answer_for(const Plant& plant, const std::vector<Path>& design_paths,
                          const std::set<Element>& live_elements, PremisesId premises) {
  PremisesAnswer answer;
  answer.rung = rung_of(plant, premises, live_elements);
  for (const Route& route : all_routes(plant, design_paths, premises)) {
    answer.carried_by.insert(route.elements.begin(), route.elements.end() - 1);
    if (!answer.best_path || is_better(route, *answer.best_path)) answer.best_path = route;
  }
  if (answer.best_path) {
    for (const Element& element : answer.best_path->elements) {
      if (!is_operational(plant, element)) answer.remedy.push_back(element);
    }
  }
  answer.obstacles = obstacles_of(plant, premises, answer);
  return answer;
}

// ---- Counts ----

void count(const Plant& plant, PremisesId premises, Count& into) {
  into.premises += 1;
  into.homes += plant.premises.homes[premises];
  into.users += plant.premises.users[premises];
}

void count_rungs_and_causes(const Plant& plant, Answer& answer) {
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    const auto& [rung, obstacles, best_path, remedy, carried_by, charge] = answer.premises[p];
    for (std::size_t r = 0; r <= index_of(rung); ++r) count(plant, p, answer.ladder.raw()[r]);
    if (rung == Rung::served) continue;
    Cause& cause = answer.causes[obstacles.first()];
    count(plant, p, obstacles.count() == 1 ? cause.sole : cause.joint);
  }
}

void count_final_links(const Plant& plant, Answer& answer) {
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    for (const LinkId link : final_links_of_design(plant, p)) {
      const FinalLink drop = final_link(plant, link);
      FinalLinks& books = answer.final_links;
      if (row(drop.state).built) {
        books.built += 1;
        books.value += drop.value;
        if (answer.premises[p].rung != Rung::served) books.stranded += drop.value;
      } else {
        books.missing += 1;
        books.completion_cost_of_missing += drop.completion_cost;
      }
      if (drop.state == State::inactive) books.inactive += 1;
      if (drop.state == State::failed) books.failed += 1;
    }
  }
}

// ---- Both ledgers ----

void list_backbone(const Plant& plant, const std::set<Element>& live_elements, Answer& answer) {
  const auto add = [&](const Element& element) {
    answer.backbone[element].value = condition_of(plant, element).value;
    answer.backbone[element].live = live_elements.contains(element);
  };
  for (const SiteId site : ids<SiteId>(plant.sites.size())) {
    if (site_belongs(plant, site, design)) add(site);
  }
  for (const LinkId link : ids<LinkId>(plant.links.size())) {
    if (is_backbone(plant, link) && link_belongs(plant, link, design)) add(link);
  }
}

void keep_first_ledger(const Plant& plant, Answer& answer) {
  for (auto& [element, a] : answer.backbone) {
    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      const PremisesAnswer& premises = answer.premises[p];
      if (!premises.carried_by.contains(element)) continue;
      a.users += plant.premises.users[p];
      if (premises.rung == Rung::served) a.served_users += plant.premises.users[p];
    }
    if (a.users == 0) {
      a.no_demand = a.value;
      continue;
    }
    (a.live ? a.in_use : a.dormant) = a.value * a.served_users / a.users;
    a.stranded = a.value * (a.users - a.served_users) / a.users;
    if (a.served_users == 0) a.idle = a.value;

    for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
      const PremisesAnswer& premises = answer.premises[p];
      if (premises.rung == Rung::served || !premises.carried_by.contains(element)) continue;
      Cause& cause = answer.causes[premises.obstacles.first()];
      const double share = a.value * plant.premises.users[p] / a.users;
      (premises.obstacles.count() == 1 ? cause.stranded_sole : cause.stranded_joint) += share;
    }
  }
}

void keep_second_ledger(const Plant& plant, Answer& answer) {
  for (const PremisesId p : ids<PremisesId>(plant.premises.size())) {
    PremisesAnswer& premises = answer.premises[p];
    if (plant.premises.users[p] == 0) continue;
    for (const Element& element : premises.carried_by) {
      const ElementAnswer& a = answer.backbone.at(element);
      premises.charge += plant.premises.users[p] * a.value / a.users;
    }
    if (premises.rung != Rung::served) answer.second_ledger += premises.charge;
  }
}

}  // namespace

Answer judge(const Plant& plant) {
  Answer answer;
  const std::vector<Path> design_paths = simple_paths(plant, design);
  const std::set<Element> live_elements = elements_of(simple_paths(plant, live));
  for (const PremisesId p : ids<PremisesId>(plant.premises.size()))
    answer.premises.push_back(answer_for(plant, design_paths, live_elements, p));
  count_rungs_and_causes(plant, answer);
  count_final_links(plant, answer);
  list_backbone(plant, live_elements, answer);
  keep_first_ledger(plant, answer);
  keep_second_ledger(plant, answer);
  return answer;
}

Plant completed(Plant plant, const std::vector<Element>& works) {
  for (const Element& element : works) {
    if (element.is_site()) {
      plant.sites.state[element.site()] = State::operational;
      plant.sites.completion_cost[element.site()] = 0;
      continue;
    }
    plant.links.state[element.link()] = State::operational;
    plant.links.completion_cost[element.link()] = 0;
  }
  return plant;
}

}  // namespace lastmile::oracle
