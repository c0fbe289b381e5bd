// Columns and cells of the results of premises, elements and final links, for every kind of table and layer
// that has them. The cells of a row come in the order of the columns; the caller adds its own and ends the
// row.
#pragma once

#include <span>
#include <vector>

#include "sim/coverage/coverage.h"
#include "tools/io/csv/table_writer.h"
#include "tools/io/scenario/reading.h"

namespace lastmile::io {

// Of a scenario that was read with its names. The plant is that of the scenario, or what an option has made
// of it; the other two belong to it.
struct ResultOf {
  const Scenario& scenario;
  const Plant& plant;
  const Network& network;
  const Coverage& coverage;
};

// With the columns of a service if the plant requires one.
std::vector<OutputColumn> premises_columns(const Plant& plant);
void write_premises_cells(RowWriter& row, const ResultOf& result, PremisesId p);

// Sites and links. Of an element outside the design the figures are empty.
std::span<const OutputColumn> element_columns();
void write_site_cells(RowWriter& row, const ResultOf& result, SiteId site);
void write_link_cells(RowWriter& row, const ResultOf& result, LinkId link);  // no final link

std::span<const OutputColumn> final_link_columns();
void write_final_link_cells(RowWriter& row, const ResultOf& result, LinkId link);

}  // namespace lastmile::io
