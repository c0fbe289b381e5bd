// Passes over large tables on all cores with one and the same result for every number of threads: the table
// is cut into chunks of fixed size, whatever the machine, and the chunks' results are taken in order.
#pragma once

#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace lastmile {

inline constexpr std::size_t chunk_size = std::size_t{1} << 16;

// work(first, last) on any core; the chunks must not touch the same memory.
template <class Work>
void for_each_chunk(std::size_t count, Work work) {
  tbb::parallel_for(std::size_t{0}, (count + chunk_size - 1) / chunk_size, [&](std::size_t chunk) {
    const std::size_t first = chunk * chunk_size;
    work(first, std::min(first + chunk_size, count));
  });
}

// sum_chunk(first, last) -> Sum; Sum needs a default value and +=. Returns the chunks' sum.
template <class Sum, class SumChunk>
Sum sum_over_chunks(std::size_t count, SumChunk sum_chunk) {
  std::vector<Sum> partial((count + chunk_size - 1) / chunk_size);
  for_each_chunk(count, [&](std::size_t first, std::size_t last) {
    partial[first / chunk_size] = sum_chunk(first, last);
  });
  Sum total{};
  for (Sum& part : partial) total += std::move(part);
  return total;
}

// For results too large to keep one of every chunk: fill(part, first, last) on any core, then take(part),
// chunk after chunk. A part is filled again once it is taken, so its memory is used over and over.
template <class Part, class Fill, class Take>
void take_chunks_in_order(std::size_t count, std::size_t size, Fill fill, Take take) {
  struct Chunk {
    std::size_t first = 0;
    Part part;
  };
  // At most this many chunks are under way, and they end in order, so a ring of them is enough.
  std::vector<Chunk> ring(2 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()));
  std::size_t cut_off = 0;
  const auto cut = [&](tbb::flow_control& flow) {
    Chunk* chunk = &ring[cut_off % ring.size()];
    chunk->first = size * cut_off++;
    if (chunk->first >= count) flow.stop();
    return chunk;
  };
  const auto fill_chunk = [&](Chunk* chunk) {
    fill(chunk->part, chunk->first, std::min(chunk->first + size, count));
    return chunk;
  };
  const auto take_chunk = [&](Chunk* chunk) { take(chunk->part); };
  using Mode = tbb::filter_mode;
  tbb::parallel_pipeline(ring.size(), tbb::make_filter<void, Chunk*>(Mode::serial_in_order, cut) &
                                          tbb::make_filter<Chunk*, Chunk*>(Mode::parallel, fill_chunk) &
                                          tbb::make_filter<Chunk*, void>(Mode::serial_in_order, take_chunk));
}

}  // namespace lastmile
