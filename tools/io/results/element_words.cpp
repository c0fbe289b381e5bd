#include "tools/io/results/element_words.h"

#include "sim/coverage/ledger.h"

namespace lastmile::io {

std::string_view name_beside(const Scenario& scenario, Element element) {
  const std::string_view own = title_of(scenario, element);
  if (!own.empty() || !element.is_link() || tier_of(scenario.plant, element.link()) != Tier::drop) return own;
  return title_of(scenario, final_link(scenario.plant, element.link()).premises);
}

void add_name(Json& entry, const Scenario& scenario, Element element, const char* key) {
  if (const std::string_view name = name_beside(scenario, element); !name.empty()) entry[key] = name;
}

std::string element_kind(const Scenario& scenario, Element element) {
  return element.is_site() ? std::string{kind_name(scenario, element.site())} : "link";
}

std::string_view element_tier(const Scenario& scenario, Element element) {
  return element.is_site() ? ledger_row_names[LedgerRow::site]
                           : name(tier_of(scenario.plant, element.link()));
}

std::vector<std::string_view> obstacle_list(Obstacles obstacles) {
  std::vector<std::string_view> names;
  for (const Obstacle obstacle : enum_values<Obstacle>())
    if (obstacles.contains(obstacle)) names.push_back(obstacle_names[obstacle]);
  return names;
}

}  // namespace lastmile::io
