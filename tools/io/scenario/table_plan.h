// How the cells of one table are read: the fields of its columns, with the words and coordinates of its
// source.
#pragma once

#include <optional>
#include <vector>

#include "tools/io/scenario/table_columns.h"
#include "tools/io/scenario/table_source.h"

namespace lastmile::io {

struct TablePlan {
  TableHeader header;
  char delimiter = ',';
  // By column; empty if the table is ours: cells as they are, numbers with decimal points.
  struct Use {
    CellType type = CellType::text;
    const TableWords* words = nullptr;
  };
  std::vector<Use> uses;
  std::string crs;               // of what is to be projected; empty if nothing is
  bool projects_routes = false;  // not only x and y
  // The columns of longitude and latitude, if both are there.
  std::optional<std::size_t> lon_column;
};

// Plans the reading of a table of Row with this header record. Reports what is wrong with the header, and to
// `of_source` what is wrong with the source or with the crs of the scenario; none if the rows cannot be read.
template <class Row>
std::optional<TablePlan> plan_table(const Record& header, char delimiter, const TableSource& source,
                                    const std::string& crs_of_scenario, Reporter& report,
                                    Reporter& of_source);

extern template std::optional<TablePlan> plan_table<SiteRow>(const Record&, char, const TableSource&,
                                                             const std::string&, Reporter&, Reporter&);
extern template std::optional<TablePlan> plan_table<LinkRow>(const Record&, char, const TableSource&,
                                                             const std::string&, Reporter&, Reporter&);
extern template std::optional<TablePlan> plan_table<PremisesRow>(const Record&, char, const TableSource&,
                                                                 const std::string&, Reporter&, Reporter&);

}  // namespace lastmile::io
