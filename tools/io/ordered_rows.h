// Writes the rows of a large table: formatted on all cores, written in order.
#pragma once

#include <fmt/format.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <memory>

#include "tools/io/output_directory.h"
#include "tools/io/progress.h"

namespace lastmile::io {

using RowText = fmt::memory_buffer;

// add_row(text, i) is called for every i below `count`, on any core, and appends what stands for i: no row,
// one or more. Cost: constant memory. Throws IoFailed.
template <class AddRow>
void write_rows(OutputFile& file, std::uint64_t count, Progress& progress, AddRow add_row) {
  using TextPtr = std::shared_ptr<RowText>;
  constexpr std::uint64_t rows_at_once = 16'384;
  std::uint64_t next = 0;
  const auto chunks_in_flight = 2 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
  const auto cut = [&](tbb::flow_control& flow) {
    const std::uint64_t first = next;
    if (first >= count) flow.stop();
    next += rows_at_once;
    return first;
  };
  const auto format = [&](std::uint64_t first) {
    auto text = std::make_shared<RowText>();
    const std::uint64_t last = std::min(first + rows_at_once, count);
    for (std::uint64_t i = first; i < last; ++i) add_row(*text, i);
    progress.advance(last - first);
    return text;
  };
  const auto write = [&](const TextPtr& text) { file.write({text->data(), text->size()}); };
  tbb::parallel_pipeline(chunks_in_flight,
                         tbb::make_filter<void, std::uint64_t>(tbb::filter_mode::serial_in_order, cut) &
                             tbb::make_filter<std::uint64_t, TextPtr>(tbb::filter_mode::parallel, format) &
                             tbb::make_filter<TextPtr, void>(tbb::filter_mode::serial_in_order, write));
}

}  // namespace lastmile::io
