#include "tools/io/scenario/table_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/io/base/text.h"
#include "tools/io/csv/table_blocks.h"
#include "tools/io/geo/projection.h"
#include "tools/io/problems/cells.h"
#include "tools/io/scenario/table_columns.h"

namespace lastmile::io {
namespace {

// Each as the sign itself or by its name.
Json delimiter_schema() {
  Json words = Json::array();
  for (const char delimiter : delimiters) {
    words.push_back(std::string{delimiter});
    words.push_back(name_of_delimiter(delimiter));
  }
  return {{"enum", words}};
}

std::optional<char> read_delimiter(const YamlNode& node, const std::string& path, Reporter& report) {
  const auto text = text_of(node, path, report);
  if (!text) return std::nullopt;
  const auto* const found = std::find_if(delimiters.begin(), delimiters.end(), [&](char delimiter) {
    return *text == std::string_view{&delimiter, 1} || *text == name_of_delimiter(delimiter);
  });
  if (found != delimiters.end()) return *found;
  report.error(FixedPlace(node.mark, path),
               {"unknown-word", fmt::format("unknown delimiter {}", io::quoted(*text)),
                "write comma, semicolon, tab or bar, or omit it"});
  return std::nullopt;
}

template <class Row>
std::vector<std::string_view> names_of_columns() {
  std::vector<std::string_view> names;
  for (const Column& column : known_columns<Row>().columns) names.push_back(column.name);
  return names;
}

// A key without a value is a field that is not read.
template <class Row>
void read_columns(TableSource& source, const YamlNode& node, const std::string& path, Reporter& report) {
  const std::vector<std::string_view> names = names_of_columns<Row>();
  for_each_key(node, names, path + ".", report, [&](std::size_t i, const YamlNode& value) {
    const std::string at = fmt::format("{}.{}", path, names[i]);
    ChosenColumn chosen{known_columns<Row>().columns[i].field, std::nullopt, value.mark, at};
    if (value.kind != YamlNode::Kind::null) {
      chosen.theirs = word_of(value, at, report);
      if (!chosen.theirs) return;
      const auto other =
          std::find_if(source.columns.begin(), source.columns.end(),
                       [&](const ChosenColumn& column) { return column.theirs == chosen.theirs; });
      if (other != source.columns.end()) {
        report.error(FixedPlace(value.mark, at),
                     {"duplicate-key", fmt::format("column {} is given twice", io::quoted(*chosen.theirs))});
        return;
      }
    }
    source.columns.push_back(std::move(chosen));
  });
}

// Each meaning must be one that the field can have.
template <class Row>
void read_words(TableSource& source, const YamlNode& node, const std::string& path, Reporter& report) {
  const std::vector<std::string_view> names = names_of_columns<Row>();
  for_each_entry(node, names, path + ".", report, [&](std::size_t i, const YamlNode& meanings) {
    const std::string at = fmt::format("{}.{}", path, names[i]);
    TableWords words{known_columns<Row>().columns[i].field, {}, meanings.mark, at};
    for_each_named_entry(meanings, at, report, [&](const YamlNode& theirs, const YamlNode& ours) {
      const std::string at_word = fmt::format("{}.{}", at, shortened(theirs.text));
      std::string meaning;
      if (ours.kind != YamlNode::Kind::null) {
        const auto text = text_of(ours, at_word, report);
        Row row;
        const std::uint64_t errors_before = report.error_count();
        if (text && !text->empty())
          read_cell(row, words.field, *text, FixedPlace(ours.mark, at_word), report);
        if (text && report.error_count() == errors_before) meaning = *text;
      }
      words.meanings.emplace_back(theirs.text, std::move(meaning));
    });
    source.words.push_back(std::move(words));
  });
}

template <class Row>
const Keys<TableSource>& source_keys() {
  Json names = Json::array();
  for (const std::string_view name : names_of_columns<Row>()) names.push_back(name);
  const auto by_column = [&](const Json& value) {
    return Json{{"type", "object"}, {"propertyNames", {{"enum", names}}}, {"additionalProperties", value}};
  };
  static const Keys<TableSource> keys = {
      {"file", any_text(),
       [](TableSource& source, const YamlNode& node, const std::string& path, Reporter& report) {
         source.mark = node.mark;
         take(source.file, word_of(node, path, report));
       },
       Required{"name the file of the table"}},
      {"delimiter", delimiter_schema(),
       [](TableSource& source, const YamlNode& node, const std::string& path, Reporter& report) {
         source.delimiter = read_delimiter(node, path, report);
       }},
      {"columns", by_column(or_nothing(any_text())), read_columns<Row>},
      {"words", by_column(or_nothing(mapping_to(text_or_nothing()))), read_words<Row>},
      {"crs", crs_value().schema,
       [](TableSource& source, const YamlNode& node, const std::string& path, Reporter& report) {
         source.crs_mark = node.mark;
         take(source.crs, crs_value().read(node, path, report));
       }},
  };
  return keys;
}

std::optional<std::string> read_crs(const YamlNode& node, const std::string& path, Reporter& report) {
  const auto crs = text_of(node, path, report);
  if (!crs) return std::nullopt;
  if (looks_like_crs(*crs) && Projection::open(std::string{*crs})) return std::string{*crs};
  report.error(FixedPlace(node.mark, path),
               {"unknown-crs", fmt::format("unknown coordinate reference system {}", io::quoted(*crs)),
                "write a code of the EPSG register (epsg.io) for a projected or geographic system, such as "
                "EPSG:25832"});
  return std::string{*crs};  // so that nobody says that there is none
}

}  // namespace

Value<std::string> crs_value() {
  return {{{"type", "string"},
           {"pattern", "^[Ee][Pp][Ss][Gg]:[0-9]{1,6}$"},
           {"description", "coordinate reference system of x and y"}},
          read_crs};
}

template <class Row>
std::optional<TableSource> read_table_source(const YamlNode& node, const std::string& path,
                                             Reporter& report) {
  TableSource source;
  source.mark = node.mark;
  source.path = path;
  if (node.kind == YamlNode::Kind::map) {
    if (!read_mapping(node, source_keys<Row>(), path, source, report)) return std::nullopt;
  } else {
    take(source.file, word_of(node, path, report));
  }
  return source.file.empty() ? std::nullopt : std::optional{std::move(source)};
}

template <class Row>
Json table_source_schema() {
  Json mapping = schema_of(source_keys<Row>());
  mapping["required"] = required_names(source_keys<Row>());
  return {{"anyOf", {any_text(), std::move(mapping)}}};
}

template std::optional<TableSource> read_table_source<SiteRow>(const YamlNode&, const std::string&,
                                                               Reporter&);
template std::optional<TableSource> read_table_source<LinkRow>(const YamlNode&, const std::string&,
                                                               Reporter&);
template std::optional<TableSource> read_table_source<PremisesRow>(const YamlNode&, const std::string&,
                                                                   Reporter&);
template Json table_source_schema<SiteRow>();
template Json table_source_schema<LinkRow>();
template Json table_source_schema<PremisesRow>();

}  // namespace lastmile::io
