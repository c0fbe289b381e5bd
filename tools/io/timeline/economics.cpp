#include "tools/io/timeline/economics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tools/io/base/format.h"
#include "tools/io/base/suggest.h"
#include "tools/io/yaml/yaml_cells.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

// Everything that may have an asset life.
std::vector<std::string_view> assets_of(const Names& names) {
  std::vector<std::string_view> assets = {fibre_life, electronics_life};
  assets.insert(assets.end(), tier_names.begin(), tier_names.end());
  for (std::size_t kind = 0; kind < names.kinds.size(); ++kind) assets.push_back(names.kinds[kind]);
  return assets;
}

void read_lives(const YamlNode& node, const std::string& path, const Names& names, EconomicsAsWritten& to,
                Reporter& report) {
  const std::vector<std::string_view> assets = assets_of(names);
  for_each_entry(node, assets, path + ".", report, [&](std::size_t asset, const YamlNode& value) {
    const std::string name{assets[asset]};
    const auto years =
        number_above(value, fmt::format("{}.{}", path, shortened(name)), 0, max_life_years, report);
    if (years) to.lives[name] = *years;
  });
}

// One value for all areas, or a mapping by area.
void read_visits(const YamlNode& node, const std::string& path, const Names& names, EconomicsAsWritten& to,
                 Reporter& report) {
  if (node.kind == YamlNode::Kind::scalar) {
    to.visit_costs.clear();
    take(to.figures.default_visit_cost, amount_of(node, path, report));
    return;
  }
  for_each_named_entry(node, path, report, [&](const YamlNode& key, const YamlNode& value) {
    const std::string at = fmt::format("{}.{}", path, shortened(key.text));
    const bool is_for_others = key.text == all_other_areas;
    const auto area = names.areas.find(key.text);
    if (!is_for_others && !area)
      report.error(FixedPlace(key.mark, at),
                   {"unknown-area", fmt::format("unknown area {}", quoted(key.text)),
                    hint_among(key.text, names.areas)});
    if (value.kind == YamlNode::Kind::null) return;
    const auto cost = amount_of(value, at, report);
    if (is_for_others)
      take(to.figures.default_visit_cost, cost);
    else if (area && cost)
      to.visit_costs[AreaId{*area}] = *cost;
  });
}

// The life of `asset`, else of its class, else infinite.
double life_of(const EconomicsAsWritten& written, std::string_view asset, std::string_view like) {
  for (const std::string_view name : {asset, like})
    if (const auto found = written.lives.find(std::string{name}); found != written.lives.end())
      return found->second;
  return std::numeric_limits<double>::infinity();
}

IdVector<SiteId, float> site_lives(const EconomicsAsWritten& written, const Names& names) {
  IdVector<SiteId, float> lives(names.kind.size());
  IdVector<KindId, float> of_kind;
  for (std::size_t kind = 0; kind < names.kinds.size(); ++kind)
    of_kind.push_back(static_cast<float>(life_of(written, names.kinds[kind], electronics_life)));
  for (const SiteId site : ids<SiteId>(lives.size())) lives[site] = of_kind[names.kind[site]];
  const bool none_ends = std::all_of(lives.begin(), lives.end(), [](float life) { return std::isinf(life); });
  return none_ends ? IdVector<SiteId, float>{} : lives;
}

}  // namespace

void read_economics(const YamlNode& node, const std::string& path, const Names& names, EconomicsAsWritten& to,
                    Reporter& report) {
  enum Key { discount_rate, revenue, opex, opex_share, asset_life_years, late_cost, visit_cost };
  Economics& figures = to.figures;
  for_each_entry(node, economics_keys, path + ".", report, [&](std::size_t key, const YamlNode& value) {
    const std::string at = fmt::format("{}.{}", path, economics_keys[key]);
    switch (static_cast<Key>(key)) {
      case discount_rate:
        to.discount_rate_at = {value.mark, at};
        take(figures.discount_rate, number_above(value, at, -1, max_discount_rate, report));
        break;
      case revenue: take(figures.revenue_per_home_month, amount_of(value, at, report)); break;
      case opex: take(figures.opex_per_home_month, amount_of(value, at, report)); break;
      case opex_share: take(figures.opex_share_of_value, number_between(value, at, 0, 1, report)); break;
      case asset_life_years: read_lives(value, at, names, to, report); break;
      case late_cost:
        if (const auto cost = amount_of(value, at, report)) to.late_cost = cost;
        break;
      case visit_cost: read_visits(value, at, names, to, report); break;
    }
  });
}

Economics settle(const EconomicsAsWritten& written, const Names& names) {
  Economics economics = written.figures;
  economics.visit_cost = IdVector<AreaId, double>(names.areas.size(), economics.default_visit_cost);
  for (const auto& visit : written.visit_costs) economics.visit_cost[visit.first] = visit.second;
  for (const Tier tier : enum_values<Tier>())
    economics.link_life[tier] = life_of(written, tier_names[tier], fibre_life);
  economics.site_life = site_lives(written, names);
  return economics;
}

}  // namespace lastmile::io
