// Random failures of elements in many worlds at once.
//
// Worlds come in batches of 512. What an element does in a batch depends only on the seed, the key of the
// element and the number of the batch (a counter-based generator; Salmon et al. 2011, Philox), so it is the
// same for any number of threads, any order of elements, and in every network that has the element.
#pragma once

#include <array>
#include <cstdint>

namespace lastmile {

inline constexpr std::size_t worlds_per_batch = 512;

// One bit for each world of a batch.
struct WorldSet {
  std::array<std::uint64_t, worlds_per_batch / 64> words{};

  bool any() const {
    std::uint64_t all = 0;
    for (const std::uint64_t word : words) all |= word;
    return all != 0;
  }
  std::uint32_t size() const;
  WorldSet& operator|=(const WorldSet& other) {
    for (std::size_t i = 0; i < words.size(); ++i) words[i] |= other.words[i];
    return *this;
  }
  WorldSet& operator&=(const WorldSet& other) {
    for (std::size_t i = 0; i < words.size(); ++i) words[i] &= other.words[i];
    return *this;
  }
  WorldSet operator~() const {
    WorldSet others;
    for (std::size_t i = 0; i < words.size(); ++i) others.words[i] = ~words[i];
    return others;
  }
  friend WorldSet operator&(WorldSet a, const WorldSet& b) { return a &= b; }
  static WorldSet all() { return ~WorldSet{}; }
};

// Calls visit(world) for each world of the set, ascending.
template <class Visit>
void for_each_world(const WorldSet& worlds, Visit visit) {
  for (std::size_t i = 0; i < worlds.words.size(); ++i)
    for (std::uint64_t word = worlds.words[i]; word != 0; word &= word - 1)
      visit(i * 64 + static_cast<std::size_t>(__builtin_ctzll(word)));
}

class FailureDraws {
 public:
  FailureDraws(std::uint64_t seed, std::uint32_t batch) : seed_(seed), batch_(batch) {}

  // Adds the worlds in which something of this key happens, each with the probability. Cost: one draw, and
  // one for each such world.
  void add(std::uint64_t key, double probability, WorldSet& worlds) const;

 private:
  std::uint64_t seed_;
  std::uint32_t batch_;
};

}  // namespace lastmile
