// Writes the rows of a large table: formatted on all cores, written in order.
#pragma once

#include <fmt/format.h>

#include "sim/support/parallel.h"
#include "tools/io/base/progress.h"
#include "tools/io/files/output_directory.h"

namespace lastmile::io {

using RowText = fmt::memory_buffer;

// add_row(text, i) is called for every i below `count`, on any core, and appends zero or more rows for i.
// output.write(text) gets whole rows, from one thread at a time. Cost: constant memory. Throws IoFailed.
template <class Output, class AddRow>
void write_rows(Output& output, std::uint64_t count, Progress& progress, AddRow add_row) {
  constexpr std::size_t rows_at_once = 16'384;
  take_chunks_in_order<RowText>(
      count, rows_at_once,
      [&](RowText& text, std::uint64_t first, std::uint64_t last) {
        text.clear();
        for (std::uint64_t i = first; i < last; ++i) add_row(text, i);
        progress.advance(last - first);
      },
      [&](const RowText& text) {
        output.write({text.data(), text.size()});
      });
}

}  // namespace lastmile::io
