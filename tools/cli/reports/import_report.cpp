#include "tools/cli/reports/import_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/cli/reports/page.h"
#include "tools/cli/reports/words.h"
#include "tools/exchange/transfer/report_json.h"

namespace lastmile::cli {
namespace {

using namespace exchange;

constexpr std::size_t shown_features = 3;  // of each kind of change
constexpr std::size_t caption_width = 26;

std::string count(std::size_t n) {
  return grouped(static_cast<double>(n));
}

TextTable layers_table(const Imported& imported) {
  TextTable table;
  table.add_row({{"layer"}, {"features"}, {"read as", Style::plain, true}});
  constexpr std::string_view words[] = {"sites", "links", "premises"};
  for (std::size_t i = 0; i < imported.layers.size(); ++i)
    table.add_row({{printable(imported.layers[i].name, 30)},
                   {count(imported.layers[i].features.size())},
                   {std::string{words[static_cast<std::size_t>(imported.mapping.layers[i].meaning)]},
                    Style::plain, true}});
  return table;
}

std::string deed_words(Deed deed) {
  constexpr EnumArray<Deed, std::string_view> words = {{"moved", "cut", "joined with another site", "renamed",
                                                        "value replaced", "length contradicts geometry",
                                                        "not joined", "near miss", "left out"}};
  return std::string{words[deed]};
}

std::string feature_words(const Imported& imported, const Record& record) {
  const FeatureLayer& layer = imported.layers[record.feature.layer];
  std::string text =
      fmt::format("{} {}: {}", layer.name, layer.features[record.feature.feature].number, record.reason);
  if (record.distance_m && record.deed != Deed::contradicted)
    text += fmt::format(" ({} m)", short_number(*record.distance_m));
  return text;
}

void add_deeds(Page& page, const Imported& imported) {
  const std::vector<Record>& records = imported.network.records;
  TextTable table;
  bool any = false;
  for (const Deed deed : enum_values<Deed>()) {
    std::size_t number = 0;
    double largest = 0;
    for (const Record& record : records) {
      if (record.deed != deed) continue;
      ++number;
      largest = std::max(largest, record.distance_m.value_or(0));
    }
    if (number == 0) continue;
    any = true;
    const bool tells_distance = largest > 0 && deed != Deed::contradicted && deed != Deed::left_out;
    table.add_row({{deed_words(deed)},
                   {count(number)},
                   {tells_distance ? "up to " + short_number(largest) + " m" : "", Style::dim, true}});
  }
  if (!any) return;
  page.section("Features that were changed, or need a look");
  page.table(table);
  for (const Deed deed : {Deed::renamed, Deed::replaced, Deed::contradicted, Deed::not_joined,
                          Deed::near_miss, Deed::left_out}) {
    std::size_t shown = 0;
    for (const Record& record : records) {
      if (record.deed != deed) continue;
      if (shown == 0) page.line();
      if (shown++ == shown_features) {
        page.paragraph("", "and more; import.json lists all of them", caption_width);
        break;
      }
      page.paragraph(deed_words(deed), printable(feature_words(imported, record)), caption_width);
    }
  }
}

void add_islands(Page& page, const Imported& imported) {
  const Assembled& network = imported.network;
  if (network.islands.empty()) return;
  page.section("Islands: parts that nothing joins to the largest one");
  TextTable table;
  table.add_row({{"around site"}, {"sites"}, {"premises"}, {"distance"}, {"", Style::plain, true}});
  std::size_t shown = 0;
  for (const IslandRow& island : network.islands) {
    if (shown++ == 5) break;
    const bool is_near = island.distance_m <= 2 * imported.mapping.snap_m;
    const std::string_view title = site_title(imported, island.example_site);
    std::string site = printable(network.node_names[network.sites[island.example_site].name]);
    if (!title.empty()) site += " " + printable(title, 30);
    table.add_row({{site},
                   {count(island.sites)},
                   {count(island.premises)},
                   {std::isfinite(island.distance_m) ? short_number(island.distance_m) + " m" : "unknown"},
                   {is_near ? "near miss" : "", Style::yellow, true}});
  }
  page.table(table);
  if (network.islands.size() > 5)
    page.paragraph(fmt::format("and {} more", count(network.islands.size() - 5)));
}

}  // namespace

std::string import_report(const Imported& imported, const Terminal& terminal) {
  const Assembled& network = imported.network;
  Page page(terminal);
  page.head(
      imported.mapping.name, imported.inputs.empty() ? "" : imported.inputs.front().name,
      fmt::format(" · {} · {} · {} premises", counted(double(network.sites.size()), "site", "sites"),
                  counted(double(network.links.size()), "link", "links"), count(network.premises.size())));
  page.section("Read");
  page.table(layers_table(imported));
  page.line();
  const auto made = std::count_if(network.sites.begin(), network.sites.end(),
                                  [](const SiteRow& site) { return !site.origin.exists(); });
  page.paragraph(fmt::format("The largest part has {} of {} sites and {} of {} premises.{}",
                             count(network.largest_sites), count(network.sites.size()),
                             count(network.largest_premises), count(network.premises.size()),
                             made > 0 ? fmt::format(" {} sites were made where lines meet or drops begin.",
                                                    count(static_cast<std::size_t>(made)))
                                      : ""));
  if (const MadeDrops drops = made_drops(imported); drops.count > 0) {
    const PremisesRow& longest = network.premises[drops.longest];
    page.paragraph(fmt::format("{} made to what is nearest; the longest is {} m, to premises {}.",
                               counted(double(drops.count), "drop was", "drops were"),
                               short_number(*longest.drop_length_m),
                               printable(network.node_names[longest.name])));
  }
  add_deeds(page, imported);
  add_islands(page, imported);
  if (!network.assumptions.empty()) {
    page.section("Assumed");
    for (const std::string& sentence : network.assumptions) page.paragraph(printable(sentence));
  }
  return std::move(page).text();
}

}  // namespace lastmile::cli
