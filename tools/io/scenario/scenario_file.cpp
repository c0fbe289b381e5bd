#include "tools/io/scenario/scenario_file.h"

#include <fmt/format.h>

#include "tools/io/equipment/equipment.h"
#include "tools/io/equipment/service.h"
#include "tools/io/reliability/failure_classes.h"
#include "tools/io/scenario/heading.h"
#include "tools/io/timeline/changes.h"
#include "tools/io/timeline/economics.h"
#include "tools/io/timeline/rollout.h"
#include "tools/io/timeline/timeline.h"

namespace lastmile::io {
namespace {

template <class Row>
Key<ScenarioFile> table_key(std::string_view name, std::vector<TableSource> ScenarioFile::*tables) {
  return {
      name,
      {{"type", "array"}, {"items", table_source_schema<Row>()}},
      [name, tables](ScenarioFile& file, const YamlNode& node, const std::string& path, Reporter& report) {
        const std::string example = fmt::format("{}: [{}.csv]", name, name);
        for_each_item(node, path, example, report, [&](const YamlNode& item, const std::string& at) {
          if (auto table = read_table_source<Row>(item, at, report))
            (file.*tables).push_back(std::move(*table));
        });
      }};
}

const Keys<ScenarioFile>& table_keys() {
  static const Keys<ScenarioFile> keys = {table_key<SiteRow>("sites", &ScenarioFile::site_tables),
                                          table_key<LinkRow>("links", &ScenarioFile::link_tables),
                                          table_key<PremisesRow>("premises", &ScenarioFile::premises_tables)};
  return keys;
}

struct FileReading {
  ScenarioFile& file;
  Heading& heading;
};

// A part that is read later, once what it refers to is known.
template <class Where>
Key<FileReading> part_key(std::string_view name, const Json& schema, Where where) {
  return {name, schema, [where](FileReading& reading, const YamlNode& node, const std::string&, Reporter&) {
            where(reading.file) = &node;
          }};
}
Key<FileReading> part_key(std::string_view name, const Json& schema, const YamlNode* ScenarioFile::*part) {
  return part_key(
      name, schema, [part](ScenarioFile & file) -> auto& { return file.*part; });
}
Key<FileReading> part_key(std::string_view name, const Json& schema, const YamlNode* HorizonParts::*part) {
  return part_key(name, schema, member(&ScenarioFile::horizon, part));
}

Json elements_schema(std::string_view name) {
  return {{"type", "array"}, {"items", definition(name)}};
}

// What a schema consists of takes longer to build than a small file to read.
enum class Schemas : std::uint8_t { none, all };

Keys<FileReading> make_file_keys(Schemas wanted) {
  const auto schema = [&](Json (*make)()) { return wanted == Schemas::all ? make() : Json(); };
  Keys<FileReading> keys;
  for (const Key<Heading>& key : heading_keys())
    keys.add({key.name, key.schema,
              [&read = key.read](FileReading& reading, const YamlNode& node, const std::string& path,
                                 Reporter& report) { read(reading.heading, node, path, report); },
              key.required});
  const Json tables = schema([] { return schema_of(table_keys()); });
  const auto read_tables = [](FileReading& reading, const YamlNode& node, const std::string& path,
                              Reporter& report) {
    read_mapping(node, table_keys(), path, reading.file, report);
  };
  Json equipment = {{"anyOf", {any_text(), definition("equipment")}}};
  equipment["description"] =
      "changes to the equipment library: a file in the format of models/access/equipment.yaml, or its "
      "content";
  Json extends = any_text();
  extends["description"] = "scenario file that this one extends";
  for (const Key<FileReading>& key : {
           Key<FileReading>{"crs", crs_value(),
                            [](FileReading& reading) -> std::string& { return reading.file.crs; }},
           part_key("sites", elements_schema("site"), &ScenarioFile::sites),
           part_key("links", elements_schema("link"), &ScenarioFile::links),
           part_key("premises", elements_schema("premises"), &ScenarioFile::premises),
           part_key("edits", schema(edits_schema), &ScenarioFile::edits),
           Key<FileReading>{"tables", tables, read_tables},
           part_key("service", schema(service_schema), &ScenarioFile::service),
           part_key("equipment", equipment, &ScenarioFile::equipment),
           part_key("reliability", schema(reliability_schema), &ScenarioFile::reliability),
           part_key("timeline", schema(timeline_schema), &HorizonParts::timeline),
           part_key("economics", schema(economics_schema), &HorizonParts::economics),
           part_key("take_up", schema(take_up_schema), &HorizonParts::take_up),
           part_key("rollout", schema(rollout_schema), &HorizonParts::rollout),
           part_key("changes", schema(changes_schema), &HorizonParts::changes),
           part_key("options", schema(options_schema), &HorizonParts::options),
           part_key("extends", extends, &ScenarioFile::extends),
       })
    keys.add(key);
  return keys;
}

const Keys<FileReading>& file_keys() {
  static const Keys<FileReading> keys = make_file_keys(Schemas::none);
  return keys;
}

// Keys required only in a file without `extends`.
Json whole_by_itself() {
  Json properties = {{"timeline", or_nothing({{"required", timeline_required()}})}};
  return {{"required", {"name"}}, {"properties", std::move(properties)}};
}

}  // namespace

ScenarioFile read_scenario_file(const YamlNode& root, Heading& heading, Reporter& report) {
  ScenarioFile file;
  FileReading reading{file, heading};
  read_mapping(root, file_keys(), "", reading, report);
  return file;
}

Json scenario_schema() {
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "lastmile scenario"}};
  schema.update(schema_of(make_file_keys(Schemas::all)));
  schema["required"] = {version_key};
  schema["if"] = {{"required", {"extends"}}, {"properties", {{"extends", any_text()}}}};
  schema["else"] = whole_by_itself();
  schema["$defs"] = {{"site", fields_schema(site_fields)},
                     {"link", fields_schema(link_fields)},
                     {"premises", fields_schema(premises_fields)},
                     {"equipment", equipment_schema()},
                     {"selector", selector_schema()},
                     {"change", change_schema()},
                     {"option", option_schema()}};
  return schema;
}

}  // namespace lastmile::io
