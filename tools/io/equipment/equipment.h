// The equipment library as YAML: models/access/equipment.yaml, compiled in, and what scenarios put in its
// place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/access/equipment.h"
#include "tools/io/base/json.h"
#include "tools/io/yaml/yaml_tree.h"

namespace lastmile::io {

// Reads `media` and `technologies` over what `equipment` holds. An entry of a known name changes the keys
// that it gives, any other is new and needs all that its kind asks for. What is wrong is reported with its
// place; `equipment` then holds what could be read and must not be used. `path` stands before the keys in
// problems; empty for a file of its own. Cost: O(text + entries^2) of a few dozen entries.
void read_equipment(const YamlNode& root, Equipment& equipment, Reporter& report,
                    const std::string& path = "equipment");

// models/access/equipment.yaml as compiled in, read once. Throws std::logic_error where it is wrong.
const Equipment& standard_equipment();

// An entry's source in its two parts: what says so, and the figures that nobody confirms, as keys such as
// up_mbps or optical.min_loss_db.
struct Provenance {
  std::string source;
  std::vector<std::string> assumed;
};
Provenance provenance_of(std::string_view source);
// How the two stand together in Medium::source and Technology::source.
inline constexpr std::string_view assumption_words = "; assumption (not confirmed): ";
std::string source_text(const Provenance& provenance);

// Every figure of every entry, by the keys of the YAML; null for a capacity that is not shared.
Json equipment_json(const Equipment& equipment);

}  // namespace lastmile::io
