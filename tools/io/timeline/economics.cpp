#include "tools/io/timeline/economics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tools/io/base/suggest.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {
namespace {

constexpr std::string_view fibre_life = "fibre";              // of all links
constexpr std::string_view electronics_life = "electronics";  // of all sites
constexpr std::string_view all_other_areas = "default";

struct EconomicsReading {
  const Names& names;
  EconomicsAsWritten& to;
};

// Everything that may have an asset life.
std::vector<std::string_view> assets_of(const Names& names) {
  std::vector<std::string_view> assets = {fibre_life, electronics_life};
  assets.insert(assets.end(), tier_names.begin(), tier_names.end());
  for (std::size_t kind = 0; kind < names.kinds.size(); ++kind) assets.push_back(names.kinds[kind]);
  return assets;
}

const Value<double>& life_value() {
  constexpr double most_years = 10'000;
  static const Value<double> value = value_above(0, most_years);
  return value;
}

void read_lives(EconomicsReading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
  const std::vector<std::string_view> assets = assets_of(reading.names);
  for_each_entry(node, assets, path + ".", report, [&](std::size_t asset, const YamlNode& value) {
    const std::string name{assets[asset]};
    const auto years = life_value().read(value, fmt::format("{}.{}", path, shortened(name)), report);
    if (years) reading.to.lives[name] = *years;
  });
}

// One value for all areas, or a mapping by area.
void read_visits(EconomicsReading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
  const auto& names = reading.names;  // no structured binding: Clang 14 does not let a lambda use one
  auto& to = reading.to;
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
                   {"unknown-area", fmt::format("unknown area {}", io::quoted(key.text)),
                    hint_among(key.text, names.areas)});
    if (value.kind == YamlNode::Kind::null) return;
    const auto cost = amount_of(value, at, report);
    if (is_for_others)
      take(to.figures.default_visit_cost, cost);
    else if (area && cost)
      to.visit_costs[AreaId{*area}] = *cost;
  });
}

Json visits_schema() {
  const Json amount = amount_value().schema;
  return {{"anyOf", {amount, mapping_to(amount)}}};
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

constexpr double max_discount_rate = 1;

std::optional<double> read_discount_rate(const YamlNode& node, const std::string& path, Reporter& report) {
  const auto text = unquoted_text_of(node, path, report);
  if (!text) return std::nullopt;
  const FixedPlace place(node.mark, path);
  const auto rate = parse_number(*text, place, report);
  if (!rate || (*rate > -1 && *rate <= max_discount_rate)) return rate;
  constexpr double largest_percentage = 100;
  report.error(place,
               {"out-of-range",
                fmt::format("must be greater than -1 and at most {}, but is {}", max_discount_rate, *text),
                *rate > 1 && *rate <= largest_percentage
                    ? fmt::format("write {} for a discount rate of {} %", *rate / largest_percentage, *rate)
                    : ""});
  return std::nullopt;
}

const Keys<EconomicsReading>& economics_keys() {
  using Reading = EconomicsReading;
  const auto figure = [](double Economics::*field) {
    return [field](Reading& reading) -> double& { return reading.to.figures.*field; };
  };
  static const Value<double> rate = value_above(-1, max_discount_rate);
  static const Keys<Reading> keys = {
      {"discount_rate", rate.schema,
       [](Reading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
         reading.to.discount_rate_at = {node.mark, path};
         take(reading.to.figures.discount_rate, read_discount_rate(node, path, report));
       }},
      {"revenue_per_home_month", amount_value(), figure(&Economics::revenue_per_home_month)},
      {"opex_per_home_month", amount_value(), figure(&Economics::opex_per_home_month)},
      {"opex_share_of_value", value_between(0, 1), figure(&Economics::opex_share_of_value)},
      {"asset_life_years", mapping_to(life_value().schema), read_lives},
      {"late_cost", amount_value(),
       [](Reading& reading) -> std::optional<double>& { return reading.to.late_cost; }},
      {"visit_cost", visits_schema(), read_visits},
      {"payers", payers_schema(),
       [](Reading& reading, const YamlNode& node, const std::string& path, Reporter& report) {
         read_payers(node, path, reading.names, reading.to.payers, report);
       }},
  };
  return keys;
}

}  // namespace

void read_economics(const YamlNode& node, const std::string& path, const Names& names, EconomicsAsWritten& to,
                    Reporter& report) {
  EconomicsReading reading{names, to};
  read_mapping(node, economics_keys(), path, reading, report);
}

Json economics_schema() {
  return schema_of(economics_keys());
}

Economics settle(const EconomicsAsWritten& written, const Names& names) {
  Economics economics = written.figures;
  economics.visit_cost = IdVector<AreaId, double>(names.areas.size(), economics.default_visit_cost);
  for (const auto& visit : written.visit_costs) economics.visit_cost[visit.first] = visit.second;
  for (const Tier tier : enum_values<Tier>())
    economics.link_life[tier] = life_of(written, tier_names[tier], fibre_life);
  economics.site_life = site_lives(written, names);
  economics.payers = settle_payers(written.payers, names.areas.size());
  return economics;
}

}  // namespace lastmile::io
