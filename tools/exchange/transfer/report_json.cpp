#include "tools/exchange/transfer/report_json.h"

#include <algorithm>
#include <cmath>
#include <deque>

#include "tools/exchange/assembly/layer_values.h"
#include "tools/io/base/version.h"
#include "tools/io/files/inputs_json.h"

namespace lastmile::exchange {
namespace {

using io::Json;

constexpr std::size_t shown_islands = 100;

Json metres(double distance_m) {
  return io::number(std::round(distance_m * 1e4) / 1e4);
}

Json layers_json(const Imported& imported) {
  constexpr std::string_view words[] = {"sites", "links", "premises"};
  Json list = Json::array();
  for (std::size_t i = 0; i < imported.layers.size(); ++i) {
    const FeatureLayer& layer = imported.layers[i];
    list.push_back({{"file", layer.file},
                    {"layer", layer.name},
                    {"as", words[static_cast<std::size_t>(imported.mapping.layers[i].meaning)]},
                    {"features", layer.features.size()}});
  }
  return list;
}

Json deeds_json(const Imported& imported) {
  Json counts = Json::object();
  for (const Deed deed : enum_values<Deed>()) {
    std::size_t count = 0;
    double largest = 0;
    bool has_distance = false;
    for (const Record& record : imported.network.records) {
      if (record.deed != deed) continue;
      ++count;
      has_distance = has_distance || record.distance_m.has_value();
      largest = std::max(largest, record.distance_m.value_or(0));
    }
    Json entry = {{"count", count}};
    if (has_distance) entry["largest_m"] = metres(largest);
    counts[std::string{deed_names[deed]}] = std::move(entry);
  }
  return counts;
}

void add_title(Json& entry, const char* key, const Imported& imported, std::uint32_t site) {
  if (const std::string_view title = site_title(imported, site); !title.empty()) entry[key] = title;
}

Json islands_json(const Imported& imported) {
  const Assembled& network = imported.network;
  Json list = Json::array();
  for (const IslandRow& island : network.islands) {
    if (list.size() == shown_islands) break;
    Json entry = {{"sites", island.sites},
                  {"premises", island.premises},
                  {"example_site", network.node_names[network.sites[island.example_site].name]}};
    add_title(entry, "example_site_name", imported, island.example_site);
    if (std::isfinite(island.distance_m)) {
      entry["from_site"] = network.node_names[network.sites[island.from_site].name];
      add_title(entry, "from_site_name", imported, island.from_site);
      entry["nearest_site"] = network.node_names[network.sites[island.nearest_site].name];
      add_title(entry, "nearest_site_name", imported, island.nearest_site);
      entry["distance_m"] = metres(island.distance_m);
      entry["near_miss"] = island.distance_m <= 2 * imported.mapping.snap_m;
    }
    list.push_back(std::move(entry));
  }
  return {{"count", network.islands.size()}, {"largest", std::move(list)}};
}

// The drops that were measured, and the longest of them; null if there is none.
Json made_drops_json(const Imported& imported) {
  const MadeDrops drops = made_drops(imported);
  if (drops.count == 0) return nullptr;
  const Assembled& network = imported.network;
  const PremisesRow& longest = network.premises[drops.longest];
  return {{"count", drops.count},
          {"longest_m", metres(*longest.drop_length_m)},
          {"longest_of", network.node_names[longest.name]}};
}

// A name as JSON can hold it.
std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string_view site_title(const Imported& imported, std::uint32_t site) {
  const Origin& origin = imported.network.sites[site].origin;
  if (!origin.exists() || imported.mapping.layers[origin.layer].meaning != Meaning::sites) return {};
  const LayerValues of(imported.layers[origin.layer], imported.mapping.layers[origin.layer]);
  return of.value(of.find("name"), origin.feature);
}

MadeDrops made_drops(const Imported& imported) {
  MadeDrops drops;
  const std::vector<PremisesRow>& premises = imported.network.premises;
  for (std::uint32_t i = 0; i < premises.size(); ++i) {
    const PremisesRow& row = premises[i];
    if (row.drop_from == no_number || !row.drop_length_m ||
        imported.mapping.layers[row.origin.layer].drop.to == DropTo::none)
      continue;
    if (drops.count++ == 0 || *row.drop_length_m > *premises[drops.longest].drop_length_m) drops.longest = i;
  }
  return drops;
}

Json import_summary(const Imported& imported) {
  const Assembled& network = imported.network;
  const auto made = std::count_if(network.sites.begin(), network.sites.end(),
                                  [](const SiteRow& site) { return !site.origin.exists(); });
  std::vector<char> has_link(network.premises.size(), 0);
  double length_m = 0;
  for (const LinkRow& link : network.links) {
    length_m += link.length_m.value_or(0);
    for (const LinkEnd& end : {link.from, link.to})
      if (end.is_premises) has_link[end.number] = 1;
  }
  std::size_t joined = 0;
  for (std::size_t i = 0; i < network.premises.size(); ++i)
    joined += has_link[i] != 0 || network.premises[i].drop_from != no_number ? 1 : 0;
  return {{"schema", "lastmile.import.v1"},
          {"lastmile_version", io::lastmile_version},
          {"name", imported.mapping.name},
          {"snap_m", io::number(imported.mapping.snap_m)},
          {"inputs", io::inputs_json(imported.inputs)},
          {"layers", layers_json(imported)},
          {"network",
           {{"sites", network.sites.size()},
            {"made_sites", made},
            {"links", network.links.size()},
            {"links_length_m", metres(length_m)},
            {"premises", network.premises.size()},
            {"with_final_link", joined}}},
          {"made_drops", made_drops_json(imported)},
          {"components",
           {{"count", network.parts},
            {"largest", {{"sites", network.largest_sites}, {"premises", network.largest_premises}}}}},
          {"features", deeds_json(imported)},
          {"islands", islands_json(imported)},
          {"assumptions", network.assumptions}};
}

void write_report(const Imported& imported, io::OutputFile& file) {
  std::string head = import_summary(imported).dump(2, ' ', false, Json::error_handler_t::replace);
  head.erase(head.rfind('}'));
  while (!head.empty() && (head.back() == '\n' || head.back() == ' ')) head.pop_back();
  file.write(head);
  std::deque<LayerValues> values;
  for (std::size_t i = 0; i < imported.layers.size(); ++i)
    values.emplace_back(imported.layers[i], imported.mapping.layers[i]);
  const std::vector<Record>& records = imported.network.records;
  std::size_t at = 0;
  for (const Deed deed : enum_values<Deed>()) {
    file.write(",\n  " + dumped(Json(deed_names[deed])) + ": [");
    bool first = true;
    for (; at < records.size() && records[at].deed == deed; ++at) {
      const Record& record = records[at];
      const FeatureLayer& layer = imported.layers[record.feature.layer];
      const LayerValues& of = values[record.feature.layer];
      Json entry = {{"file", layer.file},
                    {"layer", layer.name},
                    {"feature", layer.features[record.feature.feature].number}};
      if (const std::string_view id = of.value(of.find("id"), record.feature.feature); !id.empty())
        entry["id"] = id;
      entry["reason"] = record.reason;
      if (record.distance_m) entry["distance_m"] = metres(*record.distance_m);
      file.write((first ? "\n    " : ",\n    ") + dumped(entry));
      first = false;
    }
    file.write(first ? "]" : "\n  ]");
  }
  file.write("\n}\n");
}

}  // namespace lastmile::exchange
