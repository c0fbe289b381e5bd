// Sums over large tables on all cores with one and the same result for every number of threads: the table is
// cut into chunks of fixed size, whatever the machine, and the chunks' results are added in order.
#pragma once

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace lastmile {

inline constexpr std::size_t chunk_size = std::size_t{1} << 16;

// sum_chunk(first, last) -> Sum; Sum needs a default value and +=. Returns the chunks' sum.
template <class Sum, class SumChunk>
Sum sum_over_chunks(std::size_t count, SumChunk sum_chunk) {
  std::vector<Sum> partial((count + chunk_size - 1) / chunk_size);
  tbb::parallel_for(std::size_t{0}, partial.size(), [&](std::size_t chunk) {
    const std::size_t first = chunk * chunk_size;
    partial[chunk] = sum_chunk(first, std::min(first + chunk_size, count));
  });
  Sum total{};
  for (const Sum& part : partial) total += part;
  return total;
}

}  // namespace lastmile
