#include "tools/exchange/transfer/assumptions.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/exchange/assembly/layer_values.h"

namespace lastmile::exchange {
namespace {

// Features of a layer for which a key has no value.
std::size_t without(const Imported& imported, std::size_t layer, std::string_view key) {
  const LayerValues values(imported.layers[layer], imported.mapping.layers[layer]);
  const LayerValues::Key* source = values.find(key);
  const std::size_t count = imported.layers[layer].features.size();
  if (source == nullptr) return count;
  if (source->source->value) return 0;
  std::size_t empty = 0;
  for (std::size_t i = 0; i < count; ++i) empty += values.value(source, i).empty() ? 1 : 0;
  return empty;
}

bool has_money(const Mapping& mapping) {
  if (!mapping.costs.kinds.empty() || std::any_of(mapping.costs.per_m.begin(), mapping.costs.per_m.end(),
                                                  [](const auto& cost) { return cost; }))
    return true;
  const auto is_money = [](const auto& key) {
    std::string_view name = key.first;
    if (name.starts_with(io::drop_column_prefix)) name.remove_prefix(io::drop_column_prefix.size());
    return name == "cost" || name == "value" || name == "completion_cost" || name == "late_cost";
  };
  return std::any_of(mapping.layers.begin(), mapping.layers.end(), [&](const LayerMapping& layer) {
    return std::any_of(layer.keys.begin(), layer.keys.end(), is_money);
  });
}

std::string meaning_word(Meaning meaning, std::size_t count) {
  const char* const words[][2] = {{"site", "sites"}, {"link", "links"}, {"premises", "premises"}};
  return words[static_cast<std::size_t>(meaning)][count == 1 ? 0 : 1];
}

}  // namespace

void add_assumptions(Imported& imported) {
  std::vector<std::string>& said = imported.network.assumptions;
  for (std::size_t i = 0; i < imported.layers.size(); ++i) {
    const LayerMapping& mapping = imported.mapping.layers[i];
    const std::string of = fmt::format("of layer {}", imported.layers[i].name);
    const auto say = [&](std::string_view key, std::string_view what) {
      const std::size_t count = without(imported, i, key);
      if (count > 0)
        said.push_back(fmt::format("{} {} {} {}.", count, meaning_word(mapping.meaning, count), of, what));
    };
    if (mapping.meaning != Meaning::premises) say("state", "without a state taken as operational");
    if (mapping.meaning == Meaning::links) say("tier", "without a tier taken as distribution");
    if (mapping.meaning == Meaning::premises) {
      say("homes", "without a number of homes counted as one home");
      const KeySource* state = mapping.find("drop_state");
      if (mapping.drop.to != DropTo::none)
        said.push_back(fmt::format("Drops {} go to the nearest {}, {}.", of,
                                   mapping.drop.to == DropTo::nearest_site ? "site" : "position on a link",
                                   state == nullptr ? "taken as operational"
                                   : state->value   ? "taken as " + *state->value
                                                    : "in the state of field " + state->field));
    }
  }
  if (imported.from_results)
    said.emplace_back(
        "What --gis writes holds the network without its plant details, such as ports and splitters, and "
        "without "
        "the other settings of its scenario, such as service, take-up, economics and timeline: these take "
        "their "
        "defaults. The name is that of the file.");
  if (has_money(imported.mapping))
    said.emplace_back(
        "Amounts of money are taken as EUR without a price year, because no file says their currency.");
  for (const Tier tier : enum_values<Tier>())
    if (const auto& cost = imported.mapping.costs.per_m[tier])
      said.push_back(
          fmt::format("Links of tier {} without a cost of their own cost {} per metre.", name(tier), *cost));
  for (const auto& [kind, cost] : imported.mapping.costs.kinds)
    said.push_back(fmt::format("Sites of kind {} without a cost of their own cost {}.", kind, cost));
  const auto& sites = imported.network.sites;
  const auto nowhere =
      std::count_if(sites.begin(), sites.end(), [](const SiteRow& site) { return !site.at.exists(); });
  if (nowhere > 0)
    said.push_back(fmt::format("{} {} no coordinates.", nowhere, nowhere == 1 ? "site has" : "sites have"));
  const bool has_source =
      std::any_of(sites.begin(), sites.end(), [](const SiteRow& site) { return site.is_source; });
  if (!has_source) said.emplace_back("No site is a source.");
}

}  // namespace lastmile::exchange
