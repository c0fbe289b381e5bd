// A mapping file, applied to layers that have every field it names.
#include <algorithm>
#include <cstdint>

#include "tests/fuzz/fuzz_network.h"
#include "tools/exchange/mapping/read_mapping.h"

namespace {

using namespace lastmile;

// Streets, points and a feature without geometry, with cells that take turns.
exchange::FeatureLayer layer_for(const exchange::LayerMapping& mapping) {
  exchange::FeatureLayer layer;
  layer.file = mapping.path;
  layer.name = mapping.layer;
  for (const auto& [key, source] : mapping.keys)
    if (!source.value &&
        std::find(layer.fields.begin(), layer.fields.end(), source.field) == layer.fields.end())
      layer.fields.push_back(source.field);
  constexpr std::array<std::string_view, 6> cells = {"1", "", "planned", "a", "drop", "2.5"};
  constexpr std::array<Point, 5> corners = {
      {{7, 50}, {7.001, 50}, {7.001, 50.001}, {7.0005, 50}, {7.0005, 50.002}}};
  for (std::int64_t i = 0; i < 8; ++i) {
    exchange::Feature& feature = layer.begin_feature(i);
    const auto at = static_cast<std::size_t>(i) % corners.size();
    if (i < 7) {
      const bool is_line = mapping.meaning == exchange::Meaning::links;
      feature.shape = is_line ? exchange::Shape::line : exchange::Shape::point;
      layer.add_point(corners[at]);
      if (is_line) layer.add_point(corners[(at + 1 + static_cast<std::size_t>(i) / 5) % corners.size()]);
      layer.end_part();
    }
    for (std::size_t field = 0; field < layer.fields.size(); ++field)
      layer.add_cell(cells[(static_cast<std::size_t>(i) + field) % cells.size()]);
  }
  return layer;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  io::ProblemList problems;
  const exchange::Mapping mapping = exchange::parse_mapping(
      std::string(reinterpret_cast<const char*>(data), size), "mapping.yaml", problems);
  constexpr std::size_t most_layers = 50;
  if (problems.error_count() > 0 || mapping.layers.size() > most_layers) return 0;
  std::vector<exchange::FeatureLayer> layers;
  layers.reserve(mapping.layers.size());
  for (const exchange::LayerMapping& layer : mapping.layers) layers.push_back(layer_for(layer));
  fuzz::check_network(mapping, layers);
  return 0;
}
