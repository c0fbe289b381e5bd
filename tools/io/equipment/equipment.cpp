#include "tools/io/equipment/equipment.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "tools/io/base/text.h"
#include "tools/io/equipment/assumable.h"
#include "tools/io/equipment/medium.h"
#include "tools/io/equipment/technology.h"

namespace lastmile::io {

extern const char* const equipment_yaml;  // models/access/equipment.yaml; the build makes it

namespace {

// The name of an entry. Reports a missing name.
std::optional<std::string> entry_name(const YamlNode& node, const std::string& path, Reporter& report) {
  if (!require_mapping(node, path, report)) return std::nullopt;
  const YamlNode* name = find_value(node, "name");
  if (name == nullptr) {
    report.error(FixedPlace(node.mark, path), missing_key("name"));
    return std::nullopt;
  }
  const auto text = text_of(*name, path + ".name", report);
  if (!text || !check_id(*text, FixedPlace(name->mark, path + ".name"), report)) return std::nullopt;
  return std::string{*text};
}

template <class Table>
void read_entries(const YamlNode& list, Table& table, const std::string& path, std::string_view example,
                  Reporter& report) {
  using Entry = std::decay_t<decltype(*table.begin())>;
  std::set<std::string> named;
  std::size_t index = 0;
  for (const YamlNode* item : items_of(list, path, example, report)) {
    const std::string at = fmt::format("{}[{}]", path, index++);
    const auto name = entry_name(*item, at, report);
    if (!name) continue;
    if (!named.insert(*name).second) {
      report.error(FixedPlace(find_value(*item, "name")->mark, at + ".name"),
                   {"duplicate-id", fmt::format("duplicate name {}", io::quoted(*name))});
      continue;
    }
    const auto known =
        std::find_if(table.begin(), table.end(), [&](const Entry& e) { return e.name == *name; });
    const bool is_new = known == table.end();
    Entry changed = is_new ? Entry{} : *known;
    changed.name = *name;
    EntryReader entry(*item, at, report);
    read_entry(entry, *item, at, changed, is_new, report);
    changed.source = entry.source_after(changed.source, assumable_keys());
    if (is_new)
      table.push_back(changed);
    else
      *known = std::move(changed);
  }
}

const Keys<Equipment>& equipment_keys() {
  static const Keys<Equipment> keys = {
      {"media",
       {{"type", "array"}, {"items", medium_schema()}},
       [](Equipment& to, const YamlNode& node, const std::string& path, Reporter& report) {
         read_entries(node, to.media, path, "media: [{name: copper-0.4, delay_us_per_km: 5}]", report);
       }},
      {"technologies",
       {{"type", "array"}, {"items", technology_schema()}},
       [](Equipment& to, const YamlNode& node, const std::string& path, Reporter& report) {
         read_entries(node, to.technologies, path, "technologies: [{name: gpon-b+, latency_ms: 3}]", report);
       }},
  };
  return keys;
}

Equipment read_standard() {
  ProblemList problems;
  Reporter report("models/access/equipment.yaml", problems);
  Equipment equipment;
  const auto document = read_yaml(equipment_yaml, report);
  if (document) read_equipment(*document->root, equipment, report, "");
  if (problems.error_count() > 0) throw std::logic_error(to_line(problems.shown().front()));
  return equipment;
}

}  // namespace

void read_equipment(const YamlNode& root, Equipment& equipment, Reporter& report, const std::string& path) {
  read_mapping(root, equipment_keys(), path, equipment, report);
}

const Equipment& standard_equipment() {
  static const Equipment equipment = read_standard();
  return equipment;
}

Json equipment_schema() {
  return schema_of(equipment_keys());
}

}  // namespace lastmile::io
