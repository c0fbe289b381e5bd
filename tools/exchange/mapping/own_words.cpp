#include "tools/exchange/mapping/own_words.h"

#include <algorithm>

#include "tools/io/base/format.h"

namespace lastmile::exchange {
namespace {

void add_names(std::span<const io::Field> fields, std::string_view prefix, std::vector<std::string>& names) {
  for (const io::Field& field : fields)
    if (field.type != io::CellType::drop) names.push_back(std::string{prefix} + std::string{field.name});
}

}  // namespace

std::vector<std::string> known_keys(Meaning meaning) {
  std::vector<std::string> names;
  if (meaning == Meaning::sites) add_names(io::site_fields, "", names);
  if (meaning == Meaning::links) add_names(io::link_fields, "", names);
  if (meaning == Meaning::premises) {
    add_names(io::premises_fields, "", names);
    add_names(io::drop_fields, io::drop_column_prefix, names);
  }
  std::erase_if(names, [](const std::string& key) { return key.ends_with("route"); });  // geometry says it
  if (std::find(names.begin(), names.end(), "name") == names.end())
    names.insert(std::next(names.begin()), "name");
  return names;
}

LayerMapping mapping_by_names(const FeatureLayer& layer, Meaning meaning) {
  LayerMapping mapping;
  mapping.file = layer.file;
  mapping.path = layer.file;
  mapping.layer = layer.name;
  mapping.meaning = meaning;
  const std::vector<std::string> known = known_keys(meaning);
  for (const std::string& field : layer.fields)
    if (std::find(known.begin(), known.end(), field) != known.end())
      mapping.keys.emplace_back(
          field, KeySource{.field = field, .value = {}, .words = {}, .otherwise = {}, .at = {}});
  return mapping;
}

void remove_coordinates(LayerMapping& mapping) {
  std::erase_if(mapping.keys, [](const auto& key) {
    return key.first == "lon" || key.first == "lat" || key.first == "x" || key.first == "y";
  });
}

}  // namespace lastmile::exchange
