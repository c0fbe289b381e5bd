// Passes over large tables on all cores, with the same result for any number of threads: tables are split
// into chunks of fixed size, and the results of chunks are combined in order.
//
// Three backends implement these functions; LASTMILE_PARALLEL in CMake selects one: oneTBB, std::thread (for
// ThreadSanitizer, which does not support Debian's TBB) and serial (for platforms without threads). An
// exception in the work ends the pass and is rethrown to the caller.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace lastmile {

// The number of threads that a pass may use.
std::size_t thread_count();

// Runs `work` with passes limited to `threads`; 0: no limit.
void with_threads(std::size_t threads, const std::function<void()>& work);

// Runs `work` with its passes on the thread that calls, as one of many pieces of work that run side by side.
void on_this_thread(const std::function<void()>& work);

// work(0), ..., work(count - 1), on any thread. They must not touch the same memory.
void for_each_index(std::size_t count, const std::function<void(std::size_t)>& work);

// Items pass through three stages. begin(slot) reads the next item and returns false if there is none;
// work(slot) runs on any thread; end(slot) consumes the item. begin and end run one at a time, in order. At
// most `slots` items are in progress, each in its own slot.
void run_pipeline(std::size_t slots, const std::function<bool(std::size_t)>& begin,
                  const std::function<void(std::size_t)>& work, const std::function<void(std::size_t)>& end);

// Enough slots to keep all threads busy.
inline std::size_t pipeline_slots() {
  return 2 * thread_count();
}

inline constexpr std::size_t chunk_size = std::size_t{1} << 16;

// work(first, last) on any thread. The chunks must not touch the same memory.
template <class Work>
void for_each_chunk(std::size_t count, Work work) {
  for_each_index((count + chunk_size - 1) / chunk_size, [&](std::size_t chunk) {
    const std::size_t first = chunk * chunk_size;
    work(first, std::min(first + chunk_size, count));
  });
}

// sum_chunk(first, last) -> Sum; Sum needs a default value and +=. Returns the sum over all chunks.
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

// For results that are too large to keep one per chunk: fill(part, first, last) runs on any thread, then
// take(part) in the order of the chunks. Parts are reused after they are taken.
template <class Part, class Fill, class Take>
void take_chunks_in_order(std::size_t count, std::size_t size, Fill fill, Take take) {
  struct Chunk {
    std::size_t first = 0;
    Part part;
  };
  std::vector<Chunk> chunks(pipeline_slots());
  std::size_t next = 0;
  const auto begin = [&](std::size_t slot) {
    if (next >= count) return false;
    chunks[slot].first = next;
    next += size;
    return true;
  };
  const auto work = [&](std::size_t slot) {
    const std::size_t first = chunks[slot].first;
    fill(chunks[slot].part, first, std::min(first + size, count));
  };
  run_pipeline(chunks.size(), begin, work, [&](std::size_t slot) { take(chunks[slot].part); });
}

}  // namespace lastmile
