#include "tools/io/scenario/scenario_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/yaml/yaml_cells.h"
#include "tools/io/yaml/yaml_mapping.h"

namespace lastmile::io {
namespace {

// Name and fields of a list of Row. The premises include the fields of their drops.
template <class Row>
struct ListFormat;
template <>
struct ListFormat<SiteRow> {
  static constexpr std::string_view name = "sites";
  static constexpr std::span<const Field> fields = site_fields;
  static constexpr std::string_view example = "- {id: co1, kind: exchange}";
};
template <>
struct ListFormat<LinkRow> {
  static constexpr std::string_view name = "links";
  static constexpr std::span<const Field> fields = link_fields;
  static constexpr std::string_view example = "- {id: f1, from: co1, to: cab1, tier: feeder}";
};
template <>
struct ListFormat<PremisesRow> {
  static constexpr std::string_view name = "premises";
  static constexpr std::span<const Field> fields = premises_fields;
  static constexpr std::string_view example = "- {id: h1, drop: {from: cab1}}";
};

std::vector<std::string_view> names_of(std::span<const Field> fields) {
  std::vector<std::string_view> names;
  for (const Field& field : fields) names.push_back(field.name);
  return names;
}

bool stands_in_quotes_if_text(CellType type) {
  return type == CellType::text || type == CellType::id || type == CellType::state ||
         type == CellType::tier || type == CellType::sight;
}

// The mapping of a row, with the place of each cell.
class YamlRow final : public RowSource {
 public:
  YamlRow(Mark mark, std::string path, std::size_t fields)
      : mark_(mark), path_(std::move(path)), places_(fields) {}
  void put(std::size_t field, Mark mark, std::string path) { places_[field] = {mark, std::move(path)}; }
  bool has(std::size_t field) const { return !places_[field].path.empty(); }

  Mark mark(std::size_t field) const override { return has(field) ? places_[field].mark : mark_; }
  std::string path(std::size_t field) const override { return has(field) ? places_[field].path : path_; }

 private:
  struct CellPlace {
    Mark mark;
    std::string path;
  };
  Mark mark_;
  std::string path_;
  std::vector<CellPlace> places_;
};

void require_keys(const YamlNode& node, std::span<const Field> fields, std::size_t first,
                  const std::string& path, const YamlRow& source, Reporter& report) {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].required && !source.has(first + i))
      report.error(FixedPlace(node.mark, path),
                   {"missing-key", fmt::format("missing key {}", quoted(fields[i].name))});
}

// Reads a mapping of `fields`, numbered from `first`, into the row.
template <class Row>
void read_mapping(const YamlNode& node, std::span<const Field> fields, std::size_t first,
                  const std::string& path, Row& row, YamlRow& source, Reporter& report) {
  const std::vector<std::string_view> names = names_of(fields);
  const bool is_mapping =
      for_each_entry(node, names, path + ".", report, [&](std::size_t i, const YamlNode& value) {
        const std::string cell_path = fmt::format("{}.{}", path, names[i]);
        source.put(first + i, value.mark, cell_path);
        if (fields[i].type == CellType::drop) {
          read_mapping(value, drop_fields, premises_fields.size(), cell_path, row, source, report);
          return;
        }
        const auto text = stands_in_quotes_if_text(fields[i].type)
                              ? text_of(value, cell_path, report)
                              : unquoted_text_of(value, cell_path, report);
        if (text) read_cell(row, first + i, *text, FieldPlace(source, first + i), report);
      });
  if (is_mapping) require_keys(node, fields, first, path, source, report);
}

void read_version(const YamlNode& node, Reporter& report) {
  const auto text = unquoted_text_of(node, "lastmile", report);
  if (!text || *text == std::to_string(format_version)) return;
  report.error(
      FixedPlace(node.mark, "lastmile"),
      {"wrong-version",
       fmt::format("format version {} is supported, but the file has {}", format_version, quoted(*text)),
       fmt::format("write \"lastmile: {}\"", format_version)});
}

void report_no_version(const YamlNode& root, Reporter& report) {
  report.error(FixedPlace(root.mark), {"missing-key", "missing key \"lastmile\"", "add \"lastmile: 1\""});
}

