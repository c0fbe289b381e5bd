// The columns that tables of sites, links and premises may have.
#pragma once

#include "tools/io/csv/table_header.h"
#include "tools/io/scenario/rows.h"

namespace lastmile::io {

// Row is SiteRow, LinkRow or PremisesRow.
template <class Row>
const KnownColumns& known_columns();
template <>
const KnownColumns& known_columns<SiteRow>();
template <>
const KnownColumns& known_columns<LinkRow>();
template <>
const KnownColumns& known_columns<PremisesRow>();

}  // namespace lastmile::io
