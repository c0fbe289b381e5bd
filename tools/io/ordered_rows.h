// Writes the rows of a large table: formatted on all cores, written in order.
#pragma once

#include <fmt/format.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <vector>

#include "tools/io/output_directory.h"
#include "tools/io/progress.h"

namespace lastmile::io {

using RowText = fmt::memory_buffer;

// add_row(text, i) is called for every i below `count`, on any core, and appends what stands for i: no row,
// one or more. Cost: constant memory. Throws IoFailed.
template <class AddRow>
void write_rows(OutputFile& file, std::uint64_t count, Progress& progress, AddRow add_row) {
  constexpr std::uint64_t rows_at_once = 16'384;
  struct Chunk {
    std::uint64_t first = 0;
    RowText text;
  };
  // At most this many chunks are under way, and they end in order, so a ring of them is enough.
  std::vector<Chunk> ring(2 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()));
  std::size_t taken = 0;
  const auto cut = [&](tbb::flow_control& flow) {
    Chunk* chunk = &ring[taken % ring.size()];
    chunk->first = rows_at_once * taken++;
    if (chunk->first >= count) flow.stop();
    return chunk;
  };
  const auto format = [&](Chunk* chunk) {
    const std::uint64_t last = std::min(chunk->first + rows_at_once, count);
    chunk->text.clear();
    for (std::uint64_t i = chunk->first; i < last; ++i) add_row(chunk->text, i);
    progress.advance(last - chunk->first);
    return chunk;
  };
  const auto write = [&](Chunk* chunk) { file.write({chunk->text.data(), chunk->text.size()}); };
  using Mode = tbb::filter_mode;
  tbb::parallel_pipeline(ring.size(), tbb::make_filter<void, Chunk*>(Mode::serial_in_order, cut) &
                                          tbb::make_filter<Chunk*, Chunk*>(Mode::parallel, format) &
                                          tbb::make_filter<Chunk*, void>(Mode::serial_in_order, write));
}

}  // namespace lastmile::io
