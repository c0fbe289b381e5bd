// Seeded randomness for tests: the same seed gives the same draws with every compiler and standard library,
// which the distributions of <random> do not promise.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace lastmile::test {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : bits_(seed) {}

  std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits_() % n); }
  std::size_t between(std::size_t least, std::size_t most) { return least + below(most - least + 1); }
  bool chance(std::size_t percent) { return below(100) < percent; }
  double fraction() { return static_cast<double>(bits_() >> 11) * 0x1.0p-53; }  // 53 random bits of [0, 1)

  template <class T, std::size_t n>
  T one_of(const std::array<T, n>& choices) {
    return choices[below(n)];
  }

  void shuffle(auto& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::mt19937_64 bits_;
};

}  // namespace lastmile::test
