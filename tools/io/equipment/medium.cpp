#include "tools/io/equipment/medium.h"

#include "tools/io/equipment/assumable.h"

namespace lastmile::io {
namespace {

const Keys<EntryOf<Medium>>& medium_keys() {
  static const Keys<EntryOf<Medium>> keys = [] {
    Keys<EntryOf<Medium>> all = figure_keys("", medium_figures);
    add_name_key(all);
    all.add(entry_key<Medium>("", "kind",
                              word_value<MediumKind>(medium_kind_names, {"unknown-kind", "medium kind"}),
                              &Medium::kind));
    add_source_keys(all, assumable_keys());
    return all;
  }();
  return keys;
}

}  // namespace

void read_entry(EntryReader& entry, const YamlNode& node, const std::string& path, Medium& to, bool is_new,
                Reporter& report) {
  const std::uint64_t errors_before = report.error_count();
  EntryOf<Medium> of{entry, to};
  read_mapping(node, medium_keys(), path, of, report);
  if (is_new) entry.require({"kind", "delay_us_per_km", "source"});
  if (is_new && to.kind == MediumKind::copper && entry.has("kind"))
    entry.require({"loop_ohm_per_km", "voice_loss_db_per_km", "rate_length_factor"});
  if (to.kind != MediumKind::copper && report.error_count() == errors_before)
    for (const char* key : {"loop_ohm_per_km", "voice_loss_db_per_km", "rate_length_factor"})
      entry.refuse(key, medium_kind_names[to.kind]);
}

Json medium_schema() {
  Json schema = schema_of(medium_keys());
  schema["required"] = required_names(medium_keys());
  return schema;
}

}  // namespace lastmile::io
