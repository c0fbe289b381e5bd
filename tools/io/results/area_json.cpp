#include "tools/io/results/area_json.h"

#include "tools/io/results/books_json.h"
#include "tools/io/results/counts_json.h"
#include "tools/io/results/element_words.h"

namespace lastmile::io {

Json island_json(const Scenario& scenario, const Island& island, const std::optional<NearestSite>& nearest) {
  Json json = {
      {"sites", island.sites},
      {"premises", island.homes.premises},
      {"homes", island.homes.homes},
      {"users", number(island.homes.users)},
      {"value", number(island.value)},
      {"example_site", site_name(scenario, island.first_site)},
      {"nearest_joined_site", nearest ? Json(site_name(scenario, nearest->joined_site)) : Json(nullptr)},
      {"distance_m", nearest ? number(nearest->distance_m) : Json(nullptr)}};
  add_name(json, scenario, island.first_site, "example_site_name");
  if (nearest) add_name(json, scenario, nearest->joined_site, "nearest_joined_site_name");
  return json;
}

Json islands_json(const Scenario& scenario, const Findings& found) {
  const Islands& islands = found.islands;
  Json largest = Json::array();
  for (std::size_t i = 0; i < islands.largest.size(); ++i)
    largest.push_back(island_json(scenario, islands.largest[i], found.nearest[i]));
  return {{"count", islands.count},
          {"sites", islands.sites},
          {"premises", islands.homes.premises},
          {"homes", islands.homes.homes},
          {"users", number(islands.homes.users)},
          {"value", number(islands.value)},
          {"largest", std::move(largest)}};
}

Json by_area_json(const Scenario& scenario, const std::vector<AreaFigures>& by_area) {
  Json list = Json::array();
  for (std::size_t i = 0; i < by_area.size(); ++i) {
    const AreaFigures& area = by_area[i];
    if (area.is_empty()) continue;
    list.push_back({{"area", area_name(scenario, i)},
                    {"ladder", ladder_json(area.ladder)},
                    {"unserved", unserved_json(area.unserved)},
                    {"backbone", backbone_json({area.elements, area.backbone, area.by_tier}, area.stranded,
                                               [&](Obstacle cause) {
                                                 return has_premises(area.unserved[cause]) ||
                                                        area.stranded[cause].all() > 0;
                                               })},
                    {"final_links", final_links_json(area.final_links)}});
  }
  return list;
}

Json to_serve_everyone_json(const ToServeEveryone& all) {
  Json json = count_json(all.homes);
  json["completion_cost"] = number(all.completion_cost);
  json["without_route"] = all.without_route;
  return json;
}

Json next_upstream_json(const Scenario& scenario, const std::vector<NextUpstream>& next) {
  Json list = Json::array();
  for (const NextUpstream& one : next) {
    Json entry = {{"element", element_name(scenario, one.element)},
                  {"kind", element_kind(scenario, one.element)},
                  {"tier", element_tier(scenario, one.element)},
                  {"state", name(state_of(scenario.plant, one.element))}};
    add_name(entry, scenario, one.element);
    entry.update(count_json(one.homes));
    entry["completion_cost"] = number(one.completion_cost);
    entry["releases"] = number(one.releases);
    list.push_back(std::move(entry));
  }
  return list;
}

}  // namespace lastmile::io
