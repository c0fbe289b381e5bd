#include "tools/ranks/share_worlds.h"

#include <algorithm>
#include <cstring>

#include "sim/reliability/failure_draws.h"

namespace lastmile::ranks {
namespace {

template <class Number>
void put(std::string& bytes, const std::vector<Number>& numbers) {
  bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number));
}
template <class Number>
void take(std::string_view& bytes, std::vector<Number>& numbers) {
  const std::size_t size = numbers.size() * sizeof(Number);
  if (size > 0) std::memcpy(numbers.data(), bytes.data(), size);
  bytes.remove_prefix(size);
}

std::string to_bytes(const Worlds& worlds) {
  std::string bytes;
  put(bytes, worlds.users);
  put(bytes, worlds.homes);
  put(bytes, worlds.estimated_users);
  put(bytes, worlds.times_up);
  return bytes;
}

// The batch `number` of the parts.
Worlds worlds_from(std::string_view bytes, const WorldParts& parts, std::uint64_t number) {
  WorldParts batch = parts;
  batch.count = std::min<std::uint64_t>(worlds_per_batch, parts.count - number * worlds_per_batch);
  Worlds worlds = batch.undrawn();
  take(bytes, worlds.users);
  take(bytes, worlds.homes);
  take(bytes, worlds.estimated_users);
  take(bytes, worlds.times_up);
  return worlds;
}

}  // namespace

Worlds share_worlds(Ranks& ranks, const WorldParts& parts) {
  Worlds all = parts.undrawn();
  ranks.share({0, parts.batches, [&](std::uint64_t batch) { return to_bytes(parts.draw(batch, batch + 1)); },
               [&](std::uint64_t batch, std::string&& bytes) {
                 put_part(worlds_from(bytes, parts, batch), batch, all);
               },
               nullptr});
  return all;
}

}  // namespace lastmile::ranks
