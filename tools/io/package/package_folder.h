// A folder of results as a Frictionless data package (https://specs.frictionlessdata.io, v1): JSON files and
// tables, and a datapackage.json that describes them and names every input file. Writes all
// files or none. A path that ends with .sqlite is one SQLite file with the same tables, in which the table
// `documents` holds the JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/io/package/database.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

inline constexpr std::string_view currency_unit = "currency of the scenario";
// The last column of tables of elements and premises.
inline constexpr OutputColumn name_column = {"name", "string", "",
                                             "its name beside the id; of a drop that of its premises"};

// Whether the path is that of an SQLite file and not of a folder.
inline bool is_database(std::string_view path) {
  return path.ends_with(".sqlite");
}

class PackageFolder : public TableTarget {
 public:
  // The files to be written, except datapackage.json. Throws IoFailed if a file would replace an input.
  PackageFolder(const std::string& path, const std::vector<std::string>& files,
                const std::vector<const ScenarioReading*>& readings, CellText cell_text);

  // A table to be written, and then added. The columns must outlive it.
  TableWriter table(const std::string& name, std::span<const OutputColumn> columns) override;
  // Writes the file <name>.json.
  void add_json(const std::string& name, const Json& json);
  // Adds a finished table.
  void add_table(Json resource) { resources_.push_back(std::move(resource)); }
  // Writes datapackage.json and moves all files into place. The title and the currency are those of the first
  // scenario; the currency is null if the scenarios differ in it.
  void finish(const std::string& name);

 private:
  Json write(const std::string& name, const Json& json);

  OutputDirectory directory_;
  std::optional<Database> database_;
  std::vector<const ScenarioReading*> readings_;
  CellText cell_text_;
  Json resources_ = Json::array();
};

}  // namespace lastmile::io