void read_currency(const YamlNode& node, Heading& heading, Reporter& report) {
  const auto text = text_of(node, "currency", report);
  if (!text) return;
  const bool is_code = text->size() == 3 &&
                       std::all_of(text->begin(), text->end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (is_code)
    heading.currency = *text;
  else
    report.error(FixedPlace(node.mark, "currency"),
                 {"not-a-currency", fmt::format("must be an ISO 4217 code, but is {}", quoted(*text)),
                  "use three capital letters, such as EUR"});
}

void read_price_year(const YamlNode& node, Heading& heading, Reporter& report) {
  const FixedPlace place(node.mark, "price_year");
  const auto text = unquoted_text_of(node, "price_year", report);
  if (!text) return;
  constexpr double first_year = 1800;
  constexpr double last_year = 2200;
  const auto year = parse_between(*text, first_year, last_year, place, report);
  if (!year) return;
  if (*year != static_cast<int>(*year))
    report.error(place, {"not-an-integer", fmt::format("must be a whole number, but is {}", *text)});
  heading.price_year = static_cast<int>(*year);
}

void read_vocabulary(const YamlNode& node, Vocabulary& words, Reporter& report) {
  const std::array<std::string*, vocabulary_keys.size()> word_of = {
      &words.home,       &words.homes,       &words.user,     &words.users,
      &words.final_link, &words.final_links, &words.backbone, &words.served};
  for_each_entry(node, vocabulary_keys, "vocabulary.", report, [&](std::size_t i, const YamlNode& value) {
    const std::string path = fmt::format("vocabulary.{}", vocabulary_keys[i]);
    const auto text = text_of(value, path, report);
    if (text && text->empty())
      report.error(FixedPlace(value.mark, path), {"empty-text", "must not be empty"});
    if (text) *word_of[i] = *text;
  });
}

void read_name(const YamlNode& node, Heading& heading, Reporter& report) {
  const auto text = text_of(node, "name", report);
  if (!text) return;
  if (text->empty()) report.error(FixedPlace(node.mark, "name"), {"empty-text", "must not be empty"});
  heading.name = *text;
}

void read_tables(const YamlNode& node, ScenarioFile& file, Reporter& report) {
  const std::array<std::vector<TableName>*, table_keys.size()> lists = {&file.site_tables, &file.link_tables,
                                                                        &file.premises_tables};
  for_each_entry(node, table_keys, "tables.", report, [&](std::size_t i, const YamlNode& value) {
    const std::string path = fmt::format("tables.{}", table_keys[i]);
    const std::string example = fmt::format("{}: [{}.csv]", table_keys[i], table_keys[i]);
    for_each_item(value, path, example, report, [&](const YamlNode& item, const std::string& item_path) {
      if (auto name = word_of(item, item_path, report)) lists[i]->push_back({std::move(*name), item.mark});
    });
  });
}

}  // namespace

void check_version(const YamlNode& root, Reporter& report) {
  if (const YamlNode* version = find_value(root, "lastmile"))
    read_version(*version, report);
  else
    report_no_version(root, report);
}

ScenarioFile read_scenario_file(const YamlNode& root, Heading& heading, Reporter& report) {
  enum Key {
    lastmile,
    name,
    description,
    currency,
    price_year,
    vocabulary,
    sites,
    links,
    premises,
    tables,
    service,
    equipment,
    timeline,
    economics,
    take_up,
    rollout,
    changes,
    options,
    extends
  };
  ScenarioFile file;
  std::array<bool, scenario_keys.size()> given{};
  const bool is_mapping =
      for_each_entry(root, scenario_keys, "", report, [&](std::size_t key, const YamlNode& value) {
        given[key] = true;
        switch (static_cast<Key>(key)) {
          case lastmile: read_version(value, report); break;
          case name: read_name(value, heading, report); break;
          case description:
            if (const auto text = text_of(value, "description", report)) heading.description = *text;
            break;
          case currency: read_currency(value, heading, report); break;
          case price_year: read_price_year(value, heading, report); break;
          case vocabulary: read_vocabulary(value, heading.vocabulary, report); break;
          case sites: file.sites = &value; break;
          case links: file.links = &value; break;
          case premises: file.premises = &value; break;
          case tables: read_tables(value, file, report); break;
          case service: file.service = &value; break;
          case equipment: file.equipment = &value; break;
          case timeline: file.horizon.timeline = &value; break;
          case economics: file.horizon.economics = &value; break;
          case take_up: file.horizon.take_up = &value; break;
          case rollout: file.horizon.rollout = &value; break;
          case changes: file.horizon.changes = &value; break;
          case options: file.horizon.options = &value; break;
          case extends: break;  // merged already
        }
      });
  if (!is_mapping) return file;
  if (!given[lastmile]) report_no_version(root, report);
  if (!given[name])
    report.error(FixedPlace(root.mark), {"missing-key", "missing key \"name\"", "name the scenario"});
  return file;
}

template <class Row>
void read_list(const YamlNode* list, ScenarioBuilder& builder, Reporter& report) {
  using Format = ListFormat<Row>;
  if (list == nullptr) return;
  std::vector<Row> rows;
  const auto read_row = [&](const YamlNode& item, const std::string& path) {
    YamlRow source(item.mark, path, premises_fields.size() + drop_fields.size());
    Row& row = rows.emplace_back();
    read_mapping(item, Format::fields, 0, path, row, source, report);
    resolve(row, source, builder.references(), report);
  };
  for_each_item(*list, std::string{Format::name}, Format::example, report, read_row);
  builder.add(rows, report);
}

template void read_list<SiteRow>(const YamlNode*, ScenarioBuilder&, Reporter&);
template void read_list<LinkRow>(const YamlNode*, ScenarioBuilder&, Reporter&);
template void read_list<PremisesRow>(const YamlNode*, ScenarioBuilder&, Reporter&);

}  // namespace lastmile::io
