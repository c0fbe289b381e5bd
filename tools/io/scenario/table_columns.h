// The columns of tables of sites, links and premises.
#pragma once

#include <vector>

#include "tools/io/csv/table_header.h"
#include "tools/io/scenario/rows.h"

namespace lastmile::io {

// The columns that a table of Row may have, in the order of format.h.
template <class Row>
std::vector<Column> known_columns();
template <>
std::vector<Column> known_columns<SiteRow>();
template <>
std::vector<Column> known_columns<LinkRow>();
template <>
std::vector<Column> known_columns<PremisesRow>();

}  // namespace lastmile::io
