// A table as the list of a scenario names it: a file, and how it is written if it is somebody else's.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/io/csv/table_header.h"
#include "tools/io/yaml/keys.h"

namespace lastmile::io {

// What the words of a table mean, for one field.
struct TableWords {
  std::size_t field = 0;
  std::vector<std::pair<std::string, std::string>> meanings;  // theirs, ours; ours is empty for "not given"
  Mark mark;
  std::string path;
};

struct TableSource {
  std::string file;               // as written
  Mark mark;                      // of the file
  std::string path;               // tables.sites[0]
  std::optional<char> delimiter;  // none: the header decides
  std::vector<ChosenColumn> columns;
  std::vector<TableWords> words;
  std::string crs;  // of the table's coordinates; empty: x and y are in that of the scenario
  Mark crs_mark;
};

// Reads one item of a list of tables of Row: the name of a file, or a mapping.
template <class Row>
std::optional<TableSource> read_table_source(const YamlNode& node, const std::string& path, Reporter& report);
template <class Row>
Json table_source_schema();

// A coordinate reference system that PROJ knows; opens PROJ.
Value<std::string> crs_value();

}  // namespace lastmile::io
