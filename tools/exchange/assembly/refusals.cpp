// Layers without a usable feature, and networks without a site.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "tools/exchange/assembly/workspace.h"
#include "tools/io/base/text.h"

namespace lastmile::exchange {
namespace {

// "no geometry (3), a point is no line (1)", the most frequent first.
std::string reasons_of(const Workspace& work, std::uint32_t layer) {
  std::map<std::string, std::size_t> counts;
  for (const Record& record : work.out.records)
    if (record.deed == Deed::left_out && record.feature.layer == layer) ++counts[record.reason];
  std::vector<std::pair<std::string, std::size_t>> ranked(counts.begin(), counts.end());
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [reason, count] : ranked)
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", reason, count);
  return text;
}

void refuse_unused(Workspace& work, std::uint32_t number) {
  const FeatureLayer& layer = work.layers[number];
  const LayerMapping& mapping = work.mapping.layers[number];
  const bool is_mapped = !work.mapping.file.empty();
  io::Reporter(is_mapped ? work.mapping.file : layer.file, work.problems)
      .error(is_mapped ? mapping.at.place() : io::FixedPlace({}),
             {"no-usable-feature",
              fmt::format("none of the {} features of layer {} of {} can be used: {}", layer.features.size(),
                          io::quoted(layer.name), mapping.file, reasons_of(work, number)),
              mapping.meaning == Meaning::links ? "links are drawn as lines"
                                                : "sites and premises are drawn as points or polygons"});
}

}  // namespace

void refuse_useless(Workspace& work) {
  std::vector<char> is_used(work.layers.size(), 0);
  for (const PointFeature& point : work.points) is_used[point.origin.layer] = 1;
  for (const LinkRow& link : work.out.links) is_used[link.origin.layer] = 1;
  for (std::uint32_t i = 0; i < work.layers.size(); ++i)
    if (is_used[i] == 0 && !work.layers[i].features.empty()) refuse_unused(work, i);
  if (!work.out.sites.empty() || work.problems.error_count() > 0) return;
  const bool is_mapped = !work.mapping.file.empty() || work.layers.empty();
  io::Reporter(is_mapped ? work.mapping.file : work.layers.front().file, work.problems)
      .error(io::FixedPlace({.line = 0}),
             {"no-site", "there is no site", "import sites, or lines, whose ends become sites"});
}

}  // namespace lastmile::exchange
